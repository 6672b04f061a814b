"""What several people say about one number, pooled: both pools, weights, forms and refusals."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError
from scipy import stats

import logicmodel as lm
from logicmodel.parts.distributions.experts import Experts
from logicmodel.parts.quantity import QuantityIn, Share, quantity_data
from logicmodel.plan.plan import Plan

READ = QuantityIn().read
U = (np.arange(4000) + 0.5) / 4000
THREE = {"anna": "8 to 20", "ben": {"p10": 5, "p50": 12, "p90": 20}, "chi": "pert(6, 10, 30)"}
NORMALS = {"anna": "normal(10, 2)", "ben": "normal(16, 4)"}


def said(**fields):
    return READ({"experts": THREE, **fields})


def test_the_distribution_function_of_a_linear_pool_is_the_weighted_mean_of_theirs():
    part = said(weights={"anna": 2, "ben": 1, "chi": 1})
    x = np.linspace(2, 40, 200)
    wanted = sum(share * part.experts[name].cdf(x) for name, share in zip(THREE, (0.5, 0.25, 0.25), strict=True))
    assert part.cdf(x) == pytest.approx(wanted, abs=1e-12)
    assert part.cdf(part.ppf(U)) == pytest.approx(U, abs=2e-9)


def test_a_linear_pool_has_the_mean_and_the_variance_of_a_mixture():
    part = READ({"experts": NORMALS, "weights": {"anna": 3, "ben": 1}})
    mean = 0.75 * 10 + 0.25 * 16
    variance = 0.75 * (2**2 + (10 - mean) ** 2) + 0.25 * (4**2 + (16 - mean) ** 2)
    u = (np.arange(400_000) + 0.5) / 400_000
    assert part.expectation() == pytest.approx(mean, abs=1e-12)
    assert part.ppf(u).var() == pytest.approx(variance, rel=1e-4)


def test_averaging_the_quantiles_of_normals_gives_the_normal_of_the_mean_parameters():
    part = READ({"experts": NORMALS, "pool": "quantiles", "calibration": {"anna": 0.6, "ben": 0.2}})
    wanted = stats.norm(0.75 * 10 + 0.25 * 16, 0.75 * 2 + 0.25 * 4)
    assert part.ppf(U) == pytest.approx(wanted.ppf(U), abs=1e-9)
    assert part.cdf(np.array([9.0, 11.5, 15.0])) == pytest.approx(wanted.cdf([9.0, 11.5, 15.0]), abs=1e-9)
    assert part.support() == (-np.inf, np.inf)


def test_averaging_is_never_wider_than_the_linear_pool_and_has_the_same_mean():
    linear, averaged = said(), said(pool="quantiles")
    assert averaged.expectation() == linear.expectation()
    assert averaged.ppf(U).var() < linear.ppf(U).var()


def test_values_that_carry_probability_in_both_pools():
    cases = {"anna": "discrete(1: 0.5, 2: 0.5)", "ben": "discrete(10: 0.25, 20: 0.75)", "chi": 4}
    assert list(READ({"experts": cases}).atoms()) == [1, 2, 4, 10, 20]
    averaged = READ({"experts": cases, "pool": "quantiles"})
    # 0..1/4: 1, 10, 4; 1/4..1/2: 1, 20, 4; above: 2, 20, 4
    assert averaged.atoms() == pytest.approx([15 / 3, 25 / 3, 26 / 3])
    assert averaged.cdf(np.array(averaged.atoms()) + 1e-9) == pytest.approx([0.25, 0.5, 1.0])
    mixed = READ({"experts": {"anna": "normal(0, 1)", "ben": 3}, "pool": "quantiles"})
    assert mixed.atoms() == []
    assert READ({"experts": {"anna": 3, "ben": 5}, "pool": "quantiles"}).certain


def test_who_has_no_weight_does_not_count():
    part = said(weights={"anna": 1, "ben": 1, "chi": 0})
    assert part == READ({"experts": THREE, "weights": {"anna": 1, "ben": "1", "chi": 0}})
    assert part.support()[1] == np.inf
    assert [share for _, share in part.cases()] == [0.5, 0.5]
    bounded = READ({"experts": {"anna": "uniform(0, 1)", "ben": "normal(0, 1)"}, "weights": {"anna": 1, "ben": 0}})
    assert bounded.support() == (0, 1)


@pytest.mark.parametrize("fields", [{}, {"pool": "quantiles"}, {"weights": {"anna": 2, "ben": 1, "chi": 0.5}, "each": "period"},
                                    {"calibration": {"anna": 0.7, "ben": 0.1, "chi": 0}, "pool": "linear"}])  # fmt: skip
def test_text_and_mapping_read_back(fields):
    part = said(**fields)
    assert READ(part.text()) == part
    assert READ(quantity_data(part)) == part
    assert READ(quantity_data(part)).text() == part.text()
    assert hash(READ(quantity_data(part))) == hash(part)


def test_text_form_takes_quantiles_in_braces_and_stands_inside_others():
    part = READ("experts({anna: 8 to 20, ben: {p10: 5, p50: 12, p90: 20}}, pool=quantiles, weights={anna: 2, ben: 1})")
    assert isinstance(part, Experts)
    assert part.experts["ben"].text() == "quantiles(p10=5, p50=12, p90=20)"
    assert READ(f"truncate({part}, low=0)").support()[0] == 0
    assert READ(f"mixture({part}: 1, 3: 1)").atoms() == [3]


def test_the_order_of_the_experts_changes_nothing():
    turned = READ({"experts": dict(reversed(THREE.items()))})
    assert turned == said()
    assert hash(turned) == hash(said())


@pytest.mark.parametrize(("fields", "message"), [
    ({"experts": {}}, "at least 1"),
    ({"experts": {"anna bee": 3}}, "'anna bee' cannot be the name of an expert"),
    ({"weights": {"anna": 1, "ben": 1, "chy": 1}}, "weights names chy, who is not among the experts; did you mean chi"),
    ({"weights": {"anna": 1, "ben": 1}}, "weights says nothing of chi; write 0 for who should not count"),
    ({"calibration": {"anna": 0, "ben": 0, "chi": 0}}, "at least one of the calibration must be above 0"),
    ({"weights": {"anna": -1, "ben": 1, "chi": 1}}, "greater than or equal to 0"),
    ({"weights": {"anna": 1, "ben": 1, "chi": 1}, "calibration": {"anna": 1, "ben": 1, "chi": 1}}, "not both"),
    ({"weights": 3}, "dictionary"),
    ({"pool": "geometric"}, "'linear' or 'quantiles'"),
    ({"experts": {"anna": {"p10": 5, "p50": 3}}}, "p10 must be below p50"),
    ({"experts": {"anna": {"kind": "normal", "mean": 5, "sd": -3}}}, "greater than"),
    ({"experts": {"anna": "rate"}}, "write its distribution out"),
    ({"experts": ["8 to 20"]}, "dictionary"),
])  # fmt: skip
def test_refusals_say_who_and_why(fields, message):
    with pytest.raises(ValidationError, match=message):
        said(**fields)
    with pytest.raises(ValidationError):
        Experts.model_validate(3)


def test_a_bound_that_is_broken_names_who_broke_it():
    from pydantic import TypeAdapter

    with pytest.raises(ValidationError, match=r"but 0.6 to 0.95 of anna can be above 1; .* truncate\(0.6 to 0.95, low=0, high=1\)"):
        TypeAdapter(Share).validate_python({"experts": {"ben": "beta(8, 2)", "anna": "60% to 95%"}})
    with pytest.raises(ValidationError, match="found 12 of ben"):
        TypeAdapter(Share).validate_python({"experts": {"ben": 12}})


PLAN = """\
logicmodel: 1
periods: {first: 2027, count: 2}
outputs:
  visits:
    # asked in March
    baseline:
      experts:
        anna: 8 to 20   # north
        ben: {p10: 5, p50: 12, p90: 20}
      weights: {anna: 2, ben: 1}
    trend: {experts: {anna: -1 to -0.5, ben: 0.5}}
    indicators: {log: {error: {experts: {anna: 1 to 2, ben: 3}}}}
