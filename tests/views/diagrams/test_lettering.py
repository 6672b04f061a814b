"""Texts are measured as the shipped font draws them, and broken where a reader would break them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logicmodel.views import fonts
from logicmodel.views.diagrams.lettering import (
    advances,
    cleaned,
    covered,
    shortened,
    width_of,
    wrapped,
)

from . import advances as table


def test_the_stored_widths_are_those_of_the_font():
    assert (fonts.folder() / "advances.json").read_text(encoding="ascii") == table.text()


def test_the_licence_travels_with_the_font():
    assert "SIL OPEN FONT LICENSE" in (fonts.folder() / "OFL.txt").read_text().upper()
    assert all(path.is_file() for path in fonts.paths())


def test_the_font_covers_the_alphabets_it_promises():
    assert covered("Ünïcode → Ελληνικά Кириллица 71\u202f% (70–72) −5 ≤ ≥ …")
    assert not covered("無家")


def test_a_width_is_the_sum_of_the_advances():
    known = advances("strong")
    assert width_of("Ab", 10, weight="strong") == pytest.approx(10 * (known["A"] + known["b"]))


def test_letters_outside_the_font_get_a_cautious_width():
    assert width_of("無", 10) == 10
    assert width_of("e\u0301", 10) <= width_of("e", 10) * 1.01
    assert width_of("ع", 10) > 0


def test_control_characters_do_not_survive():
    assert cleaned("a\x00b\nc\t\ud800d\u202ee") == "a b c d e"


@pytest.mark.parametrize("room", [60, 100, 180])
@pytest.mark.parametrize(
    "text",
    [
        "Households placed in permanent supportive housing",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
        "case-management/outreach_workers",
        "無家可歸者人數減少並獲得穩定住房",
        "Unemployment in the county",
    ],
)
def test_no_line_is_wider_than_the_room(text, room):
    for line in wrapped(text, room, 13, weight="strong"):
        assert width_of(line, 13, weight="strong") <= room


def test_words_stay_whole_where_they_fit():
    assert wrapped("Unemployment in the county", 125, 13, weight="strong")[0] == "Unemployment"


def test_too_much_text_ends_in_an_ellipsis():
    lines = wrapped("word " * 100, 80, 13, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")


def test_an_empty_text_has_no_lines():
    assert wrapped("", 100, 13) == ()
    assert wrapped("   ", 100, 13) == ()


@given(st.text(max_size=80), st.floats(30, 300))
def test_wrapping_loses_nothing_but_spaces(text, room):
    whole = cleaned(text)
    lines = wrapped(whole, room, 13, most=1000)
    assert "".join(lines).replace(" ", "") == whole.replace(" ", "")


@given(st.text(max_size=40), st.floats(20, 200))
def test_shortened_fits_or_is_only_an_ellipsis(text, room):
    short = shortened(text, room, 11)
    assert short == "…" or width_of(short, 11) <= room + 1e-6
