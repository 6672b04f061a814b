"""A small dose of what ``python -m tests.fuzz.run`` does for long: files with pieces cut, doubled and changed."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import logicmodel as lm

from .mutating import MUTATORS, mutated
from .seeds import readers, seeds
from .targets import targets, try_to_read

TARGETS = targets()
FEW = settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
DOSES = {"zip": 2, "file": 4, "text": 4, "xml": 4}
"""Files that each thing is fed with, by shape: few where each takes long."""


@pytest.mark.parametrize("name", TARGETS)
def test_mangled_files_give_a_plan_or_a_refusal(name, tmp_path):
    target = TARGETS[name]
    starts = target.seeds()
    assert starts
    for number in range(DOSES.get(target.shape, 8)):
        target.feed(mutated(target.shape, starts[-1 - number % len(starts)], random.Random(number)), str(tmp_path))


@pytest.mark.parametrize("name", [name for name in TARGETS if name != "command"])
def test_any_bytes_give_a_refusal(name, tmp_path):
    @FEW
    @given(st.one_of(st.binary(min_size=1, max_size=200), st.text(min_size=1, max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
    def feed(data):
        TARGETS[name].feed(data, str(tmp_path))

    feed()


def test_some_seed_of_each_format_is_a_plan(tmp_path):
    for kind, member in readers().items():
        found = (try_to_read(member, data, str(tmp_path)) for data in reversed(seeds(kind)))
        assert any(isinstance(one, lm.Plan) for one in found) == member.reads, kind


@pytest.mark.parametrize("shape", MUTATORS)
def test_changed_files_stay_what_they_are(shape):
    """The changes must be seen by the reader behind the first check of a format, not only by that check."""
    name = {"text": "yaml", "json": "json", "xml": "iati", "zip": "miradi"}[shape]
    target = TARGETS[name]
    start = target.seeds()[0]
    changed = [mutated(shape, start, random.Random(number)) for number in range(40)]
    assert len(set(changed)) > 30
    whole = {"json": b"{", "xml": b"<", "zip": b"PK"}.get(shape, b"")
    assert sum(data.startswith(whole) for data in changed) > 30
