"""Valid plans of all shapes come back from their documents and files."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logicmodel.files.composition import compose
from logicmodel.files.styling import page
from logicmodel.plan.plan import Plan

IDS = st.from_regex(r"[a-zé_][a-z0-9_]{0,5}(-[a-z0-9]{1,3})?", fullmatch=True).filter(
    lambda name: name not in {"title", "description"}
)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
AMOUNTS = st.floats(0, 1e9).map(lambda number: round(number, 3)) | st.integers(0, 10**9)
QUANTITIES = st.one_of(
    AMOUNTS,
    st.tuples(st.integers(1, 50), st.integers(51, 99)).map(lambda ends: f"{ends[0]} to {ends[1]}"),
    st.sampled_from(
        [
            "normal(10, 2)",
            "normal(p5=-1, p95=3)",
            "pert(1, 2, 4)",
            "uniform(-1, 1) each period",
            "discrete(1: 0.5, 2: 0.5)",
            "mixture(1 to 2: 0.3, normal(3, 1): 0.7)",
            "5%",
            "-3 to -1",
            "truncate(normal(0, 1), low=0)",
        ]
    ),
)
PARTS = TEXTS.filter(str.strip)
SHARES = st.sampled_from([0, 0.5, 1, "30%", "beta(8, 2)", "uniform(0.1, 0.2)"])


def groups(due):
    """Planned values of parts of a population, each part once."""
    values = st.fixed_dictionaries(
        {}, optional={"title": TEXTS, "baseline_date": TEXTS, "baseline": AMOUNTS}
    )
    asked = st.fixed_dictionaries({"by": st.sampled_from(due)}) | st.just({"baseline": 1})
    return st.lists(
        st.builds(
            lambda of, own, more, rule: {
                "of": of,
                **own,
                **({**more, rule: 5} if "by" in more else more),
            },
            st.dictionaries(PARTS, PARTS, min_size=1, max_size=2),
            values,
            asked,
            st.sampled_from(["at_least", "at_most"]),
        ),
        max_size=3,
        unique_by=lambda group: frozenset(group["of"].items()),
    )


@st.composite
def documents(draw):
    """Valid plans of all shapes."""
    names = draw(st.lists(IDS, min_size=8, max_size=14, unique=True))
    inputs, results = names[:3], names[3:]
    count = draw(st.integers(1, 5))
    due = [str(2027 + place) for place in range(count)]
    in_time = AMOUNTS | st.lists(AMOUNTS, min_size=count, max_size=count)

    def some(**fields):
        return draw(st.fixed_dictionaries({}, optional=fields))

    data = {
        "periods": {"first": 2027, "count": count},
        **some(
            title=TEXTS, mission=TEXTS, currency=TEXTS, discount_rate=st.sampled_from([0.03, "5%"])
        ),
    }
    data["inputs"] = {
        name: some(
            title=TEXTS,
            unit=TEXTS,
            price=AMOUNTS,
            delivery=SHARES,
            before=st.lists(AMOUNTS, max_size=3),
        )
        for name in inputs
    }
    for section, chosen in (
        ("activities", results[:2]),
        ("outputs", results[2:4]),
        ("outcomes", results[4:]),
    ):
        data[section] = {
            name: some(
                title=TEXTS,
                description=TEXTS,
                baseline=QUANTITIES,
                retain=SHARES,
                noise=QUANTITIES,
                trend=st.sampled_from([1, "2% per period", "1% to 3% per period", "normal(0, 1)"]),
                combine=st.sampled_from(["sum", "minimum", "maximum", "noisy_or(leak=0.1)"]),
                indicators=st.dictionaries(
                    IDS,
                    st.fixed_dictionaries(
                        {},
                        optional={
                            "definition": TEXTS,
                            "error": st.sampled_from([0, 2, "5%", "1% to 3%"]),
                            "direction": st.sampled_from(["up", "down"]),
                            "groups": groups(due),
                        },
                    ),
                    max_size=2,
                ),
            )
            for name in chosen
        }
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(names), st.sampled_from(results)), max_size=8, unique=True
        )
    )
    data["links"] = [
        {
            "from": source,
            "to": target,
            **some(
                weight=QUANTITIES,
                works=SHARES,
                because=TEXTS,
                spread=st.sampled_from([[1], [0.5, 0.5], [0.2, 0.3, 0.5]]),
                evidence=st.fixed_dictionaries({}, optional={"source": TEXTS}),
            ),
            "lag": draw(st.integers(1, 3)),
        }
        for source, target in pairs
    ]
    data["targets"] = [
        {
            "node": name,
            draw(st.sampled_from(["by", "within"])): draw(st.sampled_from(due)),
            **draw(
                st.sampled_from(
                    [
                        {"at_least": 5},
                        {"at_most": "1_000"},
                        {"between": [1, 2]},
                        {"change": "-5%"},
                        {"change": 3},
                    ]
                )
            ),
            **some(title=TEXTS, weight=st.integers(1, 5)),
        }
        for name in draw(st.lists(st.sampled_from(results), max_size=3, unique=True))
    ]
    data["allocations"] = draw(
        st.dictionaries(
            IDS,
            st.fixed_dictionaries({}, optional={"title": TEXTS, **dict.fromkeys(inputs, in_time)}),
            max_size=3,
        )
    )
    data["budget"] = some(total=AMOUNTS, per_period=in_time)
    data["futures"] = draw(
        st.dictionaries(IDS, st.just({f"inputs.{inputs[0]}.delivery": 0.5}), max_size=2)
    )
    return data


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_every_plan_comes_back_from_its_document_and_from_its_file(data):
    plan = Plan.from_document(data)
    written = plan.to_document()
    assert Plan.from_document(json.loads(json.dumps(written))) == plan
    root, problems = compose(page(written), "plan.yaml")
    assert problems == []
    assert Plan.from_document(root.data) == plan
    assert Plan.from_document(written).digest == plan.digest
