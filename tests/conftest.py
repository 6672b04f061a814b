"""What every test may count on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from logicmodel.analysis.optimize.objectives.objective import Objective
from logicmodel.analysis.sensitivity.methods.method import Method
from logicmodel.engine.samplers.sampler import Sampler
from logicmodel.files.schema import _written
from logicmodel.parts.combiners.combiner import Combiner
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.views.charts.chart import Chart
from logicmodel.views.diagrams.styles.style import Style
from logicmodel.views.reports.sections.section import Section

settings.register_profile("suite", max_examples=40, deadline=None)
settings.load_profile("suite")  # enough for every run; whoever looks for rare faults asks for more

CONTRACTS = (Distribution, Curve, Combiner, Sampler, Objective, Method, Chart, Style, Section)
FAMILIES = [contract.family for contract in CONTRACTS]


@pytest.fixture(autouse=True)
def _families_of_its_own(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let each test see the members of this package and those of its own module, and leave no others."""
    _written.cache_clear()  # it may hold members of another test's module
    held = {family: dict(family.members) for family in FAMILIES if family is not None}
    home = getattr(request.module, "__name__", "") if request.module else ""
    for family, members in held.items():
        family.members = {
            kind: part for kind, part in members.items()
            if part.__module__.startswith("logicmodel.") or part.__module__ == home
        }
    yield
    for family, members in held.items():
        mine = {kind: part for kind, part in family.members.items() if part.__module__.startswith("logicmodel.")}
        family.members = members | mine
