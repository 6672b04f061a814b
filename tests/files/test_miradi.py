"""Miradi projects become plans; zips are opened with care."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import logicmodel as lm
from logicmodel.files.source import LARGEST

SAMPLE = Path(__file__).parent / "samples" / "project.xml"


def zipped(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files:
            package.writestr(name, data)
    return path


def read(path):
    losses: list[lm.Problem] = []
    return lm.read(path, losses=losses), [str(one).partition(f"{path}:")[2].lstrip() for one in losses]


def test_a_project_is_a_plan():
    plan, _ = read(SAMPLE)
    assert (plan.title, plan.description, plan.mission, plan.currency) == (
        "Otters of the lower river", "Made up.\nFor tests.", "A river full of life.", "EUR",
    )
    assert plan.periods.labels == ("2025", "2026", "2027", "2028")
    assert {name: (node.kind, node.theme) for name, node in plan.nodes.items()} == {
        "rain": ("factor", "Clean water"), "subsidies_stay": ("assumption", "Clean water"),
        "advise_farmers": ("activity", "Clean water"), "visit_farms": ("activity", "Clean water"),
        "farmers_leave_strips_unploughed": ("outcome", "Clean water"), "less_nitrate": ("outcome", "Clean water"), "otters": ("outcome", "Clean water"),
    }
    assert [node.horizon for node in plan.outcomes.values()] == ["immediate", "intermediate", "ultimate"]
    strips = plan.outcomes["farmers_leave_strips_unploughed"]
    assert strips.description == "Objective: Half of the farms by 2027."
    share = strips.indicators["share_of_farms"]
    assert (share.baseline, share.baseline_date, share.source, share.unit, share.measure) == (8, "2024-06-01", "Our survey", "%", "percentage")
    assert [(target.name, target.at_least, target.at_most) for target in plan.targets] == [
        ("share_of_farms@2026", 30, None), ("share_of_farms@2027", 50, None), ("nitrate@2028", None, 25), ("otters_run_over@2028", None, 0),
    ]
    assert plan.outcomes["less_nitrate"].indicators["nitrate"].direction == "down"


def test_links_keep_what_is_said_of_them():
    plan, _ = read(SAMPLE)
    links = {link.name: link for link in plan.links}
    assert links["advise_farmers->farmers_leave_strips_unploughed"].because == "Farmers trust other farmers"
    assert links["farmers_leave_strips_unploughed->less_nitrate"].evidence.strength == "weak"
    assert links["otters->farmers_leave_strips_unploughed"].lag == 1
    assert links["subsidies_stay->farmers_leave_strips_unploughed"].role == "enables"
    assert links["visit_farms->advise_farmers"].because == "A part of the strategy"
    assert set(links) == {
        "advise_farmers->farmers_leave_strips_unploughed", "farmers_leave_strips_unploughed->less_nitrate", "less_nitrate->otters",
        "otters->farmers_leave_strips_unploughed", "rain->less_nitrate", "subsidies_stay->farmers_leave_strips_unploughed",
        "visit_farms->advise_farmers",
    }
    assert not any(link.inferred for link in plan.links)
    assert "<svg" in lm.diagram(plan).svg


def test_what_is_lost_is_told():
    told = [one.partition(": ")[2] if one[:1].isdigit() else one for one in read(SAMPLE)[1]]
    assert told == [
        ("outcomes.less_nitrate.indicators.nitrate: whether less is better is not said; it was concluded, as 25 is wanted and 40 was measured; "
        "change direction and target where it is not"),
        "outcomes.less_nitrate.indicators.algae: the measurement 'a lot' is not a number and was left out",
        "outcomes.less_nitrate.indicators.algae: the wanted level 'few' has no number and was left out",
        ("outcomes.otters.indicators.otters_run_over: whether less is better is not said; it was concluded, as 0 is wanted and none was measured; "
        "change direction and target where it is not"),
        "outcomes.otters.indicators.dens: the wanted level '12' has no date and was left out",
        "factors.rain: its indicator was left out: only results have some",
        "links.less_nitrate->otters: goes both ways; the way back was left out",
        "links.otters->farmers_leave_strips_unploughed: closes a circle; it was given a lag of one period; say how long it takes",
        "links.advise_farmers->rain: was left out: nothing in a plan acts on factors and assumptions",
        "links: a link from GroupBox to BiodiversityTarget was left out; links of its members are read",
        "links: a link from nothing to nothing was left out",
        "actuals: 2 measurements are no part of a plan; hold them against it with logicmodel check --actuals, or read them with lm.read_actuals",
        "Strategy: 1 of these stands in no results chain and was left out",
        "Stress: 2 of these were left out",
    ]


def test_zipped_projects_are_the_same(tmp_path):
    path = zipped(tmp_path / "x.xmpz2", [("project.xml", SAMPLE.read_bytes()), ("schema.rnc", b"..")])
    assert read(path)[0] == read(SAMPLE)[0]
    deeper = zipped(tmp_path / "y.xmpz2", [("Otters/project.xml", SAMPLE.read_bytes())])
    assert read(deeper)[0] == read(SAMPLE)[0]


def locked():
    made = io.BytesIO()
    zipped(made, [("project.xml", b"<x/>")])
    data = bytearray(made.getvalue())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(("files", "words"), [
    ([("other.xml", b"<x/>")], "no project.xml in it"),
    ([("a/project.xml", b"<x/>"), ("b/project.xml", b"<x/>")], "2 files called project.xml"),
    ([(f"{n}", b"") for n in range(2001)], "zip of 2,001 files"),
    ([("project.xml", b" " * 5_000_000)], "would unpack to 5 MB"),
    ([("project.xml", b"<other/>")], "its top element is not ConservationProject"),
    ([("project.xml", b"<!DOCTYPE a><ConservationProject/>")], "document type"),
    ([("project.xml", b"<ConservationProject/>")], "holds no results chain"),
], ids=["none", "two", "many", "bomb", "other", "doctype", "empty"])
def test_zips_are_opened_with_care(files, words, tmp_path):
    with pytest.raises(lm.FileError, match=words):
        lm.read(zipped(tmp_path / "x.xmpz2", files))


def test_broken_and_lying_zips_are_refused(tmp_path):
    path = tmp_path / "x.xmpz2"
    path.write_bytes(b"PK\x03\x04 and nothing else")
    with pytest.raises(lm.FileError, match="broken zip file"):
        lm.read(path)
    path.write_bytes(locked())
    with pytest.raises(lm.FileError, match="locked with a password"):
        lm.read(path)
    zipped(path, [("project.xml", b"x" * 30_000)])
    data = bytearray(path.read_bytes())
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (LARGEST + 1).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    with pytest.raises(lm.FileError, match="would unpack to 20 MB"):
        lm.read(path)


def test_miradi_is_only_read(tmp_path):
    with pytest.raises(lm.FileError, match=r"cannot be written as \.xmpz2"):
        lm.write(read(SAMPLE)[0], tmp_path / "x.xmpz2")
