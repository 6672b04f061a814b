"""Random plans that hold what results frameworks of other formats hold: words, links, indicators, targets."""

import random

from hypothesis import strategies as st

import logicmodel as lm

WORDS = ["Meals", "Fewer people", "Ärzte & Pflege", "10 % more <trees>", "水", 'a "quoted" word', "it's; so, on"]
SECTIONS = {"inputs": 2, "activities": 3, "outputs": 3, "outcomes": 4}


def outlines():
    """Plans without numbers of the model: every field that is set is one that people publish."""
    return st.integers(0, 2**32 - 1).map(lambda seed: lm.Plan.from_document(document(random.Random(seed))))


def document(chance):
    """One document."""

    def words(what):
        return f"{chance.choice(WORDS)} {what}"

    def some(probability, fields):
        return fields if chance.random() < probability else {}

    step = chance.choice(["year", "quarter"])
    periods = {"first": {"year": "2027", "quarter": "2027-Q3"}[step], "count": chance.choice([1, 4]), "step": step}
    labels = lm.Plan.from_document({"periods": periods}).periods.labels
    found = {
        "logicmodel": 1, "title": words("plan"), "periods": periods, "stakeholders": {"young_people": {"title": "Young people", "role": "beneficiary"}, "c": {"title": "C"}},
    } | some(0.5, {"description": words("about")}) | some(0.5, {"mission": words("mission")}) | some(0.5, {"organisation": words("org")})
    targets, order = [], []
    for section, most in SECTIONS.items():
        for number in range(chance.randint(0 if section != "outcomes" else 1, most)):
            name = f"{section[:4]}{number}"
            order.append(name)
            node = some(0.8, {"title": words(name)}) | some(0.5, {"description": words("what")}) | some(0.5, {"unit": "people"}) | some(0.3, {"owner": words("owner")})
            if section == "outcomes":
                node["horizon"] = chance.choice(["immediate", "intermediate", "ultimate"])
            if section != "inputs":
                node |= some(0.3, {"beneficiaries": chance.sample(["young_people", "c"], 2)})
                node["indicators"] = {
                    f"{name}_m{n}": some(0.5, {"title": words(f"measure {n}")}) | some(0.5, {"unit": "%"}) | some(0.3, {"definition": words("how")})
                    for n in range(chance.randint(0, 2))
                }
                for label in chance.sample(labels, chance.randint(0, 1)):
                    at = {chance.choice(["at_least", "at_most"]): chance.choice([12.0, -0.5, 1e6, 0.001])}
                    on = {"indicator": chance.choice(list(node["indicators"]))} if node["indicators"] and chance.random() < 0.7 else {}
                    targets.append({"node": name, **on, "by": label, "id": f"{on.get('indicator', name)}@{label}"} | at | some(0.2, {"title": words("goal")}))
            found.setdefault(section, {})[name] = node
    found["links"] = [
        {"from": one, "to": other} | some(0.5, {"because": words("reason")})
        for place, one in enumerate(order) for other in order[place + 1 :] if not other.startswith("inpu") and chance.random() < 0.3
    ]
    return found | {"targets": targets}
