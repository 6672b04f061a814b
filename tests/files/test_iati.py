"""IATI activities become plans and plans become activities; what does not survive is listed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

import logicmodel as lm
from logicmodel.files.published.calendar import Span, periods_of, shared, span_of
from logicmodel.files.published.figures import day, figure, missing
from logicmodel.files.workbooks.names import UNKNOWN_TO_XML
from logicmodel.plan.periods import Periods
from tests.files.published_rules import broken_rules
from tests.plan.test_round_trip import documents

SAMPLE = Path(__file__).parent / "samples" / "activity.xml"
SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*/plan.yaml"))
ORDER = {
    "iati-activity": [
        "iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status", "activity-date",
        "recipient-country", "recipient-region", "sector", "budget", "result",
    ],
    "result": ["title", "description", "reference", "indicator"],
    "indicator": ["title", "description", "reference", "baseline", "period"],
    "baseline": ["dimension", "comment"],
    "period": ["period-start", "period-end", "target"],
    "target": ["dimension", "comment"],
    "budget": ["period-start", "period-end", "value"],
}
"""The order in which the 2.03 schema asks for the elements that are written."""


def read(path):
    losses: list[lm.Problem] = []
    return lm.read(path, losses=losses), [str(one) for one in losses]


def activity(*pieces: str, attributes: str = "") -> str:
    return f"<iati-activities version='2.03'><iati-activity {attributes}><iati-identifier>A-1</iati-identifier>{''.join(pieces)}</iati-activity></iati-activities>"


def indicator(*pieces: str, attributes: str = "measure='1'", kind: str = "2") -> str:
    titled = "<title><narrative>{}</narrative></title>"
    return f"<result type='{kind}'>{titled.format('R')}<indicator {attributes}>{titled.format('I')}{''.join(pieces)}</indicator></result>"


def period(year: int, *values: str) -> str:
    return f"<period><period-start iso-date='{year}-01-01'/><period-end iso-date='{year}-12-31'/>{''.join(values)}</period>"


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "x.xml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_an_activity_is_a_plan():
    plan, losses = read(SAMPLE)
    assert (plan.title, plan.currency, plan.language, plan.organisation) == ("School meals", "EUR", "en", "Example Trust")
    assert plan.periods.labels == ("2021", "2022")
    assert [(one.scheme, one.code) for one in plan.references] == [("IATI", "XM-EX-1"), ("IATI organisation", "XM-EX")]
    assert [(target.name, target.at_least, target.at_most) for target in plan.targets] == [
        ("meals@2021", 1000.0, None), ("share_of_children_who_leave@2022", None, 8.0),
    ]
    outcome = plan.outcomes["fewer_children_leave_school"]
    assert outcome.indicators["share_of_children_who_leave"].baseline == 12
    assert outcome.indicators["share_of_children_who_leave"].direction == "down"
    assert all(link.inferred and link.weight is None for link in plan.links)
    assert [link.name for link in plan.links] == ["money->meals_are_served", "meals_are_served->fewer_children_leave_school"]
    assert plan.allocations["budgeted"].amounts["money"] == (365.0, 365.0)
    assert plan.allocations["spent"].amounts["money"] == (1200.0, 0.0)
    assert [one.partition(": ")[2] for one in losses] == [
        "allocations: a transaction of the type 2 is no spending and was left out",
        "activity-status: was left out",
        "actuals: 1 actual value is no part of a plan; hold them against it with logicmodel check --actuals, or read them with lm.read_actuals",
    ]
    assert losses[0].startswith(f"{SAMPLE}:11: ")
    with pytest.raises(lm.IncompleteError, match="weight"):
        lm.simulate(plan)
    assert lm.check(plan)
    assert "<svg" in lm.diagram(plan).svg


@pytest.mark.parametrize(("text", "number"), [
    ("1,000", 1000), ("85%", 85), (" 85 % ", 85), ("12 500", 12500), ("1e3", 1000), ("-2.5", -2.5), ("n/a", None), ("", None),
    ("N=35;P=55", None), ("1,00", None), ("ten", None), ("1\u202f234", 1234),
])
def test_values_are_strings_in_the_wild(text, number, written):
    assert figure(text) == number
    plan, losses = read(written(activity(indicator(period(2021, f"<target value='{text}'/>")))))
    assert [target.at_least for target in plan.targets] == ([] if number is None else [number])
    told = [one for one in losses if "is not a number" in one]
    assert bool(told) == (number is None and not missing(text))


def test_what_is_strange_is_told(written):
    text = activity(
        indicator("<baseline year='2020' value='many'/>", period(2021, "<target value='1'/><target value='2'/>"), period(2021, "<target value='3'/>")),
        indicator(attributes="measure='7'", kind="9"), indicator(attributes="", kind="5"),
        "<result type='1'><title><narrative>R</narrative></title><document-link/></result>",
        "<budget><period-start iso-date='2021-07-01'/><period-end iso-date='2022-06-30'/><value currency='USD'>5</value></budget>",
        "<budget><value>5</value></budget>", "<transaction><transaction-type code='3'/><value>x</value></transaction>",
        "<sector/><sector/>", attributes="default-currency='EUR'",
    )
    plan, losses = read(written(text))
    every = "\n".join(losses)
    for words in (
        "the baseline 'many' is not a number", "a second target in 2021, 2,", "a second target in 2021, 3,", "is of the type other",
        "has the type 5", "the measure 7 is unknown", "the measure none is unknown", "links to documents", "the amount 5 in USD, not in EUR",
        "the amount '5' cannot be placed", "the amount 'x' cannot be placed", "sector: 2 of these were left out",
    ):
        assert words in every, words
    assert len(plan.outputs) == 3
    assert len({*plan.outputs, *plan.outcomes}) == 4


def test_many_activities_are_read_one_after_the_other(written):
    one = SAMPLE.read_text(encoding="utf-8").partition("<iati-activity ")[2].rpartition("</iati-activities>")[0]
    many = "".join(f"<iati-activity {one.replace('XM-EX-1', f'XM-EX-{number}')}" for number in range(7))
    path = written(f"<iati-activities version='2.03'>{many}</iati-activities>")
    with pytest.raises(lm.FileError, match=r"holds 7 activities: XM-EX-0, .*XM-EX-4, \.\.\."):
        lm.read(path)
    losses: list[lm.Problem] = []
    found = dict(lm.read_many(path, losses=losses))
    assert list(found) == [f"XM-EX-{number}" for number in range(7)]
    assert all(plan.title == "School meals" for plan in found.values())
    assert len(losses) == 7 * 3
    with pytest.warns(lm.LossWarning, match="and 6 more like it"):
        list(lm.read_many(path))


@pytest.mark.parametrize("attack", [
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><iati-activities>&b;</iati-activities>',
    '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><iati-activities/>',
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><iati-activities><iati-activity>&e;</iati-activity></iati-activities>',
])
def test_document_types_are_refused(attack, written):
    for encoded in (attack.encode(), attack.encode("utf-16")):
        with pytest.raises(lm.FileError, match="document type"):
            lm.read(written(encoded))
        with pytest.raises(lm.FileError, match="document type"):
            list(lm.read_many(written(encoded)))


def test_depth_and_broken_files_are_refused(written):
    deep = "<iati-activities>" + "<a>" * 2000 + "</a>" * 2000 + "</iati-activities>"
    with pytest.raises(lm.FileError, match="elements inside each other"):
        lm.read(written(deep))
    with pytest.raises(lm.FileError, match=r"x.xml:1: is not well-formed XML"):
        lm.read(written("<iati-activities><iati-activity></iati-activities>"))
    with pytest.raises(lm.FileError, match="holds no activity"):
        lm.read(written("<iati-activities/>"))
    with pytest.raises(lm.FileError, match=r"in no format that a plan can be read from; of the \.xml files these can be read: .*IATI"):
        lm.read(written("<something-else/>"))
    with pytest.raises(lm.FileError, match="out of allowed range"):
        lm.read(written("<iati-activities>\x00</iati-activities>"))
    with pytest.raises(lm.FileError, match="not well-formed"):
        list(lm.read_many(written("<iati-activities><iati-activity></iati-activities>")))


def test_elements_stand_in_the_order_of_the_schema(tmp_path):
    for path in SCENARIOS:
        lm.write(lm.read(path), tmp_path / "x.xml", losses=[])
        root = etree.parse(tmp_path / "x.xml").getroot()
        assert root.get("version") == "2.03"
        for element in root.iter(*ORDER):
            names = [child.tag for child in element if child.tag != "narrative"]
            places = [ORDER[element.tag].index(name) for name in names]
            assert places == sorted(places), element.tag
        for found in root.iter("indicator"):
            assert found.get("measure") in {"1", "2", "3", "4", "5"}
            worded = found.get("measure") == "5"  # rules 8.8.1 to 8.10.1
            assert not worded or not [*found.iter("baseline"), *found.iter("target")]
            for one in found.iter("target", "baseline"):
                float(one.get("value"))
            assert all(one.get("year") for one in found.iter("baseline"))
        for found in root.iter("result"):  # rule 8.11.1
            assert not (found.findall("reference") and found.findall("indicator/reference"))
        for found in root.iter("period"):  # rule 8.6.1
            assert found.find("period-start").get("iso-date") < found.find("period-end").get("iso-date")


CLASSED = [{"scheme": "IATI country", "code": "MY"}, {"scheme": "IATI sector", "code": "11110"}, {"scheme": "IATI sector", "code": "12220"}, {"scheme": "IATI sector", "code": "72010"}]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.parent.name)
def test_what_is_written_keeps_the_published_rules(path, tmp_path):
    plan, losses = lm.read(path), []
    lm.write(plan, tmp_path / "x.xml", losses=losses)
    assert broken_rules(etree.parse(tmp_path / "x.xml").getroot()) == {"3.7.1", "6.2.2"}
    assert sum("IATI asks for at least one" in str(one) for one in losses) == 2
    document = plan.to_document()
    classed = lm.Plan.from_document({**document, "references": [*document.get("references", []), *CLASSED]})
    lm.write(classed, tmp_path / "x.xml", losses=losses)
    root = etree.parse(tmp_path / "x.xml").getroot()
    assert broken_rules(root) == set()
    assert root.xpath("//sector/@percentage") == ["33.33", "33.33", "33.34"]
    back, _ = read(tmp_path / "x.xml")
    assert [(one.scheme, one.code) for one in back.references][-4:] == [(one["scheme"], one["code"]) for one in CLASSED]


def test_the_published_rules_find_what_is_wrong(written):
    text = activity(
        "<reporting-org ref='A-1'/><title/><activity-date type='3' iso-date='2021-01-01'/>",
        "<sector code='1' percentage='60'/><sector code='2' percentage='60'/><budget><period-start iso-date='2021-01-01'/><period-end iso-date='2023-01-01'/></budget>",
        indicator("<reference vocabulary='9' code='1'/><baseline year='2020'/>", period(2021, "<target value='85%'/>")).replace("<result", "<result><reference code='1'/></result><result"),
        indicator("<baseline value='1'/>", "<period><period-start iso-date='2022-01-01'/><period-end iso-date='2021-01-01'/></period>", attributes="measure='5'"),
    )
    found = broken_rules(etree.parse(written(text)).getroot())
    assert {"1.1.3", "2.1.2", "3.7.1", "4.1.1", "4.3.1", "6.11.1", "7.5.3", "8.6.1", "8.8.1", "8.8.3", "8.9.2"} <= found


def test_codes_and_shares_of_an_activity(written):
    plan, losses = read(written(activity("<recipient-country code='MY' percentage='70'/><recipient-country code='TH' percentage='30'/><sector code='1' vocabulary='7'/><sector/>")))
    assert [(one.scheme, one.code) for one in plan.references][1:] == [("IATI country", "MY"), ("IATI country", "TH")]
    assert [one.partition(": ")[2] for one in losses] == ["recipient-country: the shares were left out: MY 70 %, TH 30 %", "sector: 2 of these were left out"]


def test_there_and_back_again(tmp_path):
    plan, _ = read(SAMPLE)
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / "x.xml", losses=losses)
    assert {one.where for one in losses} == {"", "references", "allocations.spent"}
    back, _ = read(tmp_path / "x.xml")
    same = {"allocations": None, "description": ""}
    assert back.model_copy(update=same) == plan.model_copy(update=same)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.parent.name)
def test_real_plans_keep_their_results_and_targets(path, tmp_path):
    plan = lm.read(path)
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / "x.xml", losses=losses)
    back, _ = read(tmp_path / "x.xml")
    assert [node.title for node in back.outputs.values()] == [node.title or name for name, node in plan.outputs.items()]
    assert [node.title for node in back.outcomes.values()] == [node.title or name for name, node in plan.outcomes.items()]
    lost = {one.where for one in losses}
    told = sum(where.startswith("targets[") for where in lost)
    on_activities = sum(plan.target_kind(target) == "activity" for target in plan.targets)
    assert len(back.targets) >= len(plan.targets) - told - on_activities
    assert "links" in lost


def test_calendar_and_dates():
    assert day("2021-03-31T00:00:00Z") == dt.date(2021, 3, 31)
    assert day("2021-13-01") is None
    assert periods_of([]).count == 1
    months = [Span(dt.date(2021, 2, 1), dt.date(2021, 2, 28)), Span(dt.date(2021, 1, 1), dt.date(2021, 12, 31))]
    assert periods_of(months).labels[:2] == ("2021-01", "2021-02")
    quarters = periods_of([Span(dt.date(2021, 4, 1), dt.date(2021, 6, 30)), Span(dt.date(2022, 1, 1), dt.date(2022, 3, 31))])
    assert quarters.labels == ("2021-Q2", "2021-Q3", "2021-Q4", "2022-Q1")
    assert span_of(quarters, "2021-Q3") == Span(dt.date(2021, 7, 1), dt.date(2021, 9, 30))
    months = Periods(first="2021-01", count=3, step="month")
    assert span_of(months, "2021-02").end == dt.date(2021, 2, 28)
    years = Periods(first="2021", count=2)
    assert shared(Span(dt.date(2021, 7, 2), dt.date(2022, 6, 30)), years) == pytest.approx([183 / 364, 181 / 364])
    assert periods_of([Span(dt.date(1900, 1, 1), dt.date(1900, 1, 31)), Span(dt.date(2021, 1, 1), dt.date(2021, 12, 31))]).count <= 600


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(documents())
def test_any_plan_goes_out_by_the_rules_and_comes_back(folder, document):
    plan = lm.Plan.from_document(document)
    losses: list[lm.Problem] = []
    lm.write(plan, folder / "x.xml", losses=losses)
    assert broken_rules(etree.parse(folder / "x.xml").getroot()) <= {"3.7.1", "4.1.1", "6.2.2"}
    back = lm.read(folder / "x.xml", losses=[])
    assert (len(back.outputs), len(back.outcomes)) == (len(plan.outputs), len(plan.outcomes))
    assert [one.title for one in back.outputs.values()] == [" ".join(UNKNOWN_TO_XML.sub("", one.title or name).split()) or "Untitled" for name, one in plan.outputs.items()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("iati")


def test_signs_that_xml_does_not_know_are_taken_out_aloud(tmp_path):
    plan = lm.Plan.from_document({"title": "A\x01b", "language": "so wie es ist", "periods": {"first": "2027", "count": 1}, "outputs": {"a": {"title": "\x02", "description": "\x03"}}})
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / "x.xml", losses=losses)
    told = [str(one) for one in losses]
    assert "invisible signs were taken out of 'Ab'" in told
    assert any("language: is no code of a language" in one for one in told)
    back = lm.read(tmp_path / "x.xml", losses=[])
    assert (back.title, back.outputs["untitled"].title) == ("Ab", "Untitled")


@pytest.mark.parametrize(("title", "name"), [("10² m", "n_102_m"), ("፩ ¼", "n_1_4"), ("!", "n"), ("Ölpreis je Fass", "ölpreis_je_fass")])
def test_titles_become_words_that_a_plan_takes(title, name, written):
    plan, _ = read(written(activity(indicator(kind="1").replace("R</n", f"{title}</n"))))
    assert list(plan.outputs) == [name]


def test_figures_go_out_in_full(tmp_path):
    plan = lm.Plan.from_document({
        "periods": {"first": "2027", "count": 1}, "outcomes": {"a": {"indicators": {"i": {"baseline": 1234567.5}}}},
        "targets": [{"indicator": "i", "at_least": 0.000001, "by": 2027}],
    })
    lm.write(plan, tmp_path / "x.xml", losses=[])
    root = etree.parse(tmp_path / "x.xml").getroot()
    assert root.xpath("//@value") == ["1234567.5", "0.000001"]
    assert not broken_rules(root) & {"8.8.2", "8.9.2"}


def test_what_iati_cannot_say_is_told(tmp_path):
    plan = lm.Plan.from_document({
        "title": "The loss of all that is not in the standard", "currency": "EUR", "periods": {"first": "2027", "count": 1}, "references": [{"scheme": "SDG", "code": "1.1"}],
        "inputs": {"money": {}, "staff": {"price": "40 to 60"}}, "activities": {"work": {}},
        "outputs": {"made": {"baseline": "1 to 2", "owner": "Ann", "references": [{"scheme": "SDG", "code": "1"}], "indicators": {
            "n": {"definition": "d", "method": "count", "baseline": 4, "baseline_date": "2026-12-31", "references": [{"scheme": "IRIS", "code": "PI1"}]},
            "words": {"measure": "text"},
        }}},
        "outcomes": {"changed": {"horizon": "ultimate", "description": "d", "baseline": "5 to 9"}},
        "links": [{"from": "work", "to": "made"}],
        "targets": [
            {"indicator": "n", "at_least": 1, "within": 2027, "id": "in_time", "title": "soon"}, {"indicator": "n", "at_least": 2, "by": 2027, "id": "twice"},
            {"indicator": "words", "at_least": 2, "by": 2027, "id": "worded"}, {"node": "changed", "between": [1, 2], "by": 2027, "id": "ranged"},
            {"node": "changed", "change": "10%", "by": 2027, "id": "change"}, {"node": "work", "at_least": 1, "by": 2027, "id": "done"},
        ],
        "allocations": {"a": {"staff": 3}, "b": {}},
    })
    losses: list[lm.Problem] = []
    lm.write(plan, tmp_path / "x.xml", losses=losses)
    told = {(one.where, one.message) for one in losses}
    for where, words in (
        ("references", "the code 1.1 of SDG"), ("inputs.staff.price", "is uncertain"), ("outputs.made.references", "not both"), ("outputs.made.references", "IRIS"),
        ("targets[in_time]", "in any period"), ("targets[twice]", "a second target"), ("targets[worded]", "in words"), ("targets[ranged]", "asks for a range"),
        ("targets[change]", "asks for a change"), ("targets[done]", "is set on an activity"), ("outcomes.changed.baseline", "is uncertain"), ("allocations.b", "only the first"),
        ("outputs.made.owner", "no place"), ("outputs.made.indicators.n.method", "no place"), ("links", "no place"), ("activities", "no place"), ("allocations.a", "summed up"),
    ):
        assert any(place == where and words in message for place, message in told), (where, words)
    back, _ = read(tmp_path / "x.xml")
    assert back.allocations["budgeted"].amounts["money"] == pytest.approx(3 * plan.inputs["staff"].price.expectation(), abs=0.01)
    assert back.outputs["made"].indicators["n"].baseline_date == "2026-12-31"
    lm.write(plan.model_copy(update={"currency": "beads"}), tmp_path / "x.xml", losses=losses)
    assert any("no ISO code" in one.message for one in losses)


def test_what_has_no_dates_and_what_was_spent_too_late_is_told(written):
    plan, losses = read(written(activity(
        indicator(
            "<reference vocabulary='9' code='4.1' indicator-uri='https://example.org/4.1'/><baseline value='1' iso-date='2020-01-01'><comment>survey</comment></baseline>",
            "<baseline value='2'/><period><target value='5'/><actual value='6'/></period>", attributes="measure='3'",
        ),
        "<budget><period-start iso-date='2021-01-01'/><period-end iso-date='2021-12-31'/><value>5</value></budget>",
        "<transaction><transaction-type code='3'/><transaction-date iso-date='2030-01-01'/><value>7</value></transaction>",
    )))
    every = "\n".join(losses)
    for words in ("nominal was read as text", "a second baseline, 2, was left out", "the target 5 has no readable dates", "the actual value 6 has no readable dates", "the amount 7 lies (partly) outside"):
        assert words in every, words
    (found,) = [one for node in plan.outcomes.values() for one in node.indicators.values()]
    assert (found.source, found.references[0].scheme, found.references[0].uri) == ("survey", "SDG", "https://example.org/4.1")


def test_an_activity_that_is_no_plan_is_named(written):
    with pytest.raises(lm.PlanError, match="A-1: "):
        read(written(activity(f"<title><narrative>{'x' * 30_000}</narrative></title>")))


def test_figures_are_never_written_with_another_meaning(tmp_path):
    plan = lm.Plan.from_document({
        "logicmodel": 1, "title": "T", "language": "en", "currency": "EUR", "periods": {"first": 2026, "count": 2}, "numbers": {"wage": "uniform(40, 60)"},
        "inputs": {"staff": {"unit": "FTE", "price": "wage"}, "cash": {"unit": "EUR"}, "trucks": {"unit": "trucks"}},
        "outcomes": {
            "fed": {"baseline": 400, "unit": "people", "indicators": {"content": {"unit": "%"}, "count": {"unit": "people"}, "ill": {"unit": "people", "direction": "down"}}},
            "calm": {"baseline": 7, "unit": "days", "indicators": {"rate": {"unit": "%"}}},
        },
        "targets": [
            {"id": "whole", "node": "fed", "at_least": 500, "by": 2027}, {"id": "floor", "indicator": "ill", "at_least": 5, "by": 2027},
            {"id": "days", "node": "calm", "at_least": 9, "by": 2027},
        ],
        "allocations": {"now": {"staff": [1, 2], "cash": 100, "trucks": 2}},
    })  # fmt: skip
    losses = []
    lm.write(plan, tmp_path / "plan.xml", losses=losses)
    told = {str(one).partition(": ")[0]: one.message for one in losses}
    assert told["inputs.trucks.price"] == "is not known, so the budget is without it"
    assert told["targets[whole]"] == "is set on the result itself; was written under its indicator count"
    assert told["targets[floor]"].startswith("asks for at least, and IATI says once")
    assert told["targets[days]"] == "is set on the result itself; none of its indicators has its unit, so it was left out"
    assert told["outcomes.calm.baseline"] == "none of its indicators has its unit, so it was left out"
    again = lm.read(tmp_path / "plan.xml", losses=[])
    assert [(one.indicator, one.at_least, one.at_most) for one in again.targets] == [("count", 500, None)]
    assert [one.baseline for node in again.outcomes.values() for one in node.indicators.values()] == [None, 400, 400, None]
    assert again.allocations["budgeted"].amounts["money"] == (150, 200)
