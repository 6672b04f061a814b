"""Words in every script: where lines end, which way they run, which fonts they ask for."""

import functools
import re
import types
import xml.etree.ElementTree as ET

import pytest
import resvg_py
from hypothesis import given
from hypothesis import strategies as st

from logicmodel.views.diagrams import fontnames, markup, missing, scripts
from logicmodel.views.diagrams.compose import compose
from logicmodel.views.diagrams.diagram import diagram
from logicmodel.views.diagrams.lettering import known, width_of, wrapped
from logicmodel.views.diagrams.pdf import pdf_of
from logicmodel.views.diagrams.styles.classic import Classic
from logicmodel.views.diagrams.svg import direction_of

from .stand_ins import Link, Node, Plan, Target, shelter

ARABIC = "الأسر التي حصلت على سكن دائم"
HEBREW = "משקי בית (24/7)"
THAI = "ครัวเรือนที่ได้เข้าอยู่ในที่พักอาศัยถาวร"
HINDI = "बेघर लोगों की संख्या में कमी"
CHINESE = "密集的個案管理，包括每週家訪。「熱食」"
JAPANESE = "ホームレスの人が減る"
KOREAN = "집중적인 사례 관리를 매주 제공한다"


def plan(*titles):
    kinds = ("input", "activity", "output", "outcome")
    nodes = {f"n{place}": Node(kinds[place % 4], title) for place, title in enumerate(titles)}
    return Plan(titles[0], titles[-1], nodes, (Link("n0", "n1"),), (Target("t", "n1", at_least=5),))


@pytest.mark.parametrize("text", [ARABIC, HEBREW, THAI, HINDI, CHINESE, JAPANESE, KOREAN])
@pytest.mark.parametrize("room", [50, 90, 160])
def test_lines_fit_and_lose_nothing(text, room):
    lines = wrapped(text, room, 13, weight="strong", most=100)
    assert max(width_of(line, 13, weight="strong") for line in lines) <= room
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", [THAI, HINDI, CHINESE, KOREAN])
@pytest.mark.parametrize("room", [40, 70, 120])
def test_no_line_begins_with_what_belongs_to_the_line_before(text, room):
    for line in wrapped(text, room, 13, most=100)[1:]:
        assert line[0] not in scripts.CLOSING
        assert line[0] not in "ะาำ"
    for line in wrapped(text, room, 13, most=100)[:-1]:
        assert line[-1] not in scripts.OPENING
        assert line[-1] not in "เแโใไ"


def test_thai_breaks_where_a_syllable_begins_and_korean_at_spaces():
    assert wrapped(THAI, 200, 13)[1].startswith(("เ", "แ", "โ", "ใ", "ไ"))
    assert " ".join(wrapped(KOREAN, 130, 13)) == KOREAN


@given(st.text(max_size=60))
def test_pieces_and_clusters_lose_nothing(text):
    assert "".join(scripts.pieces(text)).replace(" ", "") == re.sub("[ \t\n]", "", text)
    assert "".join(scripts.clusters(text)) == text


@given(st.text(max_size=60))
def test_runs_lose_nothing(text):
    assert "".join(letters for _, letters in fontnames.runs(text, known())) == text


def test_a_mark_stays_with_its_letter():
    assert scripts.clusters("ก็ें") == ["ก็ें"]
    assert scripts.clusters("👩\u200d🌾x") == ["👩\u200d🌾", "x"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Tutors", [""]),
        (ARABIC, ["ARABIC"]),
        (f"UNHCR {ARABIC} 80", ["", "ARABIC", ""]),
        ("無家 ホーム", ["KANA"]),
        ("집 家", ["HANGUL"]),
        ("無家可歸者", ["CJK"]),
        ("meals 🍲", ["", "EMOJI"]),
        ("ⴰⵎⴰⵣⵉⵖ", ["TIFINAGH"]),
    ],
)
def test_every_run_names_its_script(text, found):
    assert [script for script, _ in fontnames.runs(text, known())] == found


def test_fonts_are_named_for_a_script_and_end_with_any():
    assert fontnames.family_of("TIFINAGH") == "Noto Sans Tifinagh, Inter, sans-serif"
    assert fontnames.family_of("HANGUL").startswith("Noto Sans CJK KR")


