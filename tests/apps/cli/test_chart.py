"""chart."""

from __future__ import annotations

import json

import pytest

from .conftest import SHELTER

FAST = ("--draws", "64")
KINDS = ("attainment", "fan", "distribution", "difference", "waterfall", "gap", "time_to_target")


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_is_told_in_words_and_written(typed, tmp_path, kind):
    told = typed("chart", SHELTER, kind, *FAST)
    assert (told.status, told.err) == (0, "")
    assert "Housing first" in told.out
    assert list(tmp_path.iterdir()) == []
    done = typed("chart", SHELTER, kind, "-o", f"{kind}.svg", *FAST)
    assert done.status == 0
    assert done.out.endswith(f"Wrote {kind}.svg.\n")
    svg = (tmp_path / f"{kind}.svg").read_text(encoding="utf-8")
    assert svg.startswith("<?xml")
    assert "logicmodel-chart" in svg
    assert " ".join(told.out.split()).startswith(" ".join(done.out.split()[:-2]))


def test_json_holds_title_caption_and_words(typed, tmp_path):
    done = typed("chart", SHELTER, "fan", "--node", "homeless_people", "-o", "fan.png", "--json", *FAST)
    record = json.loads(done.out)
    assert (record["kind"], record["question"], record["written"]) == ("fan", "levels", ["fan.png"])
    assert len(record["words"]) == 3
    assert record["caption"].startswith("Fewer people are homeless over time")
    assert (tmp_path / "fan.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("kind", "option", "wanted"), [
    ("attainment", "--target", "homeless_people"),
    ("distribution", "--target", "homeless_people@2030"),
    ("difference", "--target", "homeless_people"),
    ("time_to_target", "--target", "homeless_people"),
    ("fan", "--node", "homeless_people"),
    ("waterfall", "--node", "housed_households"),
])
def test_one_thing_alone_is_shown(typed, kind, option, wanted):
    done = typed("chart", SHELTER, kind, option, wanted, *FAST)
    assert done.status == 0
    assert "Bed nights" not in done.out


@pytest.mark.parametrize(("words", "wrong"), [
    (("fam",), "'fam' is not a chart; did you mean fan?"),
    (("gap", "--node", "x"), "--node has no meaning for this chart"),
    (("gap", "-o", "gap.gif"), "-o: gap.gif is not the name of a picture; use one of: .svg"),
    (("attainment", "--target", "homeles"), "there is no target homeles"),
    (("fan", "--node", "homeles_people"), "no node is called homeles_people; did you mean homeless_people"),
])
def test_wrong_words_are_refused_before_anything_is_written(typed, tmp_path, words, wrong):
    done = typed("chart", SHELTER, *words, *FAST)
    assert done.status == 2
    assert wrong in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_plan_with_nothing_of_the_kind_says_so(typed):
    done = typed("chart", SHELTER.parents[1] / "unhcr-malaysia" / "plan.yaml", "waterfall", *FAST)
    assert done.status == 2
    assert "there is nothing to draw for waterfall" in done.err


def test_a_chart_of_another_question_is_left_to_python(typed, monkeypatch):
    import logicmodel as lm

    class Own(lm.Chart):
        questions = ("costs",)

    monkeypatch.setattr(lm.Chart.family, "members", lm.Chart.family.members | {"own": Own})
    done = typed("chart", SHELTER, "own", *FAST)
    assert done.status == 2
    assert "cannot ask 'costs'" in done.err
