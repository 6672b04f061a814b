"""Links that were only proposed are dotted, in every style that has no other sign for them, and the legend says so."""

import pytest

import logicmodel as lm
from logicmodel.views.diagrams.compose import compose
from logicmodel.views.diagrams.proposals import PATTERN, WORDS
from logicmodel.views.diagrams.styles.style import Style

LINKS = [
    {"from": "a", "to": "b", "inferred": True},
    {"from": "b", "to": "c"},
    {"from": "a", "to": "c", "inferred": True, "role": "enables", "works": 1},
]


def draft(links):
    return lm.Plan.from_document({
        "periods": {"first": 2027, "count": 1}, "inputs": {"m": {"price": 1}}, "allocations": {"x": {"m": 1}}, "activities": {"a": {}}, "outputs": {"b": {}}, "outcomes": {"c": {}}, "links": links,
    })  # fmt: skip


def test_proposed_links_are_dotted_and_the_legend_says_why():
    picture = lm.diagram(draft(LINKS))
    assert (
        picture.svg.count(f'stroke-dasharray="{PATTERN}"') == 2
    )  # the link and its line in the legend
    assert WORDS in picture.svg
    assert WORDS in picture.text


def test_nothing_is_said_where_every_link_is_stated():
    assert WORDS not in lm.diagram(draft(LINKS[1:2])).svg


@pytest.mark.parametrize("kind", sorted(set(Style.family.every()) - {"money"}))
def test_every_style_tells_it_but_that_of_money(kind):
    scene = compose(draft(LINKS), style=Style.family.named(kind)())
    assert WORDS in [key.words for key in scene.key]
