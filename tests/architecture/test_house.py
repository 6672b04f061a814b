"""The house rules that a machine can see."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import logicmodel as lm

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "logicmodel").rglob("*.py"))
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "core", "types"}
FRONT_DOOR = json.loads((Path(__file__).parent / "front_door.json").read_text())

FOLDERS = (
    "parts/distributions", "parts/curves", "parts/combiners", "engine/samplers", "analysis/optimize/objectives",
    "analysis/sensitivity/methods", "views/charts", "views/diagrams/styles", "views/reports/sections", "views/reports/writers", "files/tables",
)
"""The folders of families."""


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_module_is_short_and_well_named(module: Path) -> None:
    lines = module.read_text(encoding="utf-8").count("\n")
    assert lines <= 400, f"{module} has {lines} lines"
    assert module.stem not in FORBIDDEN
    assert module.parent.name not in FORBIDDEN


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_functions_fit_a_screen(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    long = {
        node.name: (node.end_lineno or 0) - node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 60
    }
    assert not long


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_nothing_prints_or_evaluates_outside_apps(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"eval", "exec"}
    if "apps" not in module.parts:
        assert "print" not in called


def test_front_door_has_the_names_it_promises() -> None:
    assert sorted(lm.__all__) == FRONT_DOOR
    assert all(getattr(lm, name) is not None for name in FRONT_DOOR)
    assert set(FRONT_DOOR) <= set(dir(lm))
    with pytest.raises(AttributeError, match="no attribute 'simulat'"):
        lm.simulat  # noqa: B018


def test_members_of_families_stand_in_files_of_their_kind() -> None:
    for folder in FOLDERS:
        for file in (ROOT / "logicmodel" / folder).glob("*.py"):
            text = file.read_text(encoding="utf-8")
            if "kind: Literal[" in text:
                assert f'kind: Literal["{file.stem}"] = "{file.stem}"' in text, file


@pytest.mark.parametrize("folder", FOLDERS)
def test_members_of_a_family_do_not_know_each_other(folder: str) -> None:
    package = "logicmodel." + folder.replace("/", ".")
    contracts = {"distribution", "curve", "combiner", "sampler", "objective", "method", "chart", "style", "section", "writer"}
    for file in (ROOT / "logicmodel" / folder).glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package + "."):
                assert node.module.rpartition(".")[2] in contracts, f"{file.name} imports {node.module}"


def imported(code: str) -> set[str]:
    """Return the top-level packages that a fresh interpreter has loaded after some code."""
    program = f"import sys\n{code}\nprint(' '.join({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.splitlines()[-1].split())


def test_the_front_door_opens_at_once() -> None:
    assert not imported("import logicmodel") & {"numpy", "scipy", "pydantic", "pandas", "xarray", "rich"}


def test_reading_a_plan_computes_nothing() -> None:
    code = "import logicmodel as lm\nlm.read('scenarios/homeless-shelter/plan.yaml')"
    assert not imported(code) & {"numpy", "scipy", "pandas", "xarray", "networkx", "ruamel"}


def test_simulating_waits_for_no_table_library() -> None:
    code = "import logicmodel as lm\nlm.simulate(lm.read('scenarios/homeless-shelter/plan.yaml'), draws=64)"
    loaded = imported(code + "\nassert 'scipy.stats' not in sys.modules")
    assert not loaded & {"pandas", "xarray", "networkx", "ruamel", "matplotlib"}


def test_the_project_speaks_of_itself_alone() -> None:
    tracked = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=False).stdout.split()
    top = {name.partition("/")[0] for name in tracked if not name.startswith(".")}
    assert top <= {"logicmodel", "scenarios", "tests", "docs", "pyproject.toml", "README.md", "LICENSE"}
