"""Graphviz is looked for in three places, and its absence is explained."""

import stat
import sys
import types

import pytest

from logicmodel.errors import MissingExtraError
from logicmodel.views.diagrams import programs
from logicmodel.views.diagrams.diagram import diagram

from .stand_ins import shelter

DRAWN = '<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg width="8pt" viewBox="0 0 8 4"><text font-family="Helvetica">x</text></svg>\n'


def program(folder, name):
    """Put a stand-in for a Graphviz program into a folder."""
    path = folder / name
    path.write_text(
        f"#!{sys.executable}\nimport sys\nsys.stdin.read()\nsys.stdout.write({DRAWN!r})\n"
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """Return a folder that is the whole path of programs, on a machine without Graphviz."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(programs.sysconfig, "get_path", lambda _: str(tmp_path / "scripts"))
    return tmp_path


def test_without_graphviz_the_message_says_what_to_install(bare):
    with pytest.raises(MissingExtraError, match="install Graphviz") as caught:
        diagram(shelter(), engine="dot")
    assert "graphviz-pure" in str(caught.value)


@pytest.mark.parametrize("name", ["dot", "graphviz-pure"])
def test_programs_on_the_path_are_used(bare, name):
    program(bare, name)
    picture = diagram(shelter(), engine="dot")
    assert picture.svg.startswith('<svg role="img"')
    assert 'font-family="Inter, sans-serif"' in picture.svg


def test_a_program_beside_python_is_found(bare):
    (bare / "scripts").mkdir()
    program(bare / "scripts", "graphviz-pure")
    assert diagram(shelter(), engine="dot").svg.startswith("<svg")


def test_pygraphviz_draws_in_this_process(bare, monkeypatch):
    class Graph:
        def __init__(self, string):
            assert string.startswith("// logic model")

        def draw(self, **wanted):
            assert wanted == {"format": "svg", "prog": "dot"}
            return DRAWN.encode()

    monkeypatch.setitem(sys.modules, "pygraphviz", types.SimpleNamespace(AGraph=Graph))
    monkeypatch.setattr(programs.importlib.util, "find_spec", lambda _: object())
    assert diagram(shelter(), engine="dot").svg.startswith("<svg")
    assert diagram(shelter(), engine="dot").content("png").startswith(b"\x89PNG")
