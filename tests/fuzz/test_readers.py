"""A small dose of what ``python -m tests.fuzz.run`` does for long: files with pieces cut, doubled and changed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import logicmodel as lm

from .seeds import readers, seeds, try_to_read

KINDS = sorted(readers())
PIECES = st.sampled_from([b"", b"\0", b"-1", b"9" * 400, b"\xff\xfe", b"{", b"]", b"<!DOCTYPE x>", b"<a>", b"&a;", b"'", b'"', b"\n", b": ", b"=1+1", "é\u202e".encode()])
FEW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@st.composite
def mangled(draw: st.DrawFn, whole: bytes) -> bytes:
    """Return a file with a few pieces of it cut out, put elsewhere, or replaced."""
    data = whole
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        stop = min(start + draw(st.sampled_from([0, 1, 3, 20, 200])), len(data))
        other = draw(st.integers(0, len(data)))
        piece = draw(st.one_of(PIECES, st.just(data[other : other + 40])))
        data = data[:start] + piece + data[stop:]
    return data


@pytest.mark.parametrize("kind", KINDS)
def test_mangled_files_give_a_plan_or_a_refusal(kind, tmp_path):
    member = readers()[kind]
    if not seeds(kind):
        pytest.skip("this format is written only")

    @FEW
    @given(st.sampled_from(seeds(kind)).flatmap(mangled))
    def read(data):
        try_to_read(member, data, str(tmp_path))

    read()


@pytest.mark.parametrize("kind", KINDS)
def test_any_bytes_give_a_refusal(kind, tmp_path):
    member = readers()[kind]

    @FEW
    @given(st.one_of(st.binary(min_size=1, max_size=200), st.text(min_size=1, max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
    def read(data):
        try_to_read(member, data, str(tmp_path))

    read()


def test_some_seed_of_each_format_is_a_plan(tmp_path):
    for kind in KINDS:
        found = [try_to_read(readers()[kind], data, str(tmp_path)) for data in seeds(kind)]
        assert not found or any(isinstance(one, lm.Plan) for one in found) == readers()[kind].reads, kind
