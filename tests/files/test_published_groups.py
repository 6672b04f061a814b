"""Values of groups in IATI activities: dimensions and places come in, and go out again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import logicmodel as lm
from tests.files.published_rules import broken_rules

WOMEN, MEN = "<dimension name='sex' value='female'/>", "<dimension name='sex' value='male'/>"
NARRATED = "<comment><narrative>{}</narrative></comment>"


def activity(*inside: str, measure: str = "1", ascending: str = "1") -> str:
    return (
        "<iati-activities version='2.03'><iati-activity xml:lang='en'><iati-identifier>A-1</iati-identifier><result type='1'><title><narrative>R</narrative></title>"
        f"<indicator measure='{measure}' ascending='{ascending}'><title><narrative>I</narrative></title>{''.join(inside)}</indicator></result></iati-activity></iati-activities>"
    )


def period(year: int, *values: str) -> str:
    return f"<period><period-start iso-date='{year}-01-01'/><period-end iso-date='{year}-12-31'/>{''.join(values)}</period>"


@pytest.fixture
def read(tmp_path: Path):
    def reading(*inside: str, **attributes: str):
        path = tmp_path / "x.xml"
        path.write_text(activity(*inside, **attributes), encoding="utf-8")
        losses: list[lm.Problem] = []
        plan = lm.read(path, losses=losses)
        return plan, plan.outputs["r"].indicators["i"], [str(one).partition(".xml:1: ")[2] for one in losses], path

    return reading


def documents_of(indicator):
    return [group.model_dump(exclude_defaults=True) for group in indicator.groups]


def test_baselines_and_targets_of_groups_come_in(read):
    plan, indicator, losses, _ = read(
        f"<baseline year='2020' value='10'/><baseline year='2020' value='4'>{WOMEN}</baseline><baseline iso-date='2019-12-31' year='2019' value='6'>{MEN}{NARRATED.format('a survey')}</baseline>",
        period(2021, "<target value='100'/>", f"<target value='1,000'>{WOMEN}{NARRATED.format('agreed with them')}</target>", f"<target value='60'>{MEN}</target>"),
        period(2022, f"<target value='70'><location ref='NORTH'/>{WOMEN}</target>", "<target value='80'><location ref='SOUTH'/></target>"),
    )
    assert indicator.disaggregation == ("sex", "location")
    assert documents_of(indicator) == [
        {"of": {"sex": "female"}, "baseline": 4, "at_least": 1000, "by": "2021", "title": "agreed with them"},
        {"of": {"sex": "male"}, "baseline": 6, "baseline_date": "2019-12-31", "title": "a survey"},
        {"of": {"sex": "male"}, "at_least": 60, "by": "2021"},
        {"of": {"location": "NORTH", "sex": "female"}, "at_least": 70, "by": "2022"},
        {"of": {"location": "SOUTH"}, "at_least": 80, "by": "2022"},
    ]
    assert [(target.at_least, target.by) for target in plan.targets] == [(100, "2021")]
    assert (indicator.baseline, indicator.baseline_date) == (10, "2020")
    assert losses == []


def test_what_is_no_number_twice_there_or_without_dates_is_told(read):
    _, indicator, losses, _ = read(
        f"<baseline year='2020' value='some'>{WOMEN}</baseline><baseline year='2020' value='4'>{WOMEN}</baseline><baseline year='2020' value='5'>{WOMEN}</baseline>",
        period(2021, f"<target value='few'>{WOMEN}</target><target value='n/a'>{WOMEN}</target><target value='1'>{WOMEN}</target><target value='2'>{WOMEN}</target>"),
        f"<period><target value='3'>{MEN}</target></period>", ascending="0",
    )
    where = "outputs.r.indicators.i."
    assert losses == [
        f"{where}baseline: the baseline of sex: female, 'some' is not a number and was left out; write the number into the plan",
        f"{where}baseline: a second baseline of sex: female, 5, was left out",
        f"{where}target: the target of sex: female, 'few' is not a number and was left out; write the number into the plan",
        f"{where}target: a second target of sex: female in 2021, 2, was left out",
        f"{where}target: the target of sex: male, 3, has no readable dates and was left out",
    ]
    assert documents_of(indicator) == [{"of": {"sex": "female"}, "baseline": 4, "at_most": 1, "by": "2021", "baseline_date": "2020"}]


def test_a_place_alone_is_where_the_whole_is(read):
    place = "<location ref='NORTH'/>"
    plan, indicator, losses, path = read(f"<baseline year='2020' value='1'>{place}</baseline>", period(2021, f"<target value='3'>{place}</target><actual value='2'>{place}</actual>"))
    assert (indicator.baseline, indicator.groups, indicator.disaggregation) == (1, (), ())
    assert [target.at_least for target in plan.targets] == [3]
    assert [row["group"] for row in lm.read_actuals(path, losses=[]).rows] == [""]
    assert [one.rpartition("indicators.i.")[2] for one in losses[:3]] == [
        f"{what}: its place, NORTH, was left out, since there is no value of another" for what in ("baseline", "actual", "target")
    ]
    _, told_apart, _, _ = read(period(2021, "<target value='3'><dimension name='location' value='NORTH'/></target>"))  # as it is written
    assert documents_of(told_apart) == [{"of": {"location": "NORTH"}, "at_least": 3, "by": "2021"}]


def test_dimensions_that_are_not_tidy_keep_what_they_say(read):
    _, indicator, losses, _ = read(period(2021, "<target value='3'><dimension name='' value='old'/><dimension name='sex' value=' '/></target>", f"<target value='4'>{WOMEN}{MEN}</target>"))
    assert [group.of for group in indicator.groups] == [{"group": "old", "sex": "not stated"}, {"sex": "female and male"}]
    assert losses == []


def test_actual_values_of_groups_stand_beside_those_of_the_whole(read):
    plan, indicator, losses, path = read(period(2021, f"<actual value='7'/><actual value='3'>{WOMEN}</actual><actual value='4'>{MEN}</actual><actual value='5'>{MEN}</actual>"))
    assert (indicator.disaggregation, indicator.groups) == (("sex",), ())
    assert losses == ["actuals: 4 actual values are no part of a plan; hold them against it with logicmodel check --actuals, or read them with lm.read_actuals"]
    actuals = lm.read_actuals(path)
    assert [(row["group"], row["value"]) for row in actuals.rows] == [("", 7), ("sex: female", 3), ("sex: male", 4), ("sex: male", 5)]
    (twice,) = actuals.check(plan)
    assert "sex: male" in twice.message
    clean = lm.Actuals(actuals.question, actuals.title, actuals.rows[:3], actuals.settings)
    assert clean.check(plan) == ()
    assert [row["value"] for row in clean.placed(plan).rows] == [7]
    assert clean.levels(plan) == {"r": {"2021": (7.0, 0.0)}}


def test_values_of_groups_go_out_and_come_back(read, tmp_path):
    plan, indicator, _, path = read(
        f"<baseline year='2020' value='10'/><baseline year='2020' value='4'>{WOMEN}</baseline>",
        period(2021, f"<target value='100'/><target value='40'>{WOMEN}</target><target value='60'>{MEN}{NARRATED.format('agreed')}</target>"),
        period(2022, f"<target value='70'>{MEN}<dimension name='age' value='under 25'/></target>"),
    )
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / "y.xml", losses=losses)
    assert not [one for one in losses if "group" in str(one) or "disaggregation" in str(one)]
    back = lm.read(tmp_path / "y.xml", losses=[])
    assert next(iter(back.outputs["r"].indicators.values())) == indicator
    assert values_in(tmp_path / "y.xml") == values_in(path)
    assert not broken_rules(etree.parse(tmp_path / "y.xml").getroot()) & {"8.8.1", "8.8.2", "8.8.3", "8.9.1", "8.9.2"}


def values_in(path):
    """Every baseline and target of a file with what it is told apart by."""
    return [
        (one.tag, one.get("value"), sorted((child.get("name"), child.get("value")) for child in one.iter("dimension")), " ".join(one.itertext()).split())
        for one in etree.parse(path).getroot().iter("baseline", "target")
    ]


def test_what_iati_cannot_say_of_groups_is_told(tmp_path):
    groups = [{"of": {"sex": "female"}, "at_most": 3, "by": 2027}, {"of": {"sex": "male"}, "at_least": 3, "by": 2027}]
    plan = lm.Plan.from_document({
        "periods": {"first": "2027", "count": 1},
        "outputs": {
            "words": {"indicators": {"a": {"measure": "text", "groups": groups}}}, "down": {"indicators": {"b": {"groups": groups, "disaggregation": ["sex", "age"]}}},
        },
    })
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / "x.xml", losses=losses)
    told = {one.where: one.message for one in losses if "group" in one.where or "disaggregation" in one.where}
    assert told == {
        "outputs.words.groups": "IATI takes no numbers for a measure in words, so those of groups were left out",
        "outputs.down.groups": "IATI says once for an indicator whether more is better; targets of groups that say otherwise are turned round",
        "outputs.down.indicators.b.disaggregation": "has no place in IATI",
    }
    back = lm.read(tmp_path / "x.xml", losses=[])
    assert [documents_of(one) for node in back.outputs.values() for one in node.indicators.values()] == [
        [], [{"of": {"sex": "female"}, "at_most": 3, "by": "2027"}, {"of": {"sex": "male"}, "at_most": 3, "by": "2027"}],
    ]


WORDS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=8)
NUMBERS = st.floats(-1e9, 1e9).map(lambda number: round(number, 3)) | st.integers(0, 10**9)


@st.composite
def of_groups(draw):
    """Groups with baselines and targets, as an activity orders them: baselines first, then date by date."""
    names = draw(st.lists(st.dictionaries(WORDS, WORDS, min_size=1, max_size=2), min_size=1, max_size=4, unique_by=lambda of: frozenset(of.items())))
    found = [{"of": of, "baseline": draw(NUMBERS)} for of in names if draw(st.booleans())]
    for year in ("2027", "2028"):
        for of in names:
            if draw(st.booleans()):
                target = {"at_least": draw(NUMBERS), "by": year, **draw(st.fixed_dictionaries({}, optional={"title": WORDS}))}
                alone = next((one for one in found if one["of"] == of), None)
                found = [{**one, **target} if one is alone and "by" not in one else one for one in found]
                found += [{"of": of, **target}] if alone is None or "by" in alone else []
    return found


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(of_groups())
def test_any_groups_come_back(tmp_path_factory, groups):
    indicator = {"measure": "number", "baseline": 5, "baseline_date": "2026", "groups": groups}
    plan = lm.Plan.from_document({"language": "en", "periods": {"first": "2027", "count": 2}, "outputs": {"a": {"indicators": {"i": indicator}}}})
    path = tmp_path_factory.mktemp("groups") / "x.xml"
    lm.write(plan, path, losses=[])
    back = lm.read(path, losses=[])
    (found,) = (one for node in back.outputs.values() for one in node.indicators.values())
    assert found.groups == plan.outputs["a"].indicators["i"].groups
    assert found.disaggregation == tuple(dict.fromkeys(key for group in in_file(groups) for key in group["of"]))


def in_file(groups):
    """Groups in the order in which a file has them."""
    return [*(one for one in groups if "baseline" in one), *(one for year in ("2027", "2028") for one in groups if one.get("by") == year)]


def test_targets_in_words_are_told_and_money_is_split_to_the_cent(read, tmp_path):
    *_, losses, path = read(period(2021, "<target><comment><narrative>Women have more say</narrative></comment></target>"))
    assert losses == ["outputs.r.indicators.i.target: the target has words and no number, and was left out: 'Women have more say'"]
    budget = "<budget><period-start iso-date='2021-04-01'/><period-end iso-date='2022-03-31'/><value>1000</value></budget>"
    path.write_text(path.read_text(encoding="utf-8").replace("<result", f"{budget}<result", 1), encoding="utf-8")
    assert list(lm.read(path, losses=[]).allocations["budgeted"].amounts["money"]) == [753.42, 246.58]
