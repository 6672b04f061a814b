"""The contract of a check, what it finds, and the front door ``check``."""

from __future__ import annotations

import dataclasses
import importlib
import importlib.metadata
import pkgutil
from collections.abc import Iterator
from typing import ClassVar, Literal, TypeAlias

from logicmodel.errors import Problem
from logicmodel.plan.node import SECTIONS
from logicmodel.plan.plan import Plan

PACKAGE = "logicmodel.analysis.checks"
Severity: TypeAlias = Literal["error", "warning", "hint"]
RANKS: tuple[Severity, ...] = ("error", "warning", "hint")


@dataclasses.dataclass(frozen=True)
class Finding(Problem):
    """One thing that a check has found in a plan, with its place and the remedy."""

    code: str = ""
    """The rule: ``LM101``."""
    severity: Severity = "warning"

    def __str__(self) -> str:
        """Write ``file:line: where: severity code: what; remedy``."""
        told = dataclasses.replace(self, message=f"{self.severity} {self.code}: {self.message}")
        return Problem.__str__(told)

    def to_dict(self) -> dict[str, str | int | None]:
        """Return the finding as plain data."""
        keys = ("code", "severity", "where", "line", "message", "remedy")
        return {key: getattr(self, key) for key in keys}


class Check:
    """One rule. Its docstring is its page: a sentence, why, a bad plan and a good one.

    A rule is one class in one file of this package, or in another package that names its module in
    the entry-point group ``logicmodel``.
    """

    code: ClassVar[str] = ""
    severity: ClassVar[Severity] = "warning"
    members: ClassVar[dict[str, type[Check]]] = {}

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

    def finding(self, loc: tuple[str | int, ...], where: str, message: str, remedy: str) -> Finding:
        """Return a finding of this rule; ``loc`` leads to the place in the document."""
        return Finding(where, message, remedy, loc=loc, code=self.code, severity=self.severity)

    def at_node(self, plan: Plan, node_id: str, message: str, remedy: str) -> Finding:
        """Return a finding about a node."""
        section = plan.nodes[node_id].section
        return self.finding((section, node_id), f"{section}.{node_id}", message, remedy)


def checks() -> dict[str, Check]:
    """Return every rule by code, those of other packages included."""
    package = importlib.import_module(PACKAGE)
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{PACKAGE}.{module.name}")
    for point in importlib.metadata.entry_points(group="logicmodel"):
        point.load()
    return {code: Check.members[code]() for code in sorted(Check.members)}


def check(plan: Plan) -> list[Finding]:
    """Return what the checks find in a plan, errors first, then in the order of the codes.

    A node silences a rule for itself with ``ignore: {LM101: the reason}``. A plan without findings
    gives an empty list.
    """
    found = [finding for rule in checks().values() for finding in rule.look(plan)]
    heard = [finding for finding in found if not _ignored(plan, finding)]
    return sorted(heard, key=lambda finding: RANKS.index(finding.severity))


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
