"""The diagram as a value: shown in notebooks, saved in every format, whole or not at all."""

import dataclasses
import struct
import sys
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path

import pytest

from logicmodel.errors import FileError, MissingExtraError, RequestError
from logicmodel.views.diagrams.diagram import Diagram, diagram
from logicmodel.views.diagrams.dot import to_graphviz
from logicmodel.views.diagrams.mermaid import mermaid_of
from logicmodel.views.diagrams.styles.classic import Classic

from .stand_ins import SHELTER_CHANCES, Link, Node, Plan, shelter

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def picture():
    return diagram(shelter(), answer=SHELTER_CHANCES)


def pixels(png, lines):
    """Return width, height and the first rows of an 8-bit RGBA image, filters undone."""
    width, height = struct.unpack(">II", png[16:24])
    data, place = b"", 8
    while place < len(png):
        (size,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            data += png[place + 8 : place + 8 + size]
        place += 12 + size
    raw, step = zlib.decompress(data), 4 * width
    rows, above = [], bytes(step)
    for line in range(lines):
        start = line * (step + 1)
        above = unfiltered(raw[start], raw[start + 1 : start + 1 + step], above)
        rows.append(above)
    return width, height, rows


def unfiltered(kind, line, above):
    """Undo one PNG filter (section 9 of the PNG standard)."""
    found = bytearray(line)
    for place in range(len(found)):
        left = found[place - 4] if place >= 4 else 0
        up, corner = above[place], above[place - 4] if place >= 4 else 0
        guess = left + up - corner
        nearest = min((left, up, corner), key=lambda value: abs(guess - value))
        found[place] = (found[place] + (0, left, up, (left + up) // 2, nearest)[kind]) % 256
    return bytes(found)


def test_a_diagram_is_a_frozen_value(picture):
    with pytest.raises(dataclasses.FrozenInstanceError):
        picture.svg = ""
    assert picture == diagram(shelter(), answer=SHELTER_CHANCES)


@pytest.mark.parametrize(
    ("suffix", "start"),
    [
        ("svg", b"<?xml"),
        ("png", b"\x89PNG"),
        ("PNG", b"\x89PNG"),
        ("dot", b"// logic model"),
        ("gv", b"// logic model"),
        ("mmd", b"---\ntitle:"),
    ],
)
def test_saving_follows_the_suffix(picture, tmp_path, suffix, start):
    path = picture.save(tmp_path / f"plan.{suffix}")
    assert path.read_bytes().startswith(start)
    assert [one.name for one in tmp_path.iterdir()] == [f"plan.{suffix}"]


def test_a_saved_svg_is_a_file_of_its_own(picture, tmp_path):
    assert (
        ET.parse(picture.save(str(tmp_path / "plan.svg"))).getroot().get("role")
        == "graphics-document"
    )


def test_saving_again_replaces_the_file(picture, tmp_path):
    path = tmp_path / "plan.mmd"
    path.write_text("old")
    picture.save(path)
    assert path.read_text(encoding="utf-8").startswith("---")


@pytest.mark.parametrize("name", ["plan.jpg", "plan"])
def test_an_unknown_suffix_is_refused_with_the_known_ones(picture, tmp_path, name):
    with pytest.raises(RequestError, match=r"\.svg, \.png, \.pdf, \.dot, \.gv, \.mmd"):
        picture.save(tmp_path / name)


def test_a_file_that_cannot_be_written_leaves_nothing_behind(picture, tmp_path):
    with pytest.raises(FileError, match="cannot be written"):
        picture.save(tmp_path / "nowhere" / "plan.svg")
    (tmp_path / "plan.svg").mkdir()
    with pytest.raises(FileError, match="cannot be written"):
        picture.save(tmp_path / "plan.svg")
    assert [one.name for one in tmp_path.iterdir()] == ["plan.svg"]


def test_the_png_is_sharp_and_shows_the_text():
    one = diagram(Plan("Title", nodes={"a": Node("input", "Word")}))
    width, height, rows = pixels(one.content("png"), 100)
    assert width == 1440
    title = [row[4 * 60 : 4 * 200] for row in rows[60:100]]
    dark = sum(row[place] < 90 for row in title for place in range(0, len(row), 4))
    assert dark > 150
    empty = diagram(Plan("", nodes={"a": Node("input", "Word")}))
    _, lower, _ = pixels(empty.content("png"), 0)
    assert lower < height


@pytest.mark.filterwarnings("ignore::logicmodel.views.diagrams.missing.LettersWarning")
def test_scripts_outside_the_font_are_still_rendered():
    assert diagram(Plan("無家可歸者")).content("png").startswith(b"\x89PNG")


def test_a_pdf_is_one_page_of_the_size_of_the_picture(picture, tmp_path):
    pytest.importorskip("typst")
    data = picture.save(tmp_path / "plan.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert b"/Count 1" in data


def test_words_of_a_plan_are_never_typst_markup():
    pytest.importorskip("typst")
    odd = diagram(Plan('#panic("no") $x$ \\ *b* `c`', nodes={"a": Node("input", "#let x = 1")}))
    assert odd.content("pdf").startswith(b"%PDF")


def test_a_pdf_without_typst_says_what_to_install(picture, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'logicmodel\[report\]'"):
        picture.content("pdf")


def test_notebooks_get_html_around_the_svg(picture):
    bundle = picture._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/html"] == picture._repr_html_()
    root = ET.fromstring(picture._repr_html_())
    assert root.tag == "div"
    assert root[0].get("width") is None
    assert "9 boxes" in bundle["text/plain"]


def test_an_unknown_style_is_refused_with_the_nearest():
    with pytest.raises(RequestError, match="did you mean classic"):
        diagram(shelter(), style="clasic")


def test_a_style_may_be_given_as_a_value():
    assert "#ff0000" in diagram(shelter(), style=Classic(ink="#ff0000")).svg


def test_an_unknown_engine_is_refused_with_the_nearest():
    with pytest.raises(RequestError, match="did you mean columns"):
        diagram(shelter(), engine="colums")


@pytest.mark.parametrize("suffix", ["mmd", "gv"])
def test_text_forms_are_as_agreed(picture, suffix):
    agreed = (GOLDEN / f"shelter.{suffix}").read_text(encoding="utf-8")
    assert picture.content(suffix).decode() == agreed


LOOKS = ("evidence", "chain", "chance")


@pytest.mark.parametrize("suffix", ["mmd", "gv"])
@pytest.mark.parametrize("style", LOOKS)
def test_text_forms_carry_what_a_style_says(style, suffix):
    answer = SHELTER_CHANCES if style == "chance" else None
    agreed = (GOLDEN / f"shelter-{style}.{suffix}").read_text(encoding="utf-8")
    assert diagram(shelter(), style=style, answer=answer).content(suffix).decode() == agreed


def test_the_drawing_is_as_agreed():
    agreed = (GOLDEN / "shelter-chance.svg").read_text(encoding="utf-8")
    drawn = diagram(shelter(), style="chance", answer=SHELTER_CHANCES)
    assert drawn.content("svg").decode() == agreed


ODD = Plan(
    'Odd "title" \\ <b>',
    nodes={
        "end": Node("input", 'say "hi" <b> & #1; `x` [y] {z} | \\'),
        "a:b": Node("activity", "<table>"),
        "a_b": Node("outcome", "end"),
        "ü": Node("factor", "\\N \\G"),
    },
    links=(Link("end", "a:b"), Link("a:b", "a_b"), Link("ü", "a_b")),
)


def test_mermaid_text_is_escaped():
    text = diagram(ODD).content("mmd").decode()
    assert 'title: "Odd \\"title\\" \\\\ <b>"' in text
    for line in text.splitlines():
        if line.lstrip().startswith("n_") and "[" in line:
            inside = line[line.index('["') + 2 : line.rindex('"]')].replace("<br/>", "")
            assert not set(inside) & set('"<>[]{}|`&\\')
    assert "n_end" in text
    assert len({line.split("[")[0] for line in text.splitlines() if line.startswith("    n_")}) == 4


def test_graphviz_text_is_escaped():
    look = Classic()
    scene = diagram(ODD).scene
    source = to_graphviz(scene, look).source
    assert "label=<" not in source
    assert "a:b ->" not in source
    assert "\\\\N \\\\G" in source
    assert mermaid_of(scene, look).endswith("\n")


def test_graphviz_shows_itself(picture):
    graph = to_graphviz(picture.scene, picture.style)
    assert 'id="node-caseworkers"' in graph.source
    assert 'id="link-caseworkers--kitchen"' in graph.source
    assert graph.source.count("rank=same") == 5


def test_a_diagram_can_be_built_by_hand():
    one = Diagram(diagram(shelter()).scene, Classic(), "<svg/>")
    assert one._size == (1200.0, 800.0)
