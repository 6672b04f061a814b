"""The reference pages are those the docstrings make."""

from __future__ import annotations

import pytest

from . import reference


@pytest.mark.parametrize("name", ["plan-file.md", "parts.md"])
def test_reference_page_is_up_to_date(name: str) -> None:
    found = (reference.PAGES / name).read_text(encoding="utf-8")
    assert found == reference.pages()[name], "run: python -m tests.docs.reference"


def test_every_field_is_described() -> None:
    for title, model in reference.ELEMENTS.items():
        for name in model.model_fields:
            assert model.descriptions().get(name), f"{title}.{name}"
