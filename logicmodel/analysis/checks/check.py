"""The contract of a check, and the front door ``check``."""

from __future__ import annotations

import dataclasses
import importlib
import importlib.metadata
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from logicmodel.analysis.checking.finding import RANKS, Finding, Fix, Severity
from logicmodel.analysis.checking.language import english
from logicmodel.analysis.checking.profiles import ALL, EVERYWHERE
from logicmodel.analysis.checking.settings import Settings
from logicmodel.analysis.checking.titled import Titles
from logicmodel.errors import Problem, RequestError, did_you_mean
from logicmodel.plan.node import SECTIONS
from logicmodel.plan.plan import Plan

if TYPE_CHECKING:
    from logicmodel.analysis.monitoring.actuals import Actuals
    from logicmodel.engine.results import Results

PACKAGE = "logicmodel.analysis.checks"
NO_LIMITS: Final[Mapping[str, float]] = {}
MANY: Final = 10
"""Where the same is missing in more places than this, and in most of all, it is said once."""


class Check:
    """One rule. Its docstring is its page: a sentence, why, a bad plan and a good one, the source.

    A rule is one class in one file of this package, or in another package that names its module in
    the entry-point group ``logicmodel``. Most rules look at the plan; those with ``simulates`` judge a run,
    those with ``compares`` hold what was measured against the plan.
    """

    code: ClassVar[str] = ""
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = EVERYWHERE
    """The profiles it belongs to; ``all`` has every rule."""
    source: ClassVar[str] = ""
    """Who asks for it, in a few words: a guide, a standard, a study."""
    limits: ClassVar[Mapping[str, float]] = NO_LIMITS
    """Thresholds with their defaults, which plans and projects may set otherwise."""
    wording: ClassVar[bool] = False
    """True where it reads English words; then it is silent about plans in other languages."""
    simulates: ClassVar[bool] = False
    """True where it judges a run: ``judge`` is asked instead of ``look``."""
    compares: ClassVar[bool] = False
    """True where it holds measured values against the plan: ``compare`` is asked instead of ``look``."""
    members: ClassVar[dict[str, type[Check]]] = {}

    def __init__(self, limits: Mapping[str, float] = NO_LIMITS) -> None:
        """Set thresholds; those that are left out stay at their defaults."""
        self.set = {**self.limits, **limits}

    def __init_subclass__(cls) -> None:
        """Join the rules under the code, which must be free."""
        super().__init_subclass__()
        if not cls.code:
            return
        held = Check.members.setdefault(cls.code, cls)
        if (held.__module__, held.__qualname__) != (cls.__module__, cls.__qualname__):
            message = f"the code {cls.code} is taken by {held.__module__}.{held.__name__}"
            raise TypeError(message)
        Check.members[cls.code] = cls

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give what the rule finds in a plan."""
        raise NotImplementedError

    def judge(self, results: Results) -> Iterator[Finding]:
        """Give what the rule finds in a run of a plan under all its allocations."""
        raise NotImplementedError

    def compare(self, plan: Plan, actuals: Actuals) -> Iterator[Finding]:
        """Give what the rule finds in a plan beside what was measured."""
        raise NotImplementedError

    def finding(
        self, loc: tuple[str | int, ...], where: str, message: str, remedy: str, fix: Fix | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """Return a finding of this rule; ``loc`` leads to the place in the document."""
        return Finding(where, message, remedy, loc=loc, code=self.code, severity=severity or self.severity, fix=fix)

    def at_node(self, plan: Plan, node_id: str, message: str, remedy: str, fix: Fix | None = None) -> Finding:
        """Return a finding about a node."""
        section = plan.nodes[node_id].section
        return self.finding((section, node_id), f"{section}.{node_id}", message, remedy, fix)

    def at_link(self, plan: Plan, place: int, message: str, remedy: str, fix: Fix | None = None) -> Finding:
        """Return a finding about the link at a place in the plan's list."""
        return self.finding(("links", place), f"links[{plan.links[place].name}]", message, remedy, fix)

    def at_target(self, plan: Plan, place: int, message: str, remedy: str, fix: Fix | None = None) -> Finding:
        """Return a finding about the target at a place in the plan's list."""
        return self.finding(("targets", place), f"targets[{plan.targets[place].name}]", message, remedy, fix)

    def at_indicator(
        self, plan: Plan, node_id: str, name: str, message: str, remedy: str, fix: Fix | None = None
    ) -> Finding:
        """Return a finding about an indicator of a node."""
        section = plan.nodes[node_id].section
        return self.finding(
            (section, node_id, "indicators", name), f"{section}.{node_id}.indicators.{name}", message, remedy, fix
        )

    def gathered(
        self, plan: Plan, found: Sequence[Finding], of: int, section: str, what: str, remedy: str
    ) -> Iterator[Finding]:
        """Give findings; one about a section instead, where most of many places lack the same.

        ``of`` says how many places there are, and ``what`` goes on behind their number: "links give no reason".
        Nodes that ignore the rule are not counted.
        """
        heard = [finding for finding in found if not _ignored(plan, finding)]
        if len(heard) > MANY and 2 * len(heard) > of:
            count = f"all {of:,}" if len(heard) == of else f"{len(heard):,} of {of:,}"
            yield self.finding((section,), section, f"{count} {what}", remedy)
        else:
            yield from heard


