"""A figure that is drawn: its words, its numbers, and its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from analysis.figures.captions import Caption

if TYPE_CHECKING:
    import pandas as pd


class Picture(NamedTuple):
    """A figure as it is written and shown."""

    name: str
    words: Caption
    svg: bytes
    png: bytes
    table: pd.DataFrame | None
