"""The page of ``simulate``: how likely is each target, is delivering enough, and at what cost?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import logicmodel as lm
from logicmodel.apps.cli.page import Group, Page
from logicmodel.apps.cli.pages.theories import pool
from logicmodel.apps.cli.pages.theories import show as show_theories

Row = Mapping[str, Any]
QUESTIONS = {
    "success": ("success", "Success: {success}"),
    "outputs_met": ("all delivered", "All delivered: every target on activities and outputs is met"),
    "outcomes_met": ("all changed", "All changed: every target on outcomes is met"),
    "output_outcome_gap": ("gap in points", "Gap in points: all delivered less all changed"),
}
UNFUNDED = (
    "The plan has no allocation that says how much of its inputs is used, so this is what comes about without them. "
    "Add one under allocations:, such as {first: {%s: ...}}."
)
SECTIONS = (("outputs", "Targets on what is delivered"), ("outcomes", "Targets on what changes"))


def show(
    results: lm.Results, *, future: str | None = None, variant: str | None = None, theories: lm.Answer | None = None,
    saved: Path | None = None,
) -> None:
    """Print the page of a run; ``theories`` is what each theory of change says, where that was asked for."""
    page, plan = Page(), results.plan
    page.title(plan.title or "A plan without a title", plan.mission)
    if future is not None:
        page.text(f"In the future {future}.")
    if variant is not None:
        page.text(f"As the variant {variant} says it.")
    if plan.variants:
        page.text(pool(plan))
    names = {name: plan.allocations[name].title or name for name in results.allocations} or {"nothing": "Nothing allocated"}
    if plan.inputs and not plan.allocations and not results.allocations:
        page.gap()
        page.text(UNFUNDED % next(iter(plan.inputs)), style="yellow")
    if plan.targets:
        _targets(page, results, names)
        _whole(page, results, names)
    else:
        page.gap()
        page.text("The plan has no targets, so there is no chance to state. Add some under targets:, such as {node: ..., at_least: ..., by: ...}.")
    _money(page, results, names)
    _units(page, results, names)
    _late(page, results, names)
    if theories is not None:
        show_theories(page, theories)
    _provenance(page, results, saved)


def _targets(page: Page, results: lm.Results, names: Mapping[str, str]) -> None:
    found_by, plan = lm.attainment(results), results.plan
    rows, titles = found_by.rows, found_by.titles["target"]
    for group, heading in SECTIONS:
        found: list[tuple[str, list[Row]]] = []
        for target in plan.targets:
            if (plan.target_kind(target) == "outcome") != (group == "outcomes"):
                continue
            mine = [row for row in rows if row["target"] == target.name]
            title = f"{titles[target.name]}{_measure(plan, target)}"
            asked = lm.wording.wanted(target, mine[0]["unit"], mine[0]["value"])
            found.append((f"{title}: {asked}", mine))
        if found:
            page.heading(heading)
            head = ["", "chance (95 % interval)", "expected (in 9 of 10 draws)"]
            with_units, without = (
                [(title, [_target(row, names, units=units) for row in mine]) for title, mine in found]
                for units in (True, False)
            )
            page.table(head, with_units if page.has_room(head, with_units) else without)


def _measure(plan: lm.Plan, target: Any) -> str:
    """Return what a target is measured by, in brackets, where the targets of its result are measured differently."""
    if len({other.indicator for other in plan.targets if other.node == target.node}) < 2 or not target.indicator:
        return ""
    indicator = plan.results[target.node].indicators[target.indicator]
    return f" ({' '.join(indicator.title.split()) or target.indicator.replace('_', ' ')})"


def _target(row: Row, names: Mapping[str, str], *, units: bool) -> list[str]:
    return [
        names[row["allocation"]],
        lm.wording.chance(row["probability"], row["low"], row["high"]),
        lm.wording.spread(row["mean"], row["p5"], row["p95"], row["unit"] if units else ""),
    ]


def _whole(page: Page, results: lm.Results, names: Mapping[str, str]) -> None:
    """Print the joint chances: allocations by questions, or below each other where that is too wide."""
    found = {(row["allocation"], row["what"]): row for row in lm.joint(results).rows}
    asked = [what for what in QUESTIONS if any(key[1] == what for key in found)]
    if not asked:
        return
    meanings = {what: QUESTIONS[what][1].format(success=lm.wording.success(results.plan.success)) for what in asked}
    cells = {what: [_joint(found[name, what]) for name in names] for what in asked}
    page.heading("The plan as a whole")
    head = ["", *(QUESTIONS[what][0] for what in asked)]
    rows = [list(row) for row in zip(names.values(), *cells.values(), strict=True)]
    if page.has_room(head, [("", rows)], broken=True):
        page.table(head, [("", rows)])
        page.text(" ".join(f"{meaning}." for meaning in meanings.values()), style="dim", indent=2)
    else:
        groups = [
            (meanings[what], [list(row) for row in zip(names.values(), cells[what], strict=True)]) for what in asked
        ]
        page.table(["", "chance (95 % interval)"], groups)
    for name, title in names.items():
        if (name, "missed_given_delivered") in found:
            page.text(_in_vain(title, found[name, "missed_given_delivered"]), indent=2)


def _in_vain(title: str, row: Row) -> str:
    """Say how often everything is delivered and the outcomes are missed all the same."""
    if row["probability"] is None:
        return f"{title}: never meets all its output targets."
    often = lm.wording.share_of_draws(row["probability"], row["low"], row["high"])
    words = f"{title}: where it meets all output targets, it misses the outcome targets in {often}"
    return f"{words}: delivered everything, changed nothing."


def _joint(row: Row) -> str:
    values = row["probability"], row["low"], row["high"]
    if row["what"] == "output_outcome_gap":
        return str(lm.wording.points(*values)).replace(" points", "")
    return str(lm.wording.chance(*values))


def _money(page: Page, results: lm.Results, names: Mapping[str, str]) -> None:
    wording, currency = lm.wording, results.plan.currency
    costs = {row["allocation"]: row for row in lm.costs(results).rows}
    returns = {row["allocation"]: row for row in lm.social_return(results).rows}
    if not costs:
        return
    rows, net = [], []
    for name, row in costs.items():
        line = [names[name], wording.money(row["cost"], currency, row["cost_low"], row["cost_high"])]
        if returns:
            back = returns[name]
            line += [wording.interval(back["ratio"], back["ratio_low"], back["ratio_high"]),
                     wording.chance(back["positive"], back["positive_low"], back["positive_high"])]
            net.append([names[name], wording.spread(back["npv"], back["npv_p5"], back["npv_p95"], before=currency)])
        rows.append(line)
    page.heading("Cost and social return" if returns else "Cost")
    page.table(["", "expected cost", *(["social return", "return above 1"] if returns else [])], [("", rows)])
    if returns:
        page.text("Social return: discounted worth of the net change for each unit of money spent.", style="dim", indent=2)
        page.table(["", "net present value (in 9 of 10 draws)"], [("", net)])


def _units(page: Page, results: lm.Results, names: Mapping[str, str]) -> None:
    """Print what one unit of effect costs, or why nobody should say so."""
    plan = results.plan
    outcomes = [target for target in plan.targets if plan.target_kind(target) == "outcome"]
    groups: list[Group] = []
    for target in outcomes or plan.targets:
        mine = [row for row in lm.costs(results).rows if row.get("target") == target.name]
        lines = [[names[row["allocation"]], _per_unit(row, plan.currency)] for row in mine]
        unit = plan.nodes[target.node or ""].unit or "one unit"
        groups.append((f"{plan.title_of(target.node or '')}, {target.due} ({unit})", lines))
    if groups and any(lines for _, lines in groups):
        page.heading("Whole cost of the allocation per unit of its effect")
        page.table(["", ""], groups)


def _per_unit(row: Row, currency: str) -> str:
    if row["refused"]:
        return f"no figure: {row['refused']}"
    return str(lm.wording.money(row["per_unit"], currency, row["per_unit_low"], row["per_unit_high"]))


def _late(page: Page, results: lm.Results, names: Mapping[str, str]) -> None:
    rows = lm.late_effects(results).rows
    if not rows:
        return
    plan = results.plan
    page.heading(f"Still to come after {plan.periods.labels[-1]} (in none of the figures above)")
    groups: dict[str, list[list[str]]] = {}
    for row in rows:
        amount = lm.wording.interval(row["amount"], row["low"], row["high"], row["unit"])
        groups.setdefault(f"{plan.title_of(row['node'])}, through {row['link']}", []).append([names[row["allocation"]], amount])
    page.table(["", ""], list(groups.items()))


def _provenance(page: Page, results: lm.Results, saved: Path | None) -> None:
    notes = [note for note in results.notes if saved is not None or "not kept" not in note]
    if notes:
        page.heading("Notes")
        for note in notes:
            page.text(f"{note[0].upper()}{note[1:]}.", indent=2)
    page.gap()
    page.text(lm.wording.provenance(results), style="dim")
    if saved is not None:
        page.text(f"Saved to {saved}.")
