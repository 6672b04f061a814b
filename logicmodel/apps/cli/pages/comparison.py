"""The page of ``compare``: differences between allocations, with a verdict in words."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import logicmodel as lm
from logicmodel.apps.cli.page import Group, Page

JOINT = {
    "success": "Success",
    "outputs_met": "All delivered (every target on activities and outputs)",
    "outcomes_met": "All changed (every target on outcomes)",
}
Future = str | None


@dataclasses.dataclass(frozen=True)
class Further:
    """What else is told about allocations."""

    dominance: Mapping[Future, lm.Answer]
    regret: lm.Answer | None = None
    """With several futures."""
    marginal: Sequence[lm.Answer] = ()
    """What a little more of each input would buy, one answer per allocation."""


def show(
    runs: Mapping[Future, lm.Results], answers: Mapping[Future, lm.Answer], more: Further, *, saved: Path | None = None
) -> None:
    """Print the differences, one part for each future, and before them the regret over the futures."""
    page = Page()
    first = next(iter(runs.values()))
    against = next(row["baseline"] for row in next(iter(answers.values())).rows)
    page.title(first.plan.title or "A plan without a title")
    page.text(f"How do the allocations differ from {_title(first.plan, against)}?")
    if more.regret is not None:
        _regret(page, first.plan, more.regret)
    for future, answer in answers.items():
        if future is not None:
            page.heading(f"In the future {future}")
        elif len(answers) > 1:
            page.heading("In the plan as it is")
        else:
            page.gap()
        _differences(page, runs[future], answer, against)
        if future in more.dominance:
            _dominance(page, first.plan, more.dominance[future])
    for answer in more.marginal:
        _marginal(page, first.plan, answer)
    page.gap()
    for note in dict.fromkeys(note for run in runs.values() for note in run.notes if "not kept" not in note):
        page.text(f"{note[0].upper()}{note[1:]}.")
    page.text(lm.wording.provenance(first), style="dim")
    if saved is not None:
        page.text(f"Saved to {saved}.")


def _title(plan: lm.Plan, name: str) -> str:
    return plan.allocations[name].title or name if name in plan.allocations else name


def _differences(page: Page, results: lm.Results, answer: lm.Answer, against: str) -> None:
    plan, chances = results.plan, _chances(results)
    base = _title(plan, against)
    groups: list[Group] = []
    for what in [*(target.name for target in plan.targets), *JOINT]:
        mine = [row for row in answer.rows if row["what"] == what]
        if mine:
            lines = [_line(plan, row, chances[row["allocation"], what]) for row in mine]
            groups.append((f"{_name(plan, what)}: {base} {chances[against, what]}", lines))
    page.table(["", "chance", "difference (points)", "verdict"], groups, words=3)
    costs = [
        [_title(plan, row["allocation"]), lm.wording.money(row["difference"], plan.currency, row["low"], row["high"])]
        for row in answer.rows if row["what"] == "cost"
    ]
    page.gap()
    page.table(["", f"expected cost above that of {base}"], [("", costs)])


def _dominance(page: Page, plan: lm.Plan, answer: lm.Answer) -> None:
    """Say which allocation is at least as good in everything, and not dearer."""
    found = [row for row in answer.rows if row["verdict"] == "dominates"]
    page.gap()
    for row in found:
        page.text(
            f"{_title(plan, row['allocation'])} dominates {_title(plan, row['against'])}: at least as good in every target, and not dearer.",
            indent=2,
        )
    if not found:
        page.text("No allocation dominates another: at least as good in every target, and not dearer.", style="dim", indent=2)


def _regret(page: Page, plan: lm.Plan, answer: lm.Answer) -> None:
    """Print the chance of success in every future, and how much better the best allocation there does."""
    page.heading("Success in every future, and what is lost against the best allocation there")
    groups: list[Group] = []
    for name in dict.fromkeys(row["allocation"] for row in answer.rows):
        mine = [row for row in answer.rows if row["allocation"] == name]
        groups.append((_title(plan, name), [
            [row["future"], lm.wording.chance(row["value"], row["low"], row["high"]), _lost(row),
             "most" if row["worst"] and row["regret"] > 0 else ""]
            for row in mine
        ]))
    page.table(["", "chance (95 % interval)", "lost (points)", ""], groups)
    page.gap()
    page.text(_minimax(plan, answer), indent=2)


def _lost(row: Mapping[str, Any]) -> str:
    if row["regret"] <= 0:
        return "nothing"
    return str(lm.wording.points(row["regret"], row["regret_low"], row["regret_high"])).replace(" points", "").replace("+", "")


def _minimax(plan: lm.Plan, answer: lm.Answer) -> str:
    """Name the allocation with which the least can be lost, or those among which it cannot be told."""
    worst = {row["allocation"]: row for row in answer.rows if row["worst"]}
    chosen = [name for name, row in worst.items() if row["minimax"]]
    titles = [_title(plan, name) for name in chosen]
    if len(chosen) > 1:
        return f"It cannot be told with which of {', '.join(titles)} the least can be lost."
    row = worst[chosen[0]]
    if row["regret"] <= 0:
        return f"{titles[0]} is the best in every future, so nothing is lost with it."
    return f"With {titles[0]} the least can be lost: {_lost(row)} points, in {row['future']} (minimax regret)."


def _marginal(page: Page, plan: lm.Plan, answer: lm.Answer) -> None:
    """Print what 1 % of the money more on one input would add, the best first."""
    rows = sorted((row for row in answer.rows if row["step"] == "money"), key=lambda row: -row["gain"] / row["cost"])
    name = _title(plan, str(answer.settings["allocation"]))
    if not rows:
        return
    if all(row["gain_low"] <= 0 <= row["gain_high"] for row in rows):
        page.heading(f"{name}: what about 1 % more money on one input would buy")
        page.text("Nothing that could be seen, whichever input it is spent on: the targets are too far, or safe.", indent=2)
        return
    # What comes in steps is told for a whole one, which may cost more or less.
    same = len({round(row["cost"]) for row in rows}) == 1
    what = f"{lm.wording.money(round(rows[0]['cost']), plan.currency)} more (1 %)" if same else "about 1 % more money"
    page.heading(f"{name}: what {what} on one input would buy")
    lines = [
        [row["title"], lm.wording.amount(row["more"], row["unit"]), *([] if same else [lm.wording.money(round(row["cost"]), "")]),
         lm.wording.points(row["gain"], row["gain_low"], row["gain_high"])]
        for row in rows
    ]
    cost = [] if same else [f"cost{f', {plan.currency}' if plan.currency else ''}"]
    page.table(["spent on", f"more a {plan.periods.step}", *cost, "adds to the chance of success"], [("", lines)], words=0)


def _chances(results: lm.Results) -> dict[tuple[str, str], str]:
    """Return every chance without its interval, which stands at the difference."""
    rows = [(row["allocation"], row["target"], row) for row in lm.attainment(results, counterfactual=True).rows]
    rows += [(row["allocation"], row["what"], row) for row in lm.joint(results, counterfactual=True).rows]
    return {
        (allocation, what): lm.wording.chance(row["probability"], row["low"], row["high"]).partition(" (")[0]
        for allocation, what, row in rows
    }


def _name(plan: lm.Plan, what: str) -> str:
    if what in JOINT:
        return JOINT[what]
    target = next(target for target in plan.targets if target.name == what)
    return target.title or f"{plan.title_of(target.node or '')} {target.due}"


def _line(plan: lm.Plan, row: Mapping[str, Any], chance: str) -> list[str]:
    difference = lm.wording.points(row["difference"], row["low"], row["high"]).replace(" points", "")
    verdict = str(row["verdict"])
    if row["draws_needed"]:
        verdict += f" (about {row['draws_needed']:,} draws would tell)"
    return [_title(plan, row["allocation"]), chance, difference, verdict]
