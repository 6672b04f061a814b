"""Random plans that use everything a plan may hold."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import strategies as st

import logicmodel as lm

Document = dict[str, Any]
SLOW = [
    "mixture(normal(-0.5, 0.2): 1, normal(1.2, 0.3): 2)", "truncate(normal(1, 1), low=-1, high=1.5)",
    "quantiles(p10=-0.3, p50=0.4, p90=1.3)", "pert(-0.5, 0.3, 1.4)", "poisson(1.3)",
]
"""Distributions whose quantiles are looked up in a table; few of them, so that few tables are built."""


def documents(**limits: Any) -> st.SearchStrategy[Document]:
    """Return documents of plans; ``limits`` are those of ``Maker``."""
    return st.integers(0, 2**32 - 1).map(lambda seed: Maker(random.Random(seed), **limits).document())


def plans(**limits: Any) -> st.SearchStrategy[lm.Plan]:
    """Return plans; ``limits`` are those of ``Maker``."""
    return documents(**limits).map(lm.Plan.from_document)


def shuffled(value: Any, chance: random.Random) -> Any:
    """Return the same document with the order of every mapping and of every list of entries changed."""
    if isinstance(value, dict):
        items = [(key, shuffled(inner, chance)) for key, inner in value.items()]
        chance.shuffle(items)
        return dict(items)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        entries = [shuffled(entry, chance) for entry in value]
        chance.shuffle(entries)
        return entries
    return value


class Maker:
    """Makes one document.

    ``certain``: no number is uncertain. ``noise``: levels may be disturbed. ``at_reference``: factors
    stay at their reference, assumptions hold for sure. ``rising``: more of an input can never lower
    any level.
    """

    def __init__(
        self, chance: random.Random, *, certain: bool = False, noise: bool = True,
        at_reference: bool = False, rising: bool = False,
    ) -> None:
        self.chance = chance
        self.certain, self.noise, self.at_reference, self.rising = certain, noise, at_reference, rising
        self.periods = chance.randint(1, 5)
        self.named: dict[str, list[str]] = {}
        self.numbers: dict[str, Any] = {}

    # numbers -----------------------------------------------------------------------------------
    def maybe(self, probability: float = 0.5) -> bool:
        return self.chance.random() < probability

    def real(self, low: float, high: float) -> float:
        return round(self.chance.uniform(low, high), self.chance.randint(1, 4))

    def spelled(self, texts: list[str], *, each: bool = True) -> Any:
        text = self.chance.choice(texts)
        return f"{text} each period" if each and self.maybe(0.25) else text

    def number(self, low: float, high: float, *, each: bool = True, names: bool = True) -> Any:
        """Return a number around low..high in any form."""
        if self.certain or self.maybe(0.45):
            return self.real(low, high)
        if names and self.named.get("any") and self.maybe(0.3):
            return self.chance.choice(self.named["any"])
        a, b = sorted((self.real(low, high), self.real(low, high)))
        b = round(max(b, a + 0.5), 4)
        middle, width = (a + b) / 2, (b - a) / 4
        if self.maybe(0.1):
            return self.spelled(SLOW, each=each)
        return self.spelled([
            f"normal({middle}, {width})", f"uniform({a}, {b})", f"triangular({a}, {middle}, {b})",
            f"discrete({a}: 1, {middle}: 2, {b}: 1)", f"empirical({a}, {middle}, {b})", f"normal(p5={a}, p95={b})",
        ], each=each)

    def positive(self, low: float, high: float, *, each: bool = True) -> Any:
        if self.certain or self.maybe(0.5):
            return max(self.real(low, high), low)
        if self.named.get("positive") and self.maybe(0.3):
            return self.chance.choice(self.named["positive"])
        a = max(self.real(low, high), low)
        return self.spelled([
            f"{a} to {2 * a}", f"uniform({a}, {3 * a})", f"gamma(mean={a}, sd={a / 2})", f"lognormal(mean={a}, sd={a})",
        ], each=each)

    def share(self, *, each: bool = True) -> Any:
        if self.certain or self.maybe(0.4):
            return self.chance.choice([0, 1, self.real(0.05, 0.95), self.real(0.05, 0.95)])
        if self.named.get("share") and self.maybe(0.3):
            return self.chance.choice(self.named["share"])
        a = self.real(0.05, 0.5)
        return self.spelled(
            ["beta(2, 3)", f"uniform({a}, {a + 0.4})", f"bernoulli({a})", "beta(mean=0.7, sd=0.1)"], each=each
        )

    def weight(self) -> Any:
        if self.rising:
            return self.positive(0.1, 1.2)
        return self.number(-1.2, 1.5)

    # document ----------------------------------------------------------------------------------
    def document(self) -> Document:
        self._numbers()
        document: Document = {
            "logicmodel": 1, "title": "A plan", "currency": "EUR", "periods": self._periods(), "numbers": self.numbers,
            "discount_rate": self.chance.choice([0, 0.035, "4%"]),
        }
        document["inputs"] = {self._id(f"in{n}"): self._input() for n in range(self.chance.randint(1, 3))}
        document["factors"] = {self._id(f"fa{n}"): self._factor() for n in range(self.chance.randint(0, 2))}
        document["assumptions"] = {self._id(f"as{n}"): self._assumption() for n in range(self.chance.randint(0, 2))}
        for section, most in (("activities", 2), ("outputs", 2), ("outcomes", 3)):
            count = self.chance.randint(1 if section == "outcomes" else 0, most)
            document[section] = {self._id(f"{section[:4]}{n}"): self._result(section) for n in range(count)}
        document["links"] = self._links(document)
        for section in ("activities", "outputs", "outcomes"):
            for node_id, node in document[section].items():
                node["combine"] = self._combiner(document, node_id)
        document["targets"] = self._targets(document)
        document["success"] = self._success(document)
        document["allocations"] = {
            f"option{n}": {node_id: self._amount() for node_id in document["inputs"] if self.maybe(0.8)}
            for n in range(self.chance.randint(1, 2))
        }
        document["correlations"] = self._correlations()
        return document

    def _id(self, tail: str) -> str:
        return self.chance.choice("abcxyz") + tail

    def _periods(self) -> Document:
        step = self.chance.choice(["year", "quarter", "month"])
        first = {"year": "2027", "quarter": "2027-Q3", "month": "2027-11"}[step]
        return {"first": first, "count": self.periods, "step": step}

    def _numbers(self) -> None:
        if self.certain:
            return
        for n in range(self.chance.randint(0, 3)):
            kind = self.chance.choice(["any", "positive", "share"])
            make = {"any": lambda: self.number(-1, 2, names=False), "positive": lambda: self.positive(0.2, 2), "share": self.share}
            value = make[kind]()
            if isinstance(value, str) and value in self.numbers:
                continue
            name = f"n{n}_{kind}"
            self.numbers[name] = value
            self.named.setdefault(kind, []).append(name)

    def _input(self) -> Document:
        node: Document = {"unit": "EUR"}
        if self.maybe():
            node |= {"unit": "FTE", "price": self.positive(0.5, 50)}
        if self.maybe():
            node["delivery"] = self.share()
        if self.maybe(0.3) and not self.at_reference:
            node["before"] = [self.real(0, 10) for _ in range(self.chance.randint(1, 3))]
        return node

    def _factor(self) -> Document:
        reference = self.number(-3, 10)
        if self.at_reference:
            if isinstance(reference, str) and reference not in self.numbers:
                self.numbers["shared_reference"] = reference
                reference = "shared_reference"
            value = [reference] * self.periods if self.maybe(0.3) else reference
            return {"reference": reference, "value": value}
        value = [self.number(-3, 10) for _ in range(self.periods)] if self.maybe(0.3) else self.number(-3, 10)
        return {"reference": reference, "value": value}

    def _assumption(self) -> Document:
        return {"holds": 1 if self.at_reference else self.share(), "each": self.chance.choice(["draw", "period"])}

    def _result(self, section: str) -> Document:
        node: Document = {"unit": "people"}
        if section == "outcomes" or self.maybe(0.2):
            node["baseline"] = self.number(-5, 30)
        if self.maybe(0.4):
            rate = self.number(-0.05, 0.08) if not self.maybe(0.3) else 0.02
            node["trend"] = self.number(-2, 2) if self.maybe() else {"growth": rate}
        if self.maybe(0.3):
            node["min"] = self.number(-20, 0)
        if self.maybe(0.3):
            node["max"] = self.number(25, 60)
        if self.maybe(0.4):
            node["retain"] = self.share()
        if self.noise and self.maybe(0.3):
            node["noise"] = self.chance.choice([0.4, "normal(0, 1)", "uniform(-2, 1)", "normal(0.5, 0.2) each period"])
            if not self.certain and self.maybe(0.3):
                node["noise"] = {"kind": "normal", "mean": 0, "sd": 1, "each": self.chance.choice(["draw", "period"])}
            if self.certain:
                node["noise"] = 0.4
        if section == "outcomes":
            node |= self._claims()
        if self.maybe(0.6):
            node["indicators"] = {f"measure{n}": self._indicator() for n in range(self.chance.randint(1, 2))}
        return node

    def _claims(self) -> Document:
        claims: Document = {"value": self.number(-10, 40)} if self.maybe(0.4) else {}
        return claims | {share: self.share() for share in ("displacement", "attributed_to_others") if self.maybe(0.3)}

    def _indicator(self) -> Document:
        error: Any = 0
        if not self.certain:
            error = self.chance.choice([0, 0.5, "5%", "0.1 to 0.4", {"sd": "uniform(0.01, 0.1)", "relative": True}, "0.5 to 1 each period"])
            if self.named.get("positive") and self.maybe(0.2):
                error = self.chance.choice(self.named["positive"])
        return {"accumulation": self.chance.choice(["level", "per_period", "running_total"]), "error": error}

    def _links(self, document: Document) -> list[Document]:
        order = [*document["activities"], *document["outputs"], *document["outcomes"]]
        outside = [*document["inputs"], *document["factors"]]
        links: list[Document] = []
        for place, target in enumerate(order):
            known = [*outside, *order[:place], *order[max(place - 1, 0) : place]]
            sources = self.chance.sample(known, min(len(known), self.chance.randint(0, 3)))
            links += [self._link(document, source, target, lag=self.chance.choice([0, 0, 1, 2])) for source in sources]
            if self.maybe(0.25):
                back = self.chance.choice(order[place:])
                links.append(self._link(document, back, target, lag=self.chance.choice([1, 1, 2])))
            if self.maybe(0.2) and not self.rising:
                source = self.chance.choice([*document["assumptions"], *known, *known])
                links.append(self._enabler(document, source, target))
        names: dict[str, int] = {}
        for number, link in enumerate(links):
            name = f"{link['from']}->{link['to']}"
            if names.setdefault(name, number) != number or self.maybe(0.1):
                link["id"] = f"link{number}"
        return links

    def _link(self, document: Document, source: str, target: str, *, lag: int) -> Document:
        link: Document = {"from": source, "to": target}
        if lag:
            link["lag"] = lag
        if self.maybe(0.3):
            link["curve"] = self._curve()
        else:
            link["weight"] = self.weight()
        if self.maybe(0.25):
            link["spread"] = self.chance.choice([[0.2, 0.5, 0.3], [0.0, 1.0], [0.5, 0.5], [0.0, 0.25, 0.0, 0.75]])
        return link | self._conditions(document)

    def _enabler(self, document: Document, source: str, target: str) -> Document:
        link: Document = {"from": source, "to": target, "role": "enables", "lag": self.chance.choice([0, 1, 2])}
        if source in [*document["activities"], *document["outputs"], *document["outcomes"]] and not link["lag"]:
            link["lag"] = 1 if source == target else 0
        if self.maybe():
            link["weight"] = self.share()
        if self.maybe():
            link["curve"] = self.chance.choice(["saturating(1, 3)", "hill(1, 4, 2)", "logistic(1, 3, 1)", "linear(0.1)"])
        if self.maybe(0.2):
            link["spread"] = [0.5, 0.5]
        return link | self._conditions(document)

    def _conditions(self, document: Document) -> Document:
        found: Document = {}
        if self.maybe(0.3):
            found["works"] = self.share(each=False)
        if document["assumptions"] and self.maybe(0.4):
            found["assumes"] = self.chance.sample(list(document["assumptions"]), self.chance.randint(1, len(document["assumptions"])))
            if self.maybe():
                found["otherwise"] = self.share()
        return found

    def _curve(self) -> Any:
        size = self.positive(1, 20) if self.rising else self.number(-10, 20)
        kind = self.chance.choice(["saturating", "exponential", "hill", "logistic", "power", "threshold", "linear", "piecewise"])
        scale = self.positive(0.5, 10)
        match kind:
            case "saturating":
                return {"kind": kind, "ceiling": size, "half_at": scale}
            case "exponential":
                return {"kind": kind, "ceiling": size, "scale": scale}
            case "hill":
                return {"kind": kind, "ceiling": size, "half_at": scale, "slope": self.positive(0.5, 3)}
            case "logistic":
                return {"kind": kind, "ceiling": size, "midpoint": self.number(0, 8), "width": self.positive(0.5, 3)}
            case "power":
                return {"kind": kind, "scale": size, "elasticity": self.chance.choice([0.5, 0.9, "uniform(0.3, 1.1)"])
                        if not self.certain else 0.7}
            case "threshold":
                return {"kind": kind, "at": 3.14159, "height": size}
            case "linear":
                return {"kind": kind, "slope": self.weight()}
        ends = sorted(self.real(0, 20) for _ in range(3))
        middle = ends[1] if self.certain or self.rising else self.spelled([f"uniform({ends[0]}, {ends[2] + 1})"], each=False)
        return {"kind": kind, "points": [[0, ends[0]], [4.3, middle], [11.7, ends[2] + 1]]}

    def _combiner(self, document: Document, node_id: str) -> Any:
        if self.maybe(0.5):
            return "sum"
        sources = [link["from"] for link in document["links"] if link["to"] == node_id and link.get("role") != "enables"]
        named = sorted(set(sources)) if len(set(sources)) == len(sources) and sources else []
        kind = self.chance.choice(["minimum", "maximum", "product", "noisy_or", "ces", "overlap"])
        if kind == "product" and self.rising:
            kind = "minimum"
        if kind == "noisy_or" and self.maybe():
            return {"kind": kind, "leak": self.share()}
        if kind == "ces":
            rho = self.chance.choice([-3, -0.5, 0, 0.5, 1]) if self.certain else self.chance.choice([-1, 0, 0.5, "uniform(-2, 1)"])
            shares = {source: self.positive(0.2, 1) for source in named} if named and self.maybe() else None
            return {"kind": kind, "rho": rho} | ({"shares": shares} if shares else {})
        if kind == "overlap":
            effects = {source: self.number(0.1, 0.9) for source in named} if named and self.maybe() and not self.rising else None
            how = self.chance.choice(["additive", "random", "nested"])
            return {"kind": kind, "of": self.positive(10, 50), "how": how} | ({"effects": effects} if effects else {})
        return kind

    def _targets(self, document: Document) -> list[Document]:
        nodes = {**document["activities"], **document["outputs"], **document["outcomes"]}
        labels = lm.Plan.from_document({"periods": document["periods"]}).periods.labels
        targets = []
        for number in range(self.chance.randint(0, 4)):
            node_id = self.chance.choice(list(nodes))
            target: Document = {"node": node_id, "id": f"goal{number}", "weight": self.real(0.1, 3) + 0.1}
            if "indicators" in nodes[node_id] and self.maybe():
                target["indicator"] = self.chance.choice(list(nodes[node_id]["indicators"]))
            target["by" if self.maybe(0.6) else "within"] = self.chance.choice(labels)
            low = self.real(-5, 30) + 0.01237
            rule = self.chance.choice(["at_least", "at_most", "between", "change"])
            target[rule] = {"at_least": low, "at_most": low, "between": [low, low + 10], "change": self.chance.choice(["-20%", "15.3%", 3.7, -2.9])}[rule]
            if rule == "change":
                target["against"] = self.chance.choice(["baseline", "counterfactual"])
            targets.append(target)
        return targets

    def _success(self, document: Document) -> Any:
        ids = [target["id"] for target in document["targets"]]
        forms: list[Any] = ["all outcomes", "all outputs", "all targets"]
        if ids:
            forms += [ids[:1], {"of": "targets", "at_least": 1}, {"of": "targets", "weight": 0.5}, {"of": ids[:2], "at_least": len(ids[:2])}]
        return self.chance.choice(forms)

    def _correlations(self) -> list[Document]:
        uncertain = {
            name: str(value).endswith("each period") for name, value in self.numbers.items()
            if isinstance(value, str) and value not in self.numbers
        }
        names = [f"numbers.{name}" for name, each in uncertain.items() if not each]
        if len(names) < 2 or self.maybe(0.3):
            return []
        return [{"between": names[:2], "rank": self.real(-0.9, 0.9)}]

    def _amount(self) -> Any:
        return [self.real(0, 20) for _ in range(self.periods)] if self.maybe() else self.real(0, 20)
