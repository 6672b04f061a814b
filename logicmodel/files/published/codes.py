"""Codes that both reading and writing of published files rest on."""

from __future__ import annotations

from typing import Final

LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
CLASSES: Final = {"recipient-country": "IATI country", "recipient-region": "IATI region", "sector": "IATI sector"}
"""Elements that class an activity, and the schemes of their codes among the references of a plan."""
