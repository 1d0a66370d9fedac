"""The tables of the report: figures as people read them, and which of them are sure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from analysis.outcomes.question import Question, percent
from analysis.outcomes.tables import COLUMNS, column_scale, difference_shown, level_shown
from analysis.text.numbers import counted

if TYPE_CHECKING:
    import pandas as pd

    from analysis.outcomes.outcomes import Outcomes
    from analysis.statistics.estimates import Estimate
    from analysis.study.plan import Plan

REPORTED = (*COLUMNS, ("customer_equity", "customer equity"))
FILES = {
    "summary.csv": "means and intervals of every outcome",
    "comparison.csv": "differences paired by replicate, with intervals and the chance of being best",
    "years.csv": "the same differences of sums, year by year",
    "outcomes.csv": "one number a run, firm and outcome",
    "standing.csv": "customers, revenue and profit by new, regular, loyal and lapsed, one row a run and firm",
    "weekly.parquet": "every metric by strategy, replicate, week and firm, for programs",
    "segments.parquet": "the same by loyalty type",
    "flows.parquet": "who switched from whom to whom, and why",
}
BY_WEEK = {
    "weekly.csv": "what is asked of a week, by strategy and firm: means with intervals; with --csv every replicate",
    "segments.csv": "the same by loyalty type",
}
"""Tables that the page does not count the rows of: it is the same with `--csv` and without."""


class Cell(NamedTuple):
    """A figure, and whether it is surely more or surely less than the baseline: up, down or nothing."""

    text: str
    sign: str = ""


class HtmlTable(NamedTuple):
    """Heads with their units, and rows: a name and its cells."""

    heads: list[tuple[str, str]]
    rows: list[tuple[str, list[Cell]]]


def comparison_rows(outcomes: Outcomes, question: Question) -> HtmlTable:
    """A row a strategy: the baseline's levels, the others' differences from it."""
    keys = [(strategy, question.focus) for strategy in outcomes.strategies]
    scales = {metric: column_scale(outcomes, keys, metric, question.currency) for metric, _ in REPORTED}
    chances = question.chances(outcomes)
    rows = []
    for strategy in outcomes.strategies:
        cells = []
        for metric, (factor, _) in scales.items():
            if strategy == question.baseline:
                level = outcomes.level(strategy, question.focus, metric)
                cells.append(Cell(level_shown(level, factor, interval=False)))
            else:
                found = outcomes.difference(strategy, question.baseline, question.focus, metric)
                cells.append(Cell(difference_shown(found, factor), _sign(found)))
        chance = chances.get(strategy, math.nan)
        rows.append((strategy, [*cells, Cell("–" if math.isnan(chance) else percent(chance))]))
    return HtmlTable([*_heads(scales), ("chance", "of best profit")], rows)


def level_rows(outcomes: Outcomes, strategy: str, question: Question) -> HtmlTable:
    """A row a firm: mean ± half the interval."""
    keys = [(strategy, firm) for firm in outcomes.firms]
    scales = {metric: column_scale(outcomes, keys, metric, question.currency) for metric, _ in REPORTED}
    rows = [
        (
            firm,
            [Cell(level_shown(outcomes.level(strategy, firm, metric), scale[0])) for metric, scale in scales.items()],
        )
        for firm in outcomes.firms
    ]
    return HtmlTable(_heads(scales), rows)


def _heads(scales: Mapping[str, tuple[float, str]]) -> list[tuple[str, str]]:
    return [(title, scales[metric][1]) for metric, title in REPORTED]


def _sign(found: Estimate | None) -> str:
    if found is None or not found.excludes_zero:
        return ""
    return "up" if found.mean > 0.0 else "down"


def files_of(frames: Mapping[str, pd.DataFrame], plan: Plan) -> list[tuple[str, str]]:
    """The files beside the report, each with what it holds."""
    tables = [(name, f"{meaning} ({counted(len(frames[name]), 'row')})") for name, meaning in FILES.items()
              if name in frames]  # fmt: skip
    scenarios = ["scenario.yaml", *(f"scenario-{place}.yaml" for place in range(2, len(plan.sources) + 1))]
    return [
        *tables,
        *BY_WEEK.items(),
        *((name, "the scenario with every parameter, ready to run") for name in scenarios),
        ("figures/", "the figures of this page as PNG and SVG, and as CSV the numbers that no table above has"),
        ("manifest.json", "version, seed, libraries, checksums and the meaning of every column"),
    ]
