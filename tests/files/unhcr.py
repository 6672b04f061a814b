"""A table of results turned into IATI activities, one for each operation and year."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

from lxml import etree

TABLE = Path(__file__).parent / "samples" / "unhcr.csv"
COUNTRIES = {"AFG": "AF", "GHA": "GH", "MYS": "MY"}


def rows() -> list[dict[str, str]]:
    """Return the rows of the table; an empty text stands for what is not known."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published() -> bytes:
    """Return the table as a file of IATI activities."""
    root = etree.Element("iati-activities", version="2.03")
    for identifier, own in itertools.groupby(rows(), key=lambda row: row["iati_identifier"]):
        mine = list(own)
        activity = add(root, "iati-activity", **{"{http://www.w3.org/XML/1998/namespace}lang": "en", "default-currency": "USD"})
        add(activity, "iati-identifier").text = identifier
        words(add(activity, "reporting-org", ref="XM-DAC-41121", type="40"), "UNHCR")
        for name in ("title", "description"):
            words(add(activity, name), f"{mine[0]['operation']} {mine[0]['year']}")
        add(activity, "participating-org", role="1", ref="XM-DAC-41121")
        add(activity, "activity-status", code="2")
        add(activity, "activity-date", **{"type": "2", "iso-date": mine[0]["period_start"]})
        add(activity, "recipient-country", code=COUNTRIES[identifier[-3:]])
        add(activity, "sector", code="72010")
        for (kind, title), results in itertools.groupby(sorted(mine, key=result), key=result):
            found = add(activity, "result", type=kind)
            words(add(found, "title"), title)
            for row in results:
                indicator(found, row)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def by_population() -> bytes:
    """Return the same activities, with every row as the value of a group: the population that it is about."""
    root = etree.fromstring(published())
    for found in root.iter("result"):
        first = {}
        for one in list(found.iter("indicator")):
            population = one.findtext("description/narrative") or "all"
            for value in one.iter("baseline", "target", "actual"):
                etree.SubElement(value, "dimension", {"name": "population", "value": population})
            title = one.findtext("title/narrative")
            if first.setdefault(title, one) is one:
                continue
            into = first[title]
            for baseline in one.iter("baseline"):
                into.insert(list(into).index(into.find("period")), baseline)
            into.find("period").extend(one.find("period").findall("target") + one.find("period").findall("actual"))
            found.remove(one)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def result(row) -> tuple[str, str]:
    """Return the type and the title of the result that a row belongs to."""
    return row["result_type"], row["result_title"]


def indicator(parent, row) -> None:
    """Write one row as an indicator with its baseline, target and actual value."""
    found = add(parent, "indicator", measure=row["measure"], ascending="0" if row["ascending"] == "0" else "1")
    words(add(found, "title"), row["indicator"])
    if row["population"]:
        words(add(found, "description"), row["population"])
    if row["baseline"]:
        add(found, "baseline", year=row["baseline_year"] or row["year"], value=row["baseline"])
    period = add(found, "period")
    for end in ("start", "end"):
        add(period, f"period-{end}", **{"iso-date": row[f"period_{end}"]})
    for name in ("target", "actual"):
        if row[name]:
            add(period, name, value=row[name])


def add(parent, name, **attributes):
    """Return a new element."""
    return etree.SubElement(parent, name, attributes)


def words(parent, text) -> None:
    """Write words for people."""
    add(parent, "narrative").text = text
