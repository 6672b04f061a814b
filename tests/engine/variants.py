"""Random variants of random plans: numbers, curves, combiners and links that differ."""

from __future__ import annotations

import random

from hypothesis import strategies as st

import logicmodel as lm
from logicmodel.errors import PlanError
from tests.engine.plans import Document, Maker

RESULTS = ("activities", "outputs", "outcomes")


def plans_with_variants() -> st.SearchStrategy[lm.Plan]:
    """Return plans with one to three variants."""
    return st.integers(0, 2**32 - 1).map(lambda seed: _plan(random.Random(seed)))


def _plan(chance: random.Random) -> lm.Plan:
    maker = Maker(chance)
    document = maker.document()
    document["variants"] = {}
    count = chance.randint(1, 3)
    for number in range(count):
        for attempt in range(8):  # a change may contradict the rest: then another is tried
            variant = _variant(chance, maker, document, bold=attempt < 6) | {"weight": round(0.8 / count, 3)}
            try:
                lm.Plan.from_document(document | {"variants": {"v": variant}})
            except PlanError:
                continue
            document["variants"][f"theory{number}"] = variant
            break
    if not document["variants"]:
        document["variants"]["same"] = {"weight": 0.5}
    return lm.Plan.from_document(document)


def _variant(chance: random.Random, maker: Maker, document: Document, *, bold: bool) -> Document:
    changes: Document = {}
    links = [(link.get("id") or f"{link['from']}->{link['to']}", link) for link in document["links"]]
    for name, link in links:
        if chance.random() < 0.3:
            path = f"links.{name}"
            changes |= chance.choice([
                {f"{path}.weight": maker.share() if link.get("role") == "enables" else maker.weight()},
                {f"{path}.works": maker.share(each=False)}, {f"{path}.lag": chance.choice([1, 2])},
                {f"{path}.otherwise": maker.share()}, {f"{path}.curve": "saturating(3 to 6, 2)"},
            ])
    for name in document["assumptions"]:
        if chance.random() < 0.3:
            changes[f"assumptions.{name}.holds"] = maker.share()
    for name in document["factors"]:
        if chance.random() < 0.3:
            changes[f"factors.{name}.value"] = maker.number(-3, 10)
    for name, number in document["numbers"].items():
        if chance.random() < 0.3 and isinstance(number, str):
            changes[f"numbers.{name}"] = maker.share(each=False) if name.endswith("share") else "uniform(0.2, 0.4)"
    for section in RESULTS:
        for name in document[section]:
            if chance.random() < 0.25:
                path = f"{section}.{name}"
                changes |= chance.choice([
                    {f"{path}.retain": maker.share()}, {f"{path}.baseline": maker.number(-5, 30)},
                    {f"{path}.trend": maker.number(-2, 2)}, {f"{path}.max": maker.number(25, 60)},
                    {f"{path}.combine": chance.choice(["sum", "minimum", "product", "maximum"])},
                    {f"{path}.noise": "normal(0, 1)"},
                ])
    variant: Document = {"changes": changes}
    if bold:
        touched = {path for path in changes if path.startswith("links.")}
        free = [name for name, _ in links if not any(path.startswith(f"links.{name}.") for path in touched)]
        variant["remove"] = chance.sample(free, min(len(free), chance.randint(0, 2)))
        variant["add"] = _added(chance, maker, document)
    return variant


def _added(chance: random.Random, maker: Maker, document: Document) -> Document:
    """Return links between nodes in any direction, perhaps through a node that only the variant has."""
    results = [name for section in RESULTS for name in document[section]]
    sources = [*document["inputs"], *document["factors"], *results]
    links = [
        {"from": chance.choice(sources), "to": chance.choice(results), "id": f"more{number}", "weight": maker.weight(),
         "lag": chance.choice([0, 0, 1])}
        for number in range(chance.randint(0, 2))
    ]
    added: Document = {"links": links}
    if chance.random() < 0.4:
        added |= {"outputs": {"between": {"retain": 0.5}}, "assumptions": {"further": {"holds": 0.7}}}
        links += [
            {"from": chance.choice(sources), "to": "between", "weight": "0.5 to 1", "id": "into"},
            {"from": "between", "to": chance.choice(results), "weight": 0.7, "id": "out", "lag": 1, "assumes": ["further"]},
        ]
    return added
