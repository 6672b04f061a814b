"""What people call the uncertain numbers, links and nodes that answers are about."""

from __future__ import annotations

from collections.abc import Iterable

from logicmodel.engine import draw
from logicmodel.plan.plan import Plan
from logicmodel.plan.theories import theories, theory_title

FIELDS = {
    "weight": "weight", "works": "whether it works", "value": "level", "holds": "whether it holds", "noise": "chance variation",
    "delivery": "share that arrives", "price": "price", "baseline": "baseline", "retain": "share that stays",
    "otherwise": "share left where assumptions fail", "trend.change": "change per period", "trend.growth": "growth per period",
    "displacement": "displacement", "attributed_to_others": "share of others", "measurement": "error of measurement",
    "error.sd": "size of the error of measurement", "min": "least level", "max": "most level", "reference": "reference level",
    "curve.ceiling": "most it can bring", "curve.half_at": "where half of the most is reached", "curve.midpoint": "where half of the most is reached",
    "curve.scale": "scale of the curve", "curve.slope": "steepness", "curve.width": "how gradually it rises",
    "curve.elasticity": "elasticity", "curve.at": "threshold", "curve.height": "what it brings beyond the threshold",
}
"""What the fields of a plan are called where their own name would not be understood."""
VARIANTS = draw.VARIANTS
"""The column that says which theory of change holds in a draw."""


def number_title(plan: Plan, name: str) -> str:
    """Return what an uncertain number, a link or a node is called, in the words of the plan.

    ``links.a->b.weight`` becomes "Title of a → Title of b: weight". A name may end in ``@2030`` for a
    number that is drawn in every period, or in ``|name`` where it is that of one variant. What is not known
    is returned as it is.
    """
    plain, _, label = name.partition("@")
    if label and label not in plan.periods.labels:
        plain, label = name, ""
    plain, _, variant = plain.partition("|")
    found = _title(plan, plain) if not variant else None
    for theory in theories(plan) if found is None else ():
        if variant in {"", theory.name}:
            found = found or _title(theory.plan, plain)
    if found is None:
        return name
    if variant:
        found = f"{found} (under “{theory_title(plan, variant)}”)"
    return f"{found}, {label}" if label else found


def number_titles(plan: Plan, names: Iterable[str]) -> dict[str, str]:
    """Return what each of some numbers, links or nodes is called, by name."""
    return {name: number_title(plan, name) for name in names}


def _title(plan: Plan, name: str) -> str | None:
    if name == VARIANTS:
        return "Which theory of change holds"
    if name in plan.nodes:
        return _node(plan, name)
    links = {link.name: link for link in plan.links}
    for prefix in ("links.", ""):
        rest = name.removeprefix(prefix)
        fitting = [each for each in links if rest == each or rest.startswith(f"{each}.")]
        if fitting and name.startswith(prefix):
            link = links[max(fitting, key=len)]
            joined = f"{_node(plan, link.source)} → {_node(plan, link.target)}"
            return _with_field(joined, rest.removeprefix(link.name).removeprefix("."))
    section, _, rest = name.partition(".")
    if section == "numbers" and rest in plan.numbers:
        return rest.replace("_", " ")
    node_id = max((each for each in plan.nodes if rest == each or rest.startswith(f"{each}.")), key=len, default=None)
    if node_id is None or plan.nodes[node_id].section != section:
        return None
    field = rest.removeprefix(node_id).removeprefix(".")
    alone = (section, field) in {("factors", "value"), ("assumptions", "holds")}
    return _with_field(_node(plan, node_id), "" if alone else field)


def _with_field(title: str, field: str) -> str:
    """Return a title with the field behind it; the one field of an assumption or factor goes without saying."""
    if not field:
        return title
    if field.endswith((".measurement", ".error.sd")):
        return f"{title}: {FIELDS['measurement' if field.endswith('measurement') else 'error.sd']}"
    return f"{title}: {FIELDS.get(field, field.replace('_', ' ').replace('.', ' '))}"


def _node(plan: Plan, node_id: str) -> str:
    return " ".join(plan.title_of(node_id).split()) or node_id
