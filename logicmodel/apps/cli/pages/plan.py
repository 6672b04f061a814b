"""The page of ``show``: a plan as a tree from inputs to outcomes, and its equations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import logicmodel as lm
from logicmodel.apps.cli.page import Page, legible
from logicmodel.apps.cli.pages.theories import pool

if TYPE_CHECKING:
    from rich.tree import Tree

MOST_LINES = 25
"""Equations of a longer plan are printed only when they are asked for."""


def show(
    plan: lm.Plan, lines: Sequence[str], missing: Sequence[lm.Problem], *, only_tree: bool, only_equations: bool
) -> None:
    """Print the tree, the equations (of a long plan only if asked for), and what a simulation still needs."""
    page = Page()
    tree = only_tree or not only_equations
    equations = only_equations or (not only_tree and len(lines) <= MOST_LINES)
    page.title(plan.title or "A plan without a title", plan.mission)
    if tree:
        _frame(page, plan)
        page.heading("What leads to what")
        for root in _Trees(plan).roots():
            page.draw(root)
        _conditions(page, plan)
        _options(page, plan)
    if equations and lines:
        page.heading("Equations")
        page.numbered([line.partition(". ") for line in lines])
    elif lines and not only_tree:
        page.gap()
        page.text(f"{len(lines)} equations lie behind it: add --equations to see them.", style="dim")
    if missing:
        page.heading("Missing before it can be simulated")
        for problem in missing:
            page.line(f"  {problem}")


def _frame(page: Page, plan: lm.Plan) -> None:
    labels = plan.periods.labels
    span = labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]}"
    told = [f"{len(labels)} {plan.periods.step}{'s' if len(labels) > 1 else ''}: {span}"]
    if plan.currency:
        told.append(f"money in {plan.currency}")
    if plan.description:
        page.text(plan.description.strip())
    page.text("; ".join(told) + ".", style="dim")


def _conditions(page: Page, plan: lm.Plan) -> None:
    if plan.assumptions:
        page.heading("Assumptions")
        for node_id, item in plan.assumptions.items():
            holds = "unknown" if item.holds is None else lm.wording.probability(item.holds)
            page.text(f"{item.title or node_id} ({node_id}): holds {holds}", indent=2)
    if plan.numbers:
        page.heading("Numbers with a name")
        for name, number in plan.numbers.items():
            page.text(f"{name} = {number}", indent=2)


def _targets(page: Page, plan: lm.Plan) -> None:
    """Print the targets, below each what is planned for groups; then groups that have no target of the whole."""
    if plan.targets:
        page.heading(f"Targets (success: {lm.wording.success(plan.success)})")
    seen = set()
    for target in plan.targets:
        node, indicator = plan.nodes[target.node or ""], plan.measured_by(target)
        measured = f", as measured by {target.indicator}" if target.indicator else ""
        level = getattr(target, target.rule) if target.change is None else None
        title = target.title or node.title or target.node
        page.text(f"{title}: {lm.wording.wanted(target, node.unit, level)}{measured}", indent=2)
        if indicator is not None and (id(indicator), target.due) not in seen:
            seen.add((id(indicator), target.due))
            told = lm.wording.groups(indicator, target.due, node.unit)
            if told:
                page.text(told, indent=4, style="dim")
    _groups(page, plan, seen)


def _groups(page: Page, plan: lm.Plan, seen: set[tuple[int, str]]) -> None:
    """Print the groups whose targets stand alone, and that none of them is simulated."""
    alone = []
    for node in plan.results.values():
        for name, indicator in node.indicators.items():
            dates = dict.fromkeys(part.by for part in indicator.groups if part.by and (id(indicator), part.by) not in seen)
            alone += [f"{indicator.title or name}, by {due}, {lm.wording.groups(indicator, due, node.unit)}" for due in dates]
    if alone:
        page.heading("Groups without a target of the whole")
        for told in alone:
            page.text(told, indent=2)
    if any(part.by for node in plan.results.values() for indicator in node.indicators.values() for part in indicator.groups):
        page.text("Values of groups are kept on record; what is simulated is the whole.", indent=2, style="dim")


def _options(page: Page, plan: lm.Plan) -> None:
    _targets(page, plan)
    if plan.allocations:
        page.heading("Allocations (per period)")
        for name, allocation in plan.allocations.items():
            amounts = "; ".join(
                f"{plan.title_of(key)} {_amounts(value)} {plan.inputs[key].unit}".strip()
                for key, value in allocation.amounts.items()
            )
            page.text(f"{allocation.title or name} ({name}): {amounts or 'nothing'}", indent=2)
    if plan.futures:
        page.heading("Futures")
        for name, changes in plan.futures.items():
            page.text(f"{name}: {', '.join(f'{path} = {value}' for path, value in changes.items())}", indent=2)


    if plan.variants:
        page.heading("Theories of change")
        page.text(pool(plan), indent=2)
        for name, form in plan.variants.items():
            told = [f"{path} = {value}" for path, value in form.changes.items()]
            told += [f"without {link.removeprefix('links.')}" for link in form.remove]
            told += [f"with {link.name}" for link in form.add.links]
            if told:
                page.text(f"{form.title or name} ({name}): {', '.join(told)}", indent=2)


def _amounts(value: Any) -> str:
    values = value if isinstance(value, tuple) else (value,)
    return ", ".join(lm.wording.amount(float(item), digits=8) for item in values)


class _Trees:
    """The plan as trees; a node that was shown before is only named again."""

    def __init__(self, plan: lm.Plan) -> None:
        self.plan = plan
        self.leaving: dict[str, list[Any]] = {}
        for link in plan.links:
            self.leaving.setdefault(link.source, []).append(link)
        self.titles = {node_id: item.title or node_id for node_id, item in plan.assumptions.items()}
        self.seen: set[str] = set()

    def roots(self) -> list[Tree]:
        """Return a tree for each input and factor, then for what none of them reaches."""
        first = [*self.plan.inputs, *self.plan.factors]
        first += [node_id for node_id in self.plan.assumptions if node_id in self.leaving]
        trees = [self._tree(node_id) for node_id in first]
        return trees + [self._tree(node_id) for node_id in self.plan.results if node_id not in self.seen]

    def _tree(self, node_id: str) -> Tree:
        """Build one tree without recursion: a chain may be as long as the plan."""
        from rich.tree import Tree  # noqa: PLC0415

        root = Tree(self._node(node_id), guide_style="dim", highlight=False)
        waiting: list[tuple[Tree, Any, str]] = [(root, None, node_id)]
        while waiting:
            branch, link, here = waiting.pop()
            if link is not None:
                branch.label = self._link(link, again=here in self.seen)
            if here not in self.seen:
                self.seen.add(here)
                below = [(branch.add(""), onward, onward.target) for onward in self.leaving.get(here, ())]
                waiting.extend(reversed(below))
        return root

    def _node(self, node_id: str) -> Any:
        from rich.text import Text  # noqa: PLC0415

        node = self.plan.nodes[node_id]
        text = Text(legible(node.title or node_id), style="bold")
        details = [node.kind, node_id if node.title else "", node.unit]
        price = getattr(node, "price", None)
        if price is not None:
            details.append(f"{self.plan.currency} {price} each".strip())
        text.append(f"  ({', '.join(legible(part) for part in details if part)})", style="not bold dim")
        return text

    def _link(self, link: Any, *, again: bool) -> Any:
        text = self._node(link.target)
        if again and self.leaving.get(link.target):
            text.append("  (shown elsewhere)", style="not bold dim")
        told = "; ".join(lm.wording.link(link, self._unit(link), self.plan.periods.step, self.titles))
        text.append(f"\n{legible(told)}", style="not bold")
        if link.because:
            text.append(f"\n{legible(link.because)}", style="not bold italic dim")
        return text

    def _unit(self, link: Any) -> str:
        source, target = self.plan.nodes[link.source].unit, self.plan.nodes[link.target].unit
        return f"{target} per {source}" if source and target else ""
