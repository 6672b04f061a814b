"""Write the reference pages anew from the docstrings: ``python -m tests.docs.reference``."""

from __future__ import annotations

import inspect
import re
import textwrap
from pathlib import Path

from logicmodel.analysis.checking.profiles import ALL, EVERYWHERE, PROFILES
from logicmodel.analysis.checks.check import Check, checks
from logicmodel.engine.samplers.sampler import Sampler
from logicmodel.kinds import Part
from logicmodel.parts.combiners.combiner import Combiner
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.plan.budget import Budget, Fund, Limit, Package
from logicmodel.plan.checking import Checking
from logicmodel.plan.decisions import AllocationForm, Correlation, Stakeholder, SuccessForm
from logicmodel.plan.element import Element
from logicmodel.plan.group import Group
from logicmodel.plan.indicator import Indicator, MeasurementError, Reference
from logicmodel.plan.link import Evidence, Link
from logicmodel.plan.node import Activity, Assumption, Factor, Input, Outcome, Output
from logicmodel.plan.periods import Periods
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target
from logicmodel.plan.variants import Variant

PAGES = Path(__file__).parents[2] / "docs" / "reference"
ELEMENTS: dict[str, type[Element]] = {
    "The plan": Plan, "periods": Periods, "stakeholders": Stakeholder, "inputs": Input,
    "activities": Activity, "outputs": Output, "outcomes": Outcome, "indicators (inside a result)": Indicator,
    "groups (inside an indicator)": Group, "error (inside an indicator)": MeasurementError, "references": Reference, "factors": Factor,
    "assumptions": Assumption, "links": Link, "evidence (inside a link)": Evidence, "targets": Target,
    "success": SuccessForm, "checks": Checking, "allocations": AllocationForm, "budget": Budget,
    "funds (inside budget)": Fund, "limits (inside budget)": Limit, "packages (inside budget)": Package, "variants": Variant, "correlations": Correlation,
}
FAMILIES: dict[str, type[Part]] = {
    "Distributions": Distribution, "Curves": Curve, "Combiners": Combiner, "Samplers": Sampler,
}
MARK = "<!-- Made from the docstrings by `python -m tests.docs.reference`; do not edit. -->\n"


def pages() -> dict[str, str]:
    """Return the text of every reference page by file name."""
    return {"plan-file.md": plan_file(), "parts.md": parts(), "checks.md": rules()}


def plan_file() -> str:
    """Return the page of all sections and fields of a plan file."""
    text = f"{MARK}\n# The plan file, field by field\n\n`logicmodel schema` prints the same as JSON Schema, so that editors complete plan files.\n"
    for title, model in ELEMENTS.items():
        text += f"\n## {title}\n\n{prose(model)}\n\n| field | meaning | default |\n|---|---|---|\n"
        texts = model.descriptions()
        for name, field in model.model_fields.items():
            default = "needed" if field.is_required() else shown(field.get_default(call_default_factory=True))
            text += f"| `{field.alias or name}` | {cell(texts.get(name, ''))} | {default} |\n"
    return text


def parts() -> str:
    """Return the page of all distributions, curves, combiners and samplers."""
    text = f"{MARK}\n# Distributions, curves, combiners, samplers\n"
    for title, contract in FAMILIES.items():
        text += f"\n## {title}\n\n{prose(contract)}\n"
        assert contract.family is not None
        for kind, part in sorted(contract.family.every().items()):
            text += f"\n### {kind}\n\n{prose(part)}\n"
            fields = {
                name: field for name, field in part.model_fields.items()
                if name not in {"kind", "each"} and field.description
            }
            for name, field in fields.items():
                text += f"\n- `{name}`: {cell(field.description or '')}"
            text += "\n" if fields else ""
    return text


def rules() -> str:
    """Return the page of all checks, with the reason, a bad plan and a good one for each."""
    text = f"{MARK}\n# The checks, rule by rule\n\n`logicmodel check PLAN` runs them. A profile picks rules: `--profile NAME`, or `checks: {{profile: NAME}}` in the plan.\n\n"
    text += "| profile | what it asks |\n|---|---|\n" + "".join(f"| `{name}` | {words} |\n" for name, words in PROFILES.items())
    found = checks()
    text += "\n| rule | severity | what it asks | profiles |\n|---|---|---|---|\n"
    for code, rule in found.items():
        first = (inspect.getdoc(type(rule)) or "").partition("\n")[0]
        every = "all of them" if rule.profiles == EVERYWHERE else ", ".join(sorted(rule.profiles - {ALL}))
        text += f"| [{code}](#{code.lower()}) | {rule.severity} | {first} | {every} |\n"
    for code, rule in found.items():
        text += f"\n## {code}\n\n{page_of(rule)}\n"
    return text


def page_of(rule: Check) -> str:
    """Return what one rule says of itself, its plans as YAML."""
    page = prose(type(rule))
    why, _, plans = page.partition("Bad:\n")
    bad, _, good = plans.partition("Good:\n")
    shown = [f"{name}:\n\n```text\n{textwrap.dedent(plan).strip()}\n```" for name, plan in (("Bad", bad), ("Good", good)) if plan]
    facts = [f"Source: {rule.source}."] if rule.source else []
    facts += [f"Thresholds: {', '.join(f'`{name}` {value:g}' for name, value in rule.limits.items())}."] if rule.limits else []
    facts += ["It judges a run: `--simulate`."] if rule.simulates else []
    facts += ["It needs measured values, which are shown here under `actuals`, by indicator and period: `--actuals FILE`."] if rule.compares else []
    return "\n\n".join([why.strip(), *shown, *facts])


def prose(model: type[object]) -> str:
    """Return a docstring as Markdown."""
    return re.sub(r"``(.+?)``", r"`\1`", inspect.getdoc(model) or "")


def cell(text: str) -> str:
    """Return a text fit for one cell of a table."""
    return re.sub(r"``(.+?)``", r"`\1`", " ".join(text.split())).replace("|", "\\|")


def shown(value: object) -> str:
    """Return a default as it would stand in a file."""
    if value is None or value in ("", (), {}):
        return ""
    if isinstance(value, Element):
        return ""
    return f"`{value}`"


if __name__ == "__main__":
    PAGES.mkdir(exist_ok=True)
    for name, text in pages().items():
        (PAGES / name).write_text(text, encoding="utf-8")