numbers:
  rate: {experts: {anna: 0.1 to 0.2, ben: 0.15}}
outcomes: {health: {baseline: 1}}
links: [{from: visits, to: health, weight: rate}]
targets: [{node: health, at_least: 3, by: 2028}]
"""


def test_plans_round_trip_and_an_edit_keeps_comments(tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN, encoding="utf-8")
    plan = lm.read(file)
    assert Plan.from_document(plan.to_document()) == plan
    for name in ("new.yaml", "new.json"):
        lm.write(plan, tmp_path / name)
        assert lm.read(tmp_path / name) == plan
    lm.write(plan, file)
    assert file.read_text(encoding="utf-8") == PLAN
    changed = lm.edit(file, {"outputs.visits.baseline.experts.anna": "9 to 12"})
    assert file.read_text(encoding="utf-8") == PLAN.replace("8 to 20 ", "9 to 12 ")
    assert changed.outputs["visits"].baseline.experts["anna"].text() == "9 to 12"
    assert lm.simulate(plan, draws=256).estimates


def test_an_unknown_key_among_experts_gets_a_hint():
    document = {"periods": {"first": 2027, "count": 1}}
    with pytest.raises(lm.PlanError, match="unknown key wieghts; did you mean weights"):
        Plan.from_document({**document, "outcomes": {"a": {"baseline": {"experts": {"anna": 3}, "wieghts": {"anna": 1}}}}})


def test_a_plan_with_experts_fits_the_schema():
    import jsonschema
    import yaml

    fits = jsonschema.Draft202012Validator(lm.schema()).is_valid
    assert fits(yaml.safe_load(PLAN))
    assert not fits({"periods": {"first": 2027, "count": 1}, "numbers": {"rate": {"weights": {"anna": 1}}}})
