"""What goes wrong becomes a line with a remedy and an exit status, never a traceback."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

import logicmodel as lm
from logicmodel.apps.cli import failures
from logicmodel.apps.cli.main import main

from .conftest import SHELTER, command, launched

REFUSALS = [
    ("simulat plan.yaml", "logicmodel: there is no command simulat; did you mean simulate?"),
    ("frobnicate", "logicmodel: there is no command frobnicate; known: new, convert, elicit, check, show, diagram, chart, simulate, compare, optimize, sensitivity, contribution, information, discover, experts, report, schema"),
    ("simulate", "logicmodel simulate: PLAN is missing; see logicmodel simulate --help"),
    ("simulate zzz", "zzz: there is no such file; check the name and the folder"),
    ("simulate pln.yaml", "pln.yaml: there is no such file; did you mean plan.yaml?"),
    ("simulate plan.yaml --drwas 5", "logicmodel simulate: there is no option --drwas; did you mean --draws or --max-draws?"),
    ("simulate plan.yaml --draws five", "logicmodel simulate: --draws: 'five' is not a whole number; write for example 10_000"),
    ("simulate plan.yaml --draws 2.5", "logicmodel simulate: --draws: '2.5' is not a whole number; write for example 10_000"),
    ("simulate plan.yaml --draws nan", "logicmodel simulate: --draws: 'nan' is not a whole number; write for example 10_000"),
    ("simulate plan.yaml --draws 1", "draws: 1 is not a usable number of draws; choose from 32 to 1,073,741,824"),
    ("simulate plan.yaml --seed -3", "seed: -3 is negative; choose 0 or more"),
    ("simulate plan.yaml --precision often", "logicmodel simulate: --precision: 'often' is not a precision; write for example 0.5% or 0.005"),
    ("simulate plan.yaml --precision 80%", "logicmodel simulate: --precision: 80% is not a usable half-width; choose from 0.001% to below 50%"),
    ("simulate plan.yaml --max-draws 100", "--max-draws has no meaning without --precision; use --draws, or add --precision"),
    ("simulate plan.yaml --workers 0", "logicmodel simulate: --workers: 0 is too small; write 1 or more"),
    ("simulate plan.yaml --allocation tutrs_first", "allocation tutrs_first: is not defined in the plan; did you mean tutors_first or books_first?"),
    ("simulate plan.yaml --future doom", "future doom: is not defined in the plan; none is defined"),
    ("simulate plan.yaml --set outcomes", "logicmodel simulate: --set: 'outcomes' is not path=value; write for example factors.rent.value=120"),
    ("simulate plan.yaml --set input.books.price=3", "--set: input.books.price: a plan has no part called input; did you mean inputs?"),
    ("simulate plan.yaml --set inputs.books.delivery=-1", "--set: inputs.books.delivery: must be at least 0, found -1"),
    ("simulate plan.yaml -o run.txt", "run.txt: cannot be written as .txt; name a folder, or a file that ends in .xlsx (all tables), .csv or .parquet (the chances), .json (the summary) or .nc (the draws)"),
    ("compare plan.yaml -o run.nc", "run.nc: cannot be written as .nc; name a file that ends in .xlsx, .csv, .parquet or .json, or for a picture in .svg, .png or .pdf"),
    ("compare plan.yaml -o run", "run: the name has no suffix; name a file that ends in .xlsx, .csv, .parquet or .json, or for a picture in .svg, .png or .pdf"),
    ("compare plan.yaml -o nowhere/run.csv", "nowhere/run.csv: the folder above it does not exist; make the folder first"),
    ("simulate plan.yaml -o nowhere/run", "nowhere/run: the folder above it does not exist; make the folder first"),
    ("simulate plan.yaml more", "logicmodel simulate: got unexpected extra argument(s) (more); see logicmodel simulate --help"),
    ("simulate plan.yaml --seed", "logicmodel: --seed needs a value; see logicmodel --help"),
]


@pytest.mark.parametrize(("words", "expected"), REFUSALS, ids=[words for words, _ in REFUSALS])
def test_refusal(typed, starter, words, expected):
    done = typed(*words.split())
    assert done.status == 2
    assert done.out == ""
    assert done.err == f"{expected}\n"


def test_unknown_sampler_and_node(typed, starter):
    assert "did you mean sobol?" in typed("simulate", starter, "--sampler", "sobl").err
    assert "no node is called bok; did you mean books?" in typed("simulate", starter, "--keep", "bok").err


def test_all_problems_of_a_file_are_listed_together(typed, starter, tmp_path):
    text = (tmp_path / starter).read_text(encoding="utf-8")
    (tmp_path / starter).write_text(text.replace("weight: 900 to", "weight: 9000 to").replace("node: books_lent", "node: boks_lent"), encoding="utf-8")
    lines = typed("simulate", starter).err.splitlines()
    assert len(lines) == 2
    assert "the low end must be below the high end (9000 >= 1200)" in lines[0]
    assert lines[1].endswith("no node is called boks_lent; did you mean books_lent?")
    assert [line.split(":")[0] for line in lines] == ["plan.yaml", "plan.yaml"]


def test_no_words_is_a_call_for_help(typed):
    done = typed()
    assert done.status == 0
    assert re.search(r"simulate +Simulate a plan: how likely is each target to be met\?", done.out)
    assert typed("-h").out == done.out
    assert typed("--version").out == f"logicmodel {lm.__version__}\n"


@pytest.mark.parametrize("name", ["new", "check", "show", "diagram", "simulate", "compare", "optimize", "schema"])
def test_every_command_explains_itself(typed, name):
    done = typed(name, "--help")
    assert done.status == 0
    assert done.out.startswith(f"Usage: logicmodel {name}")
    assert all(len(line) <= 80 for line in done.out.splitlines())


@pytest.mark.parametrize(("error", "line"), [
    (MemoryError(), "not enough memory: ask for fewer --draws, or --keep nothing"),
    (RecursionError(), "the plan is nested too deeply: write it with fewer levels inside each other"),
    (OSError(28, "No space left on device"), "standard output: cannot be read or written: No space left on device"),
    (lm.RequestError("a\x1b[31m b\nc"), "a [31m b c"),
])
def test_what_the_machine_refuses(typed, starter, monkeypatch, error, line):
    def fail(*_args, **_settings):
        raise error

    monkeypatch.setattr(lm, "simulate", fail, raising=False)
    done = typed("simulate", starter)
    assert (done.status, done.out, done.err) == (2, "", f"{line}\n")


def test_a_fault_of_the_program_says_so(typed, starter, monkeypatch):
    monkeypatch.setattr(lm, "simulate", lambda *_a, **_s: 1 / 0, raising=False)
    done = typed("simulate", starter)
    assert done.status == 70
    assert done.err == (
        "logicmodel: this is a fault of the program, please report it: ZeroDivisionError: division by zero\n"
        "logicmodel: set LOGICMODEL_DEBUG=1 to see where it happened\n"
    )
    monkeypatch.setenv("LOGICMODEL_DEBUG", "1")
    assert "Traceback" in typed("simulate", starter).err
    monkeypatch.setattr(failures, "explained", lambda _error: 1 / 0)
    assert typed("simulate", starter).err.endswith("logicmodel: ZeroDivisionError: division by zero\n")


def test_an_interruption_is_no_error(typed, starter, monkeypatch):
    def interrupt(*_args, **_settings):
        raise KeyboardInterrupt

    monkeypatch.setattr(lm, "simulate", interrupt, raising=False)
    for workers in (1, 2):
        done = typed("simulate", starter, "--workers", workers)
        assert (done.status, done.out, done.err) == (130, "", "interrupted\n")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_ends_a_long_run_at_once(tmp_path):
    begun = []
    for workers in (1, 2):
        folder = tmp_path / str(workers)
        folder.mkdir()
        shutil.copy(SHELTER, folder / "plan.yaml")
        words = command("simulate", "plan.yaml", "--draws", 8_000_000, "--workers", workers, "-o", "run.json", "--keep", "nothing")
        begun.append(subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
    time.sleep(4)
    assert [process.poll() for process in begun] == [None, None], "the runs were not long enough"
    for process in begun:
        process.send_signal(signal.SIGINT)
    sent = time.monotonic()
    for process in begun:
        assert (*process.communicate(timeout=30), process.returncode) == ("", "interrupted\n", 130)
    assert time.monotonic() - sent < 25
    assert [path.name for path in sorted(tmp_path.glob("*/*"))] == ["plan.yaml", "plan.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_closed_pipe_is_no_error(tmp_path):
    with subprocess.Popen(command("show", SHELTER), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk(typed, starter, tmp_path):
    (tmp_path / "full.json").symlink_to("/dev/full")
    done = typed("simulate", starter, "-o", "full.json", "--draws", 64)
    assert (done.status, done.out) == (2, "")
    assert done.err == "full.json: cannot be written: the disk is full; make room or choose another disk\n"
    with Path("/dev/full").open("w") as full:
        process = subprocess.run(command("check", starter), cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert process.returncode == 2
    assert process.stderr == "standard output: cannot be read or written: No space left on device\n"


def test_a_terminal_without_these_letters(tmp_path):
    done = launched("simulate", SHELTER, "--draws", 64, cwd=tmp_path, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (done.status, done.err) == (0, "")
    assert done.out.isascii()
    assert "?" not in done.out
    assert "-5 % against the baseline" in done.out


def test_json_for_a_terminal_without_these_letters(tmp_path):
    import json

    (tmp_path / "plan.yaml").write_text("logicmodel: 1\ntitle: Größe −1\nperiods: {first: 2027, count: 1}\n", encoding="utf-8")
    done = launched("show", "plan.yaml", "--json", cwd=tmp_path, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert json.loads(done.out)["plan"]["title"] == "Größe −1"


def test_letters_that_steer_a_terminal_are_not_printed(typed, tmp_path):
    (tmp_path / "plan.yaml").write_text(
        'logicmodel: 1\ntitle: "evil \\e[2J title"\nperiods: {first: 2027, count: 1}\noutcomes: {a: {baseline: 1, title: "b\\e[31m"}}\n'
        "targets: [{node: a, at_least: 0, by: 2027}]\n", encoding="utf-8",
    )
    for words in (["show"], ["simulate"], ["check"]):
        done = typed(*words, "plan.yaml")
        assert "\x1b" not in done.out + done.err


def test_main_is_what_the_console_script_runs(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert main(["--version"]) == 0
