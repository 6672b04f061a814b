"""Families: open to a class that is merely defined, closed to a kind that is taken."""

import json
from typing import Annotated, ClassVar, Literal

import jsonschema
import numpy as np
import pytest
from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from logicmodel.kinds import OneOf, number_text
from logicmodel.parts.combiners.combiner import Combiner
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.quantity import Quantity, QuantityIn

READ = QuantityIn().read


@pytest.fixture(autouse=True)
def leave_no_members_behind():
    families = [Distribution.family, Curve.family, Combiner.family]
    before = [dict(family.every()) for family in families]
    yield
    for family, members in zip(families, before, strict=True):
        family.members.clear()
        family.members.update(members)


def logistic_class():
    class SquareRoot(Distribution):
        """Right-triangular on 0..top."""

        positional: ClassVar = ("top",)
        example: ClassVar = {"top": 3.0}

        kind: Literal["square_root"] = "square_root"
        top: float = 1.0

        def ppf(self, u):
            return self.top * np.sqrt(u)

        def support(self):
            return 0.0, self.top

    return SquareRoot


def test_a_class_works_as_soon_as_it_is_defined():
    with pytest.raises(Exception, match="'square_root' is not a distribution"):
        READ("square_root(4)")
    part = logistic_class()
    assert READ("square_root(4)") == part(top=4.0)
    assert READ({"kind": "square_root", "top": 4}) == READ("square_root(top=4) ")
    assert READ("square_root").text() == "square_root"
    assert READ("square_root(4) each period").text() == "square_root(4) each period"
    assert READ("square_root(4)").expectation() == pytest.approx(8 / 3, abs=1e-10)
    cut = READ("truncate(square_root(4), low=2)")
    assert cut.ppf(np.array([0.0, 0.5])) == pytest.approx([2, 4 * 0.625**0.5])
    assert "square_root" in Distribution.family.kinds()


def test_a_curve_and_a_combiner_work_as_soon_as_they_are_defined():
    class Double(Curve):
        """Twice a factor."""

        positional: ClassVar = ("factor",)
        kind: Literal["double"] = "double"
        factor: Quantity

        def respond(self, x, p):
            return 2 * p["factor"] * x

    class First(Combiner):
        """The first."""

        kind: Literal["first"] = "first"

        def combine(self, contributions, _p, _sources):
            return contributions[0].copy()

    curve = OneOf(Curve).read("double(1 to 2)")
    assert list(curve.parameters()) == ["factor"]
    assert curve.formula("x", {"factor": "1 to 2"}) == "double(x, factor=1 to 2)"
    assert curve.text() == "double(1 to 2)"
    combiner = OneOf(Combiner).read({"kind": "first"})
    assert combiner.formula(["a", "b"], {}) == "first(a, b)"
    assert combiner.at_rest({}) == 0
    assert combiner.check_sources(["a"]) == []


def test_a_class_may_be_defined_again_in_its_own_module():
    first, second = logistic_class(), logistic_class()
    assert first is not second
    assert isinstance(READ("square_root(4)"), second)


def test_a_kind_of_another_module_cannot_be_taken():
    with pytest.raises(TypeError, match="kind 'normal' is taken by logicmodel"):

        class Normal(Distribution):
            kind: Literal["normal"] = "normal"

    assert READ("normal(1, 2)").support()[0] == -np.inf


@pytest.mark.parametrize(
    ("family", "text", "hint"),
    [
        (Curve, "saturting(1, 2)", "'saturting' is not a curve; did you mean saturating?"),
        (Combiner, "minimun", "'minimun' is not a combiner; did you mean minimum?"),
        (Combiner, "combiner", "'combiner' is not a combiner; "),
        (Curve, {"ceiling": 3}, "a curve needs its kind; known: exponential, hill"),
        (Curve, 3, "expected a curve as text such as"),
        (Combiner, "sum(1)", "sum() takes 0 values without a name (none), found one more"),
        (Curve, "linear(1, slope=2)", "slope is given twice"),
        (Curve, "linear(1: 2)", "linear() takes no 'value: weight' pairs"),
        (Curve, "linear(", "cannot read 'linear(': column 8"),
    ],
)
def test_what_cannot_be_found_is_said_with_the_nearest(family, text, hint):
    with pytest.raises(PydanticCustomError) as caught:
        OneOf(family).read(text)
    assert hint in str(caught.value)


class Link(BaseModel):
    weight: Quantity
    curve: Annotated[Curve, OneOf(Curve)]
    combine: Annotated[Combiner, OneOf(Combiner)]


def test_the_json_schema_defines_each_member_once_and_accepts_every_form():
    schema = Link.model_json_schema()
    assert len(json.dumps(schema)) < 60_000
    assert {"Normal", "Saturating", "Ces", "Mixture"} <= set(schema["$defs"])
    assert "kind" in schema["$defs"]["Normal"]["required"]
    validator = jsonschema.Draft202012Validator(schema)
    for link in (
        {"weight": 3, "curve": "linear(1)", "combine": "sum"},
        {
            "weight": {"kind": "quantiles", "p2.5": 1, "p50": 4},
            "curve": {"kind": "piecewise", "points": [[0, 0], [1, "2 to 3"]]},
            "combine": {
                "kind": "overlap",
                "of": 9,
                "effects": {"a": {"kind": "normal", "mean": 1, "sd": 1}},
            },
        },
        {
            "weight": {
                "kind": "mixture",
                "of": ["1 to 2", {"kind": "fixed", "value": 3}],
                "weights": [1, 2],
            },
            "curve": {"kind": "hill", "ceiling": "1 to 2", "half_at": 3, "slope": 2},
            "combine": {"kind": "ces", "rho": "normal(0, 1)"},
        },
    ):
        validator.validate(link)
        read = Link.model_validate(link)
        assert Link.model_validate(read.model_dump()) == read
    for wrong in (
        {"kind": "normal", "men": 3},
        {"mean": 3, "sd": 1},
        [3],
        {"kind": "quantiles", "q10": 3},
    ):
        assert not validator.is_valid({"weight": wrong, "curve": "linear(1)", "combine": "sum"})


def test_errors_in_a_field_say_which_field():
    with pytest.raises(ValidationError) as caught:
        Link.model_validate(
            {"weight": "normal(1, -2)", "curve": "hill(1, 0, 2)", "combine": "noisy_or(2)"}
        )
    places = [".".join(str(step) for step in error["loc"]) for error in caught.value.errors()]
    assert places == ["weight.sd", "curve.half_at", "combine.leak"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(12.0, "12"), (0.05, "0.05"), (1e300, "1e+300"), (-3.0, "-3"), (1e15, "1000000000000000.0")],
)
def test_number_text_reads_back(value, text):
    assert number_text(value) == text
    assert READ(text).value == value
