"""The command line opens at once: what a command does not need is not imported."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from .conftest import SHELTER

HEAVY = {"scipy.stats", "pandas", "xarray", "networkx", "ruamel", "openpyxl", "h5py", "graphviz", "matplotlib"}
SLOW = HEAVY | {"scipy", "numpy"}
PROGRAM = """
import contextlib, io, json, sys
from logicmodel.apps.cli.main import main
found = []
for words in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()):
        status = main(words)
    found.append([status, sorted(sys.modules)])
print(json.dumps(found))
"""
WITHOUT_PAGES = [
    (["--help"], SLOW | {"pydantic", "yaml", "rich"}),
    (["simulate", "--help"], SLOW | {"yaml", "rich"}),
    (["new", "plan.yaml"], SLOW | {"yaml", "rich"}),
    (["check", str(SHELTER), "--json"], SLOW | {"rich"}),
    (["simulate", str(SHELTER), "--draws", "64", "--json"], HEAVY | {"rich"}),
]
WITH_PAGES = [
    (["check", str(SHELTER)], SLOW),
    (["show", str(SHELTER)], HEAVY),
    (["simulate", str(SHELTER), "--draws", "64"], HEAVY),
    (["compare", str(SHELTER), "--draws", "64"], HEAVY),
]


@pytest.mark.parametrize("commands", [WITHOUT_PAGES, WITH_PAGES], ids=["without pages", "with pages"])
def test_commands_leave_out_what_they_do_not_need(tmp_path, commands):
    every = json.dumps([words for words, _ in commands])
    done = subprocess.run([sys.executable, "-c", PROGRAM, every], capture_output=True, text=True, cwd=tmp_path, check=True)
    for (words, forbidden), (status, modules) in zip(commands, json.loads(done.stdout), strict=True):
        assert status == 0, words
        assert not forbidden & set(modules), words
