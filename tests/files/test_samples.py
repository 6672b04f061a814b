"""Published files are read whole, checked, drawn and written again."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from lxml import etree

import logicmodel as lm

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "committee.xml"
    path.write_bytes(gzip.decompress((SAMPLES / "committee.stratml.gz").read_bytes()))
    return path


def texts(path, tag):
    return [" ".join(element.text.split()) for element in etree.parse(path).iter(f"{{*}}{tag}") if element.text and element.text.strip()]


def test_a_performance_report_is_a_plan(report):
    losses: list[lm.Problem] = []
    plan = lm.read(report, losses=losses)
    root = etree.parse(report).getroot()
    objectives = [" ".join(one.findtext("{*}Name").split()) for one in root.iter("{*}Objective")]
    goals = [" ".join(one.findtext("{*}Name").split()) for one in root.iter("{*}Goal")]
    assert sorted(node.title for node in plan.nodes.values()) == sorted(objectives + goals)
    assert {name for name, node in plan.outcomes.items() if node.horizon == "ultimate"} == {link.target for link in plan.links}
    assert all(link.inferred for link in plan.links)
    people = {" ".join(one.findtext("{*}Name").split()) for parent in root.iter("{*}Organization") for one in parent.iterchildren("{*}Stakeholder")}
    assert len(people) == 10
    assert people <= {one.title for one in plan.stakeholders.values()}
    assert lm.check(plan, profile="all")
    assert "<svg" in lm.diagram(plan).svg
    assert sum(len(group.lines) for group in lm.group_losses(losses)) < 12


def test_every_text_of_the_report_is_in_the_plan_or_told(report):
    losses: list[lm.Problem] = []
    document = str(lm.read(report, losses=losses).to_document())
    told = "\n".join(map(str, losses))
    for tag in ("Description", "OtherInformation", "UnitOfMeasurement"):
        for text in texts(report, tag):
            known = repr(text)[1:-1][:40]
            assert known in " ".join(document.replace("\\n", " ").split()) or f"/{tag}: " in told or text[:40] in told, text


def test_a_report_goes_out_as_it_came_in(report, tmp_path):
    plan = lm.read(report, losses=[])
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / "x.stratml", losses=losses)
    back = lm.read(tmp_path / "x.stratml", losses=[])
    assert set(back.nodes) == set(plan.nodes)
    assert {name: node.indicators for name, node in back.results.items()} == {name: node.indicators for name, node in plan.results.items()}
    assert {link.name for link in back.links} == {link.name for link in plan.links}
    assert {one.where for one in losses} <= {"links.inferred", "stakeholders.id", "outcomes.horizon", "periods"}


def test_activities_of_the_schema_tests_are_read_and_written(tmp_path):
    losses: list[lm.Problem] = []
    plan = lm.read(SAMPLES / "results.xml", losses=losses)
    root = etree.parse(SAMPLES / "results.xml").getroot()
    assert len(plan.results) == len(list(root.iter("result"))) == 13
    assert sum(len(node.indicators) for node in plan.results.values()) == len(list(root.iter("indicator")))
    assert any("'N=42;P=57' is not a number" in str(one) for one in losses)
    assert lm.check(plan, profile="iati")
    lost: list[lm.Problem] = []
    lm.write(plan, tmp_path / "x.xml", losses=lost)
    back = lm.read(tmp_path / "x.xml", losses=[])
    told = {one.where for one in lost}
    for name, node in plan.results.items():
        for key, indicator in node.indicators.items():
            again = back.results[name].indicators[key]
            changed = {field for field in type(indicator).model_fields if getattr(again, field) != getattr(indicator, field)}
            assert {f"{node.section}.{name}.indicators.{key}.{field}" for field in changed} <= told
