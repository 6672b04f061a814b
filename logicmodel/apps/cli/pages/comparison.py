"""The page of ``compare``: differences between allocations, with a verdict in words."""

from __future__ import annotations

from collections.abc import Mapping
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


def show(runs: Mapping[Future, lm.Results], answers: Mapping[Future, lm.Answer], *, saved: Path | None = None) -> None:
    """Print the differences, one part for each future."""
    page = Page()
    first = next(iter(runs.values()))
    against = next(row["baseline"] for row in next(iter(answers.values())).rows)
    page.title(first.plan.title or "A plan without a title")
    page.text(f"How do the allocations differ from {_title(first.plan, against)}?")
    for future, answer in answers.items():
        if future is not None:
            page.heading(f"In the future {future}")
        else:
            page.gap()
        _differences(page, runs[future], answer, against)
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
