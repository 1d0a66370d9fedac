"""The section on rivals' reactions: the grid of plans and reactions, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from analysis.games.reaction_grid import grid_of
from analysis.games.reaction_words import reaction_sentences
from analysis.games.reactions import REPLIES, RIVALS
from analysis.outcomes.question import Question

if TYPE_CHECKING:
    import pandas as pd


class RivalsSection(NamedTuple):
    """Heads and rows of the grid, what its cells mean, and sentences."""

    heads: list[str]
    rows: list[list[str]]
    note: str
    sentences: list[str]


def rivals_section(frames: Mapping[str, pd.DataFrame], question: Question) -> RivalsSection | None:
    """The section; None where plans were not set against reactions."""
    if RIVALS not in frames:
        return None
    heads, *rows = (grid := grid_of(frames[RIVALS], question)).rows
    return RivalsSection(heads, rows, grid.note, reaction_sentences(frames[RIVALS], frames[REPLIES], question))