def checks(limits: Mapping[str, Mapping[str, float]] | None = None) -> dict[str, Check]:
    """Return every rule by code, those of other packages included, with thresholds by code and name.

    Raises RequestError where a threshold is set that no rule has.
    """
    package = importlib.import_module(PACKAGE)
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{PACKAGE}.{module.name}")
    for point in importlib.metadata.entry_points(group="logicmodel"):
        point.load()
    wanted = limits or {}
    problems = [*_unknown_codes(wanted), *_unknown_limits(wanted)]
    if problems:
        raise RequestError(problems)
    return {code: Check.members[code](wanted.get(code, {})) for code in sorted(Check.members)}


def _unknown_codes(wanted: Mapping[str, object]) -> Iterator[Problem]:
    for code in wanted:
        if code not in Check.members:
            hint = did_you_mean(code, Check.members)
            yield Problem(f"checks.limits.{code}", f"no rule is called {code}", hint or "see the reference of checks")


def _unknown_limits(wanted: Mapping[str, Mapping[str, float]]) -> Iterator[Problem]:
    for code, row in wanted.items():
        known = Check.members[code].limits if code in Check.members else row
        for name in row:
            if name not in known:
                hint = did_you_mean(name, known) or (f"it has {', '.join(known)}" if known else "it has no threshold")
                yield Problem(f"checks.limits.{code}", f"{code} has no threshold called {name}", hint)


def check(
    plan: Plan, *, profile: str = "", results: Results | None = None, actuals: Actuals | None = None,
    settings: Settings | None = None,
) -> list[Finding]:
    """Return what the checks find in a plan, errors first, then in the order of the codes.

    ``profile`` names a set of rules, by default that of the plan, else ``basic``. With ``results``, a run of the
    plan, rules that judge what was simulated speak too; with ``actuals``, so do those that hold what was
    measured against the plan (values that have no place in it are left out: ``actuals.check`` tells of them).
    ``settings`` are those of a project.

    A node silences a rule for itself with ``ignore: {LM101: the reason}``, a plan with the same under
    ``checks:``. A plan without findings gives an empty list. Raises RequestError for unknown profiles,
    rules or thresholds, or results of another plan.
    """
    if results is not None and results.plan.digest != plan.digest:
        raise RequestError("the results are those of another plan", remedy="simulate this plan")
    given = settings or Settings()
    if profile:
        given = Settings(profile, given.ignore, given.limits)
    wanted = given.on(plan)
    found: list[Finding] = []
    in_english = english(plan)
    for rule in checks(wanted.limits).values():
        belongs = wanted.profile == ALL or wanted.profile in rule.profiles
        if not belongs or rule.code in wanted.ignore or (rule.wording and not in_english):
            continue
        if rule.simulates:
            found += rule.judge(results) if results is not None else ()
        elif rule.compares:
            found += rule.compare(plan, actuals) if actuals is not None else ()
        else:
            found += rule.look(plan)
    titles = Titles(plan)
    heard = [_titled(titles, finding) for finding in found if not _ignored(plan, finding)]
    return sorted(heard, key=lambda finding: RANKS.index(finding.severity))


def _titled(titles: Titles, finding: Finding) -> Finding:
    """Return a finding that names the things of the plan by their titles; where it is keeps the ids, for whoever edits."""
    plan = titles.plan
    section, *rest = finding.loc or ("",)
    about = {_node(plan, finding), *(str(part) for part in rest if part != "indicators")}
    if section == "links" and rest and isinstance(rest[0], int):
        about.add(plan.links[rest[0]].source)
    if section == "targets" and rest and isinstance(rest[0], int):
        about.add(plan.targets[rest[0]].indicator or "")
    return dataclasses.replace(finding, message=titles.written(finding.message, about))


def _ignored(plan: Plan, finding: Finding) -> bool:
    """Say whether the node that a finding is about has a reason to ignore its rule."""
    node = plan.nodes.get(_node(plan, finding))
    return node is not None and finding.code in node.ignore


def _node(plan: Plan, finding: Finding) -> str:
    section, *rest = finding.loc or ("",)
    if section == "links" and rest and isinstance(rest[0], int):
        return plan.links[rest[0]].target
    if section == "targets" and rest and isinstance(rest[0], int):
        return plan.targets[rest[0]].node or ""
    return str(rest[0]) if rest and section in SECTIONS else ""


__all__ = ["RANKS", "Check", "Finding", "Severity", "check", "checks"]
