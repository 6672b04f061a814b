"""Ten thousand links are read, written and mended in seconds."""

import time

import pytest

from logicmodel.errors import PlanError
from logicmodel.files.format import read, write

LINKS, INPUTS, OUTCOMES = 10_000, 100, 100


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    lines = ["logicmodel: 1", "title: Large", "periods: {first: 2027, count: 4}", "inputs:"]
    lines += [f"  i{n}: {{unit: USD}}" for n in range(INPUTS)]
    lines += [
        "outcomes:",
        *(f"  o{n}: {{unit: people, baseline: 10 to 20}}" for n in range(OUTCOMES)),
        "links:",
    ]
    lines += [
        f"  - {{from: i{n % INPUTS}, to: o{n // INPUTS}, weight: normal({n}, 4), lag: 1, because: Reason {n}}}"
        for n in range(LINKS)
    ]
    path = tmp_path_factory.mktemp("large") / "plan.yaml"
    path.write_text("\n".join(lines) + "\n")
    return path


def timed(function, *arguments):
    start = time.process_time()
    found = function(*arguments)
    return found, time.process_time() - start


def test_ten_thousand_links(path, tmp_path):
    plan, seconds = timed(read, path)
    assert len(plan.links) == LINKS
    assert seconds < 90
    _, seconds = timed(write, plan, tmp_path / "plan.json")
    assert seconds < 90
    again, seconds = timed(read, tmp_path / "plan.json")
    assert again == plan
    assert seconds < 90


def test_ten_thousand_mistakes(path, tmp_path):
    broken = tmp_path / "plan.yaml"
    broken.write_text(path.read_text().replace("lag: 1", "lagg: 1"))

    def refuse():
        with pytest.raises(PlanError) as caught:
            read(broken)
        return caught.value.problems

    problems, seconds = timed(refuse)
    assert len(problems) == LINKS
    assert seconds < 180
