"""``logicmodel check``."""

from __future__ import annotations

import logicmodel as lm
from logicmodel.apps.cli.options import AsJson, Changes, Future, PlanFile
from logicmodel.apps.cli.page import put_json

HAS_ERRORS = 1
RANKS = ("error", "warning", "hint")


def check(plan: PlanFile, changes: Changes = None, future: Future = None, as_json: AsJson = False) -> int:
    """Look for what is unwise in a plan.

    Outputs that serve no outcome, outcomes without a target, targets due before anything can arrive and so on.
    Ends with status 1 where there is a finding of severity error. A node silences a rule for itself
    with "ignore: {LM105: the reason}" in the plan.
    """
    from logicmodel.apps.cli.pages.findings import show
    from logicmodel.apps.cli.request import planned

    found = sorted(
        lm.located(lm.check(planned(plan, changes, future)), plan),
        key=lambda finding: RANKS.index(finding.severity),
    )
    if as_json:
        put_json({"findings": [finding.to_dict() for finding in found]})
    else:
        show(found)
    return HAS_ERRORS if any(finding.severity == "error" for finding in found) else 0
