"""The command line opens at once: what a command does not need is not imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

from .conftest import ROOT, SHELTER

HEAVY = {"scipy", "pandas", "xarray", "networkx", "ruamel", "openpyxl", "h5py", "graphviz"}
FORBIDDEN = [
    (["--help"], HEAVY | {"numpy", "pydantic", "yaml", "rich"}),
    (["simulate", "--help"], HEAVY | {"numpy", "yaml", "rich"}),
    (["schema", "--help"], HEAVY | {"numpy", "yaml", "rich"}),
    (["check", str(SHELTER)], HEAVY | {"numpy"}),
    (["check", str(SHELTER), "--json"], HEAVY | {"numpy", "rich"}),
    (["new", "plan.yaml"], HEAVY | {"numpy", "yaml", "rich"}),
    (["show", str(SHELTER)], HEAVY - {"scipy"}),
    (["simulate", str(SHELTER), "--draws", "64"], (HEAVY - {"scipy"}) | {"scipy.stats"}),
    (["simulate", str(SHELTER), "--draws", "64", "--json"], (HEAVY - {"scipy"}) | {"scipy.stats", "rich"}),
]


@pytest.mark.parametrize(("words", "forbidden"), FORBIDDEN, ids=[" ".join(words).replace(str(ROOT), "") for words, _ in FORBIDDEN])
def test_command_leaves_out(tmp_path, words, forbidden):
    program = (
        "import sys\nfrom logicmodel.apps.cli.main import main\n"
        f"status = main({words!r})\nsys.stderr.write(' '.join(sys.modules))\nsys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert not forbidden & set(done.stderr.split())
