"""Results are the same to the last bit however the work is cut up and however the file is ordered."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import random
from collections.abc import Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import logicmodel as lm
from logicmodel.errors import RequestError
from tests.engine.plans import Document, Maker, documents, plans, shuffled

from .test_engine_laws import quick, run, same


@pytest.fixture(scope="module")
def processes() -> Iterator[concurrent.futures.Executor]:
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=context) as pool:
        yield pool


@pytest.fixture(scope="module", params=[1, 2, 4])
def threads(request: pytest.FixtureRequest) -> Iterator[concurrent.futures.Executor]:
    with concurrent.futures.ThreadPoolExecutor(request.param) as pool:
        yield pool


@quick(15)
@given(
    plan=plans(), draws=st.sampled_from([32, 96, 1024, 8192]), sampler=st.sampled_from(["sobol", "random", "latin_hypercube"]),
    blocks=st.lists(st.sampled_from([1, 16, 100, 256, 700, 1024, 2048, 100_000]), min_size=2, max_size=2, unique=True),
)
def test_any_block_size(plan: lm.Plan, draws: int, sampler: str, blocks: list[int]) -> None:
    usual = run(plan, draws=draws, sampler=sampler, keep="all")
    for block in blocks:
        assert same(usual, run(plan, draws=draws, sampler=sampler, keep="all", block=block))


@pytest.mark.parametrize("seed", range(4))
def test_any_number_of_threads(seed: int, threads: concurrent.futures.Executor) -> None:
    plan = lm.Plan.from_document(Maker(random.Random(seed)).document())
    alone = lm.simulate(plan, draws=2048, keep="all")
    for block in (None, 256):
        assert same(alone, lm.simulate(plan, draws=2048, keep="all", executor=threads, block=block))


@pytest.mark.parametrize("seed", range(4))
def test_processes(seed: int, processes: concurrent.futures.Executor) -> None:
    plan = lm.Plan.from_document(Maker(random.Random(seed)).document())
    assert same(lm.simulate(plan, keep="all"), lm.simulate(plan, keep="all", executor=processes))


@quick(25)
@given(document=documents(), order=st.randoms(use_true_random=True))
def test_any_order_of_the_document(document: Document, order: random.Random) -> None:
    one, other = lm.Plan.from_document(document), lm.Plan.from_document(shuffled(document, order))
    assume(set(one.allocations) == set(other.allocations))
    names = sorted(one.allocations)
    assert same(run(one, allocations=names, keep="all"), run(other, allocations=names, keep="all"))
    if not any("{" in node.combine.text() for node in one.results.values()):
        assert one.digest == other.digest


def test_errors_travel_from_processes(processes: concurrent.futures.Executor) -> None:
    document = {
        "periods": {"first": "2027", "count": 40}, "outcomes": {"y": {"baseline": "1 to 2"}}, "factors": {"f": {"value": 9}},
        "links": [{"from": "f", "to": "y", "weight": 1e9}, {"from": "y", "to": "y", "lag": 1, "weight": 1e30}],
    }
    with pytest.raises(RequestError, match="beyond all numbers at y"):
        lm.simulate(lm.Plan.from_document(document), executor=processes)
