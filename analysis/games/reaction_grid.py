"""Plans against reactions as a table that people read: a row a plan, a column a reaction."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.outcomes.question import Question
from analysis.outcomes.tables import difference_shown
from analysis.statistics.estimates import Estimate

if TYPE_CHECKING:
    import pandas as pd


class Grid(NamedTuple):
    """Rows of texts, the first of them the heads, and what they mean."""

    rows: list[list[str]]
    note: str


def grid_of(rivals: pd.DataFrame, question: Question) -> Grid:
    """The differences of `rivals.csv` from the baseline under the same reaction, each rival's best replies marked."""
    cells = rivals.to_dict("records")
    reactions = list(dict.fromkeys(str(cell["reaction"]) for cell in cells))
    largest = max((abs(cell["difference"]) for cell in cells if not math.isnan(cell["difference"])), default=0.0)
    factor, unit = (1e-3, f"1,000 {question.currency}") if largest >= 1e5 else (1.0, question.currency)
    rows = [[f"{question.focus} \\ {cells[0]['rival']}", *reactions]]
    for plan in dict.fromkeys(cell["plan"] for cell in cells):
        own = [_cell(cell, factor, is_base=plan == question.baseline) for cell in cells if cell["plan"] == plan]
        rows.append([question.named(plan), *own])
    base = question.named(question.baseline)
    note = f"{question.metric} in {unit} less that of {base} under the same reaction; *: what pays the rival best"
    return Grid(rows, note)


def _cell(cell: Mapping[Hashable, Any], factor: float, *, is_base: bool) -> str:
    found = Estimate(cell["difference"], math.nan, cell["ci_low"], cell["ci_high"], cell["replicates"])
    told = "0" if is_base else "–" if math.isnan(found.mean) else difference_shown(found, factor)
    return f"{told}{'*' if cell['best_reply'] else ' '}"