def test_a_text_of_one_script_carries_its_fonts_and_a_mixed_one_does_in_parts():
    one = ET.fromstring(markup.text(THAI, 0.0, 0.0, size=13, fill="#000000"))
    assert one.get("font-family").startswith("Noto Sans Thai")
    mixed = ET.fromstring(markup.text(f"{HINDI} (holds 80 %)", 0.0, 0.0, size=13, fill="#000000"))
    assert mixed.get("font-family") is None
    assert mixed[0].get("font-family").startswith("Noto Sans Devanagari")
    assert mixed[0].tail == " (holds 80 %)"


def test_a_text_from_right_to_left_keeps_its_direction_inside_any_page():
    words = ET.fromstring(markup.text(HEBREW, 0.0, 0.0, size=13, fill="#000000"))
    told = "".join(words.itertext())
    assert told[0] == scripts.EMBED
    assert told[-1] == scripts.POP
    assert ET.fromstring(diagram(plan(ARABIC)).svg).get("direction") == "ltr"


def test_a_percentage_stays_together_between_letters_from_right_to_left():
    words = markup.text(f"{ARABIC} (80 %)", 0.0, 0.0, size=13, fill="#000000")
    assert "\u200e80 %\u200e" in words
    assert "\u200e" not in markup.text("holds 80 %", 0.0, 0.0, size=13, fill="#000000")


def test_the_first_strong_letter_tells_the_direction():
    assert scripts.is_rtl(f"12 {HEBREW}")
    assert not scripts.is_rtl(f"UNHCR {HEBREW}")
    assert not scripts.mostly_rtl([])
    assert scripts.mostly_rtl([ARABIC, HEBREW, "x"])


def test_a_plan_in_a_script_from_right_to_left_runs_to_the_left_unless_told_otherwise():
    scene = compose(plan(ARABIC, HEBREW, ARABIC, "UNHCR"), style=Classic())
    assert direction_of(scene, Classic()) == "left"
    assert direction_of(scene, Classic(direction="right")) == "right"
    assert direction_of(scene, Classic(direction="up")) == "up"
    assert direction_of(compose(shelter(), style=Classic()), Classic()) == "right"


def test_boxes_from_right_to_left_begin_at_their_right_edge():
    root = ET.fromstring(diagram(plan(ARABIC, "Tutors"), style=Classic(direction="right")).svg)
    boxes = {group.get("data-id"): group for group in root.iter() if group.get("data-id")}
    anchors = {
        name: [one.get("text-anchor") for one in box.iter() if one.tag.endswith("}text")]
        for name, box in boxes.items()
    }
    assert set(anchors["n0"]) == {"end"}
    assert set(anchors["n1"]) == {None}


@pytest.fixture
def bare_machine(monkeypatch):
    """Let nothing but the shipped font be found."""
    bare = functools.partial(resvg_py.svg_to_bytes, skip_system_fonts=True)
    monkeypatch.setattr(missing, "resvg_py", types.SimpleNamespace(svg_to_bytes=bare))


@pytest.mark.usefixtures("bare_machine")
def test_letters_that_cannot_be_drawn_are_named():
    found = missing.missing(f"Plan {THAI} {CHINESE}")
    assert set(found) == {"Thai", "CJK"}
    assert found["Thai"] == THAI[:1] + found["Thai"][1:]
    assert missing.missing("Plan ελληνικά") == {}
    assert missing.missing("Plan … \u0300") == {}


@pytest.mark.usefixtures("bare_machine")
def test_a_png_and_a_pdf_warn_of_letters_that_cannot_be_drawn():
    picture = diagram(plan(HINDI))
    with pytest.warns(missing.LettersWarning, match=r"Devanagari .*install a font"):
        assert picture.content("png").startswith(b"\x89PNG")
    pytest.importorskip("typst")
    with pytest.warns(missing.LettersWarning, match="Devanagari"):
        assert pdf_of(picture.svg, width=720, height=400, title="x").startswith(b"%PDF")


def test_letters_that_can_be_drawn_differ_from_the_sign_for_a_missing_one(monkeypatch):
    absent, letter, other = missing._cells([("", missing.NOWHERE), ("", "A"), ("", "B")])
    assert len({absent, letter, other}) == 3
    monkeypatch.setattr(missing, "_cells", lambda asked: [bytes([n]) for n, _ in enumerate(asked)])
    assert missing.missing(THAI) == {}
