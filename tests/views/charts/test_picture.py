"""Pictures: bytes that stay the same, ids that do not clash, words for those who cannot see."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import logicmodel as lm
from logicmodel.views.picture import Picture

from .nasty import QUESTIONS, plan

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def results() -> lm.Results:
    return lm.simulate(plan(title='A < B & "C" id="x"'), draws=128)


@pytest.fixture(scope="module")
def pictures(results: lm.Results) -> dict[str, Picture]:
    return {kind: lm.picture(ask(results), kind=kind) for kind, ask in QUESTIONS.items()}


def ids(picture: Picture) -> list[str]:
    return [element.attrib["id"] for element in ET.fromstring(picture.svg).iter() if "id" in element.attrib]


def test_the_same_answer_gives_the_same_bytes(results: lm.Results, pictures: dict[str, Picture]) -> None:
    for kind, ask in QUESTIONS.items():
        assert lm.picture(ask(results), kind=kind).svg == pictures[kind].svg


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import hashlib, logicmodel as lm\n"
        "r = lm.simulate(lm.read('scenarios/homeless-shelter/plan.yaml'), draws=64)\n"
        "print(hashlib.sha256(lm.picture(lm.time_to_target(r)).svg.encode()).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    here = lm.simulate(lm.read(ROOT / "scenarios/homeless-shelter/plan.yaml"), draws=64)
    assert done.stdout.strip() == hashlib.sha256(lm.picture(lm.time_to_target(here)).svg.encode()).hexdigest()


def test_two_charts_share_a_page(pictures: dict[str, Picture]) -> None:
    every = [name for picture in pictures.values() for name in ids(picture)]
    assert len(every) == len(set(every))
    for picture in pictures.values():
        root = ET.fromstring(picture.svg)
        known = set(ids(picture))
        used = {element.attrib[HREF].removeprefix("#") for element in root.iter() if HREF in element.attrib}
        used |= set(re.findall(r"url\(#([^)]+)\)", picture.svg))
        assert used <= known
        assert root.find(f".//{SVG}style") is None
        assert "<metadata" not in picture.svg


def test_a_picture_tells_what_it_shows(pictures: dict[str, Picture]) -> None:
    for picture in pictures.values():
        root = ET.fromstring(picture.svg)
        named = {element.attrib["id"]: element.text for element in root if element.tag in {f"{SVG}title", f"{SVG}desc"}}
        assert root.attrib["role"] == "img"
        assert root.attrib["aria-labelledby"].split() == list(named)
        title, description = named.values()
        assert title == picture.title
        assert picture.caption in (description or "")
        assert (picture.width, picture.height) == pytest.approx((float(root.attrib["width"]), float(root.attrib["height"])), abs=0.1)


def test_texts_are_texts_and_stay_what_they_are(pictures: dict[str, Picture]) -> None:
    picture = pictures["attainment"]
    assert 'A < B & "C" id="x" 0' in picture.letters
    found = [element.text or "" for element in ET.fromstring(picture.svg).iter(f"{SVG}text")]
    assert "".join(found) == picture.letters


def test_a_notebook_shows_picture_and_caption(pictures: dict[str, Picture]) -> None:
    picture = pictures["attainment"]
    shown = picture._repr_mimebundle_()
    assert shown["text/plain"].startswith(picture.title)
    page = shown["text/html"]
    assert page.startswith("<figure")
    assert ">Chance of meeting each target" in page
    assert 'width="720"' not in page
    assert 'style="width:100%;height:auto"' in page
    assert "A &lt; B &amp; &quot;C&quot;" in page.partition("<figcaption")[2]
    assert "figcaption" not in Picture(svg="<svg/>", width=1, height=1, title="t")._repr_html_()


@pytest.mark.parametrize(("suffix", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_a_picture_saves_itself(pictures: dict[str, Picture], tmp_path: Path, suffix: str, start: bytes) -> None:
    written = pictures["gap"].save(tmp_path / f"gap.{suffix}")
    assert written.read_bytes().startswith(start)
    assert written.stat().st_size > 4000


def test_another_suffix_is_refused(pictures: dict[str, Picture], tmp_path: Path) -> None:
    with pytest.raises(lm.RequestError, match=r"cannot be saved as 'gif'; use one of: \.svg"):
        pictures["gap"].save(tmp_path / "gap.gif")
    with pytest.raises(lm.RequestError, match="no suffix"):
        pictures["gap"].save(tmp_path / "gap")
    assert list(tmp_path.iterdir()) == []
