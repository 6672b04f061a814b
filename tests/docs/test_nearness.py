"""The comparison of texts with searches lets digits differ, and nothing else."""

from __future__ import annotations

from .nearness import SEARCHES, near


def test_words_must_agree_and_numbers_nearly() -> None:
    assert near("Midwives: 37.5 FTE, 1,570 days.", "Midwives:  37.6 FTE,\n1,600 days.")
    assert not near("Midwives: 37.5 FTE", "Nurses: 37.5 FTE")
    assert not near("1,570 days", "1,970 days")
    assert not near("1 of 2", "1 of 2 3")
    assert not near("20 %", "21 %x")
    assert not near("20 %", "22 %")


def test_searches_are_known_by_their_names() -> None:
    assert SEARCHES.search("best = lm.optimize(plan)")
    assert SEARCHES.search("logicmodel optimize plan.yaml --frontier 3")
    assert not SEARCHES.search("lm.simulate(plan)")
