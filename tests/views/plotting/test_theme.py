from __future__ import annotations

import itertools

import pytest

from logicmodel.views.plotting import theme


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [*theme.HUES, theme.INK, theme.MUTED, theme.GOOD, theme.BAD])
def test_text_in_every_colour_can_be_read_on_white(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5


def test_allocations_differ_by_more_than_their_colour() -> None:
    looks = [(theme.mark(place), str(theme.dashes(place))) for place in range(6)]
    for first, second in itertools.combinations(looks, 2):
        assert first[0] != second[0]
        assert first[1] != second[1]
    assert len({theme.hue(place) for place in range(6)}) == 6
    assert theme.hue(6) == theme.hue(0)


def test_the_shipped_font_is_found_by_its_name() -> None:
    from matplotlib import font_manager

    with theme.themed():
        found = {
            weight: font_manager.findfont(font_manager.FontProperties(family="Inter", weight=weight), fallback_to_default=False)
            for weight in ("normal", "semibold")
        }
    assert found["normal"].endswith("Inter-Regular.ttf")
    assert found["semibold"].endswith("Inter-SemiBold.ttf")
    before = len(font_manager.fontManager.ttflist)
    with theme.themed():
        assert len(font_manager.fontManager.ttflist) == before


def test_other_letters_get_other_fonts_where_there_are_some() -> None:
    assert theme.families("Über 71 %") == ["Inter"]
    with theme.themed():
        assert theme.families("a \N{BLACK CHESS QUEEN}") == ["Inter", "DejaVu Sans"]
        assert theme.families("\U0010fffd")[0] == "Inter"
