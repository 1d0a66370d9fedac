"""The tables of the report: figures as people read them, and which of them are sure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.costs.payback import Payback
from analysis.costs.payback_text import TITLES, paid_back
from analysis.outcomes.question import Question, percent
from analysis.outcomes.tables import COLUMNS, column_scale, difference_shown, level_shown
from analysis.report.html_table import Cell, HtmlTable
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
    "payback.csv": "what each plan may cost and still pay, and the week from which it has paid back",
    "outcomes.csv": "one number a run, firm and outcome",
    "standing.csv": "customers, revenue and profit by new, regular, loyal and lapsed, one row a run and firm",
    "rivals.csv": "what each plan makes of a difference under each reaction of the rivals",
    "replies.csv": "best replies, worst cases and regret of each plan",
    "weekly.parquet": "every metric by strategy, replicate, week and firm, for programs",
    "segments.parquet": "the same by loyalty type",
    "flows.parquet": "who switched from whom to whom, and why",
    "worlds.csv": "the plausible worlds: a value of every assumption in each",
    "world_outcomes.parquet": "one number a world, replicate, plan, firm and outcome",
    "robustness.csv": "how every plan fares over the worlds, with standard errors",
    "tornado.csv": "how far each assumption moves the difference between two plans",
    "flips.csv": "where that difference changes its sign",
    "worth.csv": "what finding out each assumption is worth",
}
BY_WEEK = {
    "weekly.csv": "what is asked of a week, by strategy and firm: means with intervals; with --csv every replicate",
    "segments.csv": "the same by loyalty type",
}
"""Tables that the page does not count the rows of: it is the same with `--csv` and without."""


def comparison_rows(outcomes: Outcomes, question: Question) -> HtmlTable:
    """A row a strategy: the baseline's levels, the others' differences from it."""
    keys = [(strategy, question.focus) for strategy in outcomes.strategies]
    scales = {metric: column_scale(outcomes, keys, metric, question.currency) for metric, _ in REPORTED}
    chances = outcomes.chances(question.focus, question.metric, question.world)
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
        rows.append((question.named(strategy), [*cells, Cell("–" if math.isnan(chance) else percent(chance))]))
    return HtmlTable([*_heads(scales), ("chance", "of best profit")], rows)


def cost_rows(found: Sequence[Payback], weeks: int) -> HtmlTable:
    """A row a plan: what it may cost at most, by how that is paid, and when it has paid back."""
    rows = []
    for one in found:
        costs = [Cell(level_shown(one.most[name], 1.0)) for name in TITLES]
        rows.append((one.strategy, [*costs, Cell(paid_back(one, weeks))]))
    return HtmlTable([*TITLES.values(), ("paid back", "")], rows)


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
