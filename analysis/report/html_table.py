"""A table of the page: figures as people read them."""

from __future__ import annotations

from typing import NamedTuple


class Cell(NamedTuple):
    """A figure, and whether it is surely more or surely less than the baseline: up, down or nothing."""

    text: str
    sign: str = ""


class HtmlTable(NamedTuple):
    """Heads with their units, and rows: a name and its cells."""

    heads: list[tuple[str, str]]
    rows: list[tuple[str, list[Cell]]]
