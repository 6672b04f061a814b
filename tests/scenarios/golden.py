"""Write the expected answers of the scenarios anew: ``python -m tests.scenarios.golden``."""

from __future__ import annotations

import json
from pathlib import Path

import logicmodel as lm

ROOT = Path(__file__).parents[2]
SCENARIOS = sorted(path.parent for path in (ROOT / "scenarios").glob("*/plan.yaml"))


def answer(scenario: Path) -> dict[str, object]:
    """Return what ``logicmodel simulate --json`` says, less the version."""
    summary = lm.summary(lm.simulate(lm.read(scenario / "plan.yaml")))
    del summary["version"]
    return summary


if __name__ == "__main__":
    for scenario in SCENARIOS:
        text = json.dumps(answer(scenario), indent=1, ensure_ascii=False)
        (scenario / "expected.json").write_text(text + "\n", encoding="utf-8")
