"""A program as equations in the plan's own words."""

from __future__ import annotations

from collections.abc import Iterator

from logicmodel.engine.program import (
    Chosen,
    Column,
    Contribution,
    Drawn,
    Operand,
    Program,
    Response,
    ResultStep,
)
from logicmodel.kinds import number_text
from logicmodel.plan.theories import theory_title


def equations(program: Program) -> Iterator[str]:
    """Write one line for each step: what is drawn, then what is computed, then what is asked.

    With several theories of change the lines of the plan as written come first, then what the others say
    instead.
    """
    if program.theories:
        yield from _theories(program)
        return
    texts = {column.name: _drawn(column) for column in program.columns}
    for step in program.inputs:
        delivery = _operand(step.delivery, texts)
        times = "" if delivery == "1" else f" * {delivery}"
        yield f"{step.id}[t] = amount allocated to {step.id}[t]{times}"
    for factor in program.factors:
        values = ", ".join(_operand(operand, texts) for operand in factor.value)
        reference = _operand(factor.reference, texts)
        holds = program.plan.kind_of(factor.id) == "assumption"
        tail = "   (1 holds, 0 fails)" if holds else f"   (acts by its departure from {reference})"
        yield f"{factor.id}[t] = {values}{tail}"
    for result in program.steps:
        yield from _result(program, result, texts)
    for target in program.targets:
        yield f"{target.id} is met: {program.plan.title_of(program.nodes[target.node])} {_asked(program, target.id)}"


def _theories(program: Program) -> Iterator[str]:
    """Write the first theory, and of every other one the lines that differ."""
    first = list(equations(program.theories[0].program))
    yield from first
    for theory in program.theories[1:]:
        title = theory_title(program.plan, theory.name)
        yield f"{theory.name} ({title}) holds with probability {number_text(theory.weight)} and says instead:"
        yield from (line for line in equations(theory.program) if line not in first)


def _drawn(column: Column) -> str:
    each = " each period" if column.each == "period" else ""
    if column.distribution is None:
        return f"event({column.probability}){each}"
    text = column.distribution.text().removesuffix(" each period")
    return f"({text}{each})" if " " in text and "(" not in text else f"{text}{each}"


def _operand(operand: Operand, texts: dict[str, str]) -> str:
    if isinstance(operand, Chosen):
        return " or ".join(_operand(option, texts) for option in operand.options)
    if not isinstance(operand, Drawn):
        return number_text(operand)
    return operand.column.partition("|")[0] if operand.column.startswith("numbers.") else texts[operand.column]


def _result(program: Program, step: ResultStep, texts: dict[str, str]) -> Iterator[str]:
    terms = [_contribution(program, link, texts) for link in step.contributions]
    parameters = {name: _operand(op, texts) for name, op in step.parameters}
    arriving = step.combiner.formula(terms, parameters) if terms else "0"
    for link in step.enablers:
        enabling = _contribution(program, link, texts)
        arriving = f"({arriving}) * (1 - {_operand(link.weight, texts)} * (1 - {enabling}))"
    base = _base(step, texts)
    retained = _operand(step.retain, texts)
    carried = "" if retained == "0" else f" + {retained} * effect of the period before"
    noise = "" if isinstance(step.noise, float) and step.noise == 0 else f" + {_operand(step.noise, texts)}"
    bounds = ""
    if step.low is not None or step.high is not None:
        ends = [_operand(end, texts) if end is not None else sign + "∞" for end, sign in ((step.low, "-"), (step.high, ""))]
        bounds = f"   (kept within {ends[0]} .. {ends[1]})"
    yield f"{step.id}[t] = {base}{arriving}{carried}{noise}{bounds}".replace("+ -", "- ")


def _base(step: ResultStep, texts: dict[str, str]) -> str:
    baseline, change, growth = (_operand(op, texts) for op in (step.baseline, step.change, step.growth))
    text = "" if baseline == "0" else baseline
    if growth != "0":
        text = f"{baseline} * (1 + {growth})^t"
    if change != "0":
        text = f"{text} + {change} * t" if text else f"{change} * t"
    return f"{text} + " if text else ""


def _contribution(program: Program, link: Contribution, texts: dict[str, str]) -> str:
    source = program.nodes[link.source]
    delays = [f"[t-{delay}]" if delay else "[t]" for delay, _ in link.delays]
    change_of = "change of " if not link.enables and _has_reference(program, link.source) else ""
    parts = []
    for (_, share), at in zip(link.delays, delays, strict=True):
        if link.response is not None:
            text = _response(link.response, f"{source}{at}", texts)
            text = f"{change_of}({text})" if change_of else text
        elif link.enables:
            text = f"{source}{at}"
        else:
            text = f"{_operand(link.weight, texts)} * {change_of}{source}{at}"
        parts.append(text if share == 1 else f"{number_text(share)} * {text}")
    text = parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"
    if link.works != 1.0:
        text = f"{_operand(link.works, texts)} * {text}"
    conditions = [operand.column.split(".")[1] for operand in link.assumes if isinstance(operand, Drawn)]
    otherwise = _operand(link.otherwise, texts)
    if 0.0 in link.assumes:
        text = f"{otherwise} * {text}"
    elif conditions:
        text = f"{text} [if {' and '.join(conditions)}, else {'0' if otherwise == '0' else f'{otherwise} of it'}]"
    return text


def _has_reference(program: Program, place: int) -> bool:
    """Say whether a node has a level with no plan, so that only its departure from it acts."""
    kind = program.plan.kind_of(program.nodes[place])
    steps = [step for step in program.steps if step.place == place]
    return kind in {"outcome", "factor"} or any(step.baseline != 0.0 or step.change != 0.0 for step in steps)


def _response(response: Response, level: str, texts: dict[str, str]) -> str:
    parameters = {name: _operand(op, texts) for name, op in response.parameters}
    return response.curve.formula(level, parameters)


def _asked(program: Program, target_id: str) -> str:
    target = next(target for target in program.plan.targets if target.name == target_id)
    when = f"by {target.by}" if target.by else f"within {target.within}"
    measured = f" (as measured: {target.indicator})" if target.indicator else ""
    if target.change is not None:
        size = f"{100 * target.change.amount:+g} %" if target.change.relative else f"{target.change.amount:+g}"
        return f"changes by {size} against the {target.against} {when}{measured}"
    if target.between is not None:
        return f"between {target.between[0]:g} and {target.between[1]:g} {when}{measured}"
    level = target.at_least if target.at_least is not None else target.at_most
    return f"{target.rule.replace('_', ' ')} {level:g} {when}{measured}"
