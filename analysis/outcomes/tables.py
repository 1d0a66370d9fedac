"""Tables for the terminal that a strategist reads at a glance, no wider than it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from analysis.outcomes.outcomes import Outcomes
from analysis.outcomes.question import Question, percent
from analysis.statistics.estimates import Estimate
from analysis.text.numbers import MOST_DIGITS, SAME, fitting_digits, number, scale_and_unit
from analysis.text.plain_signs import as_shown
from analysis.text.terminal_width import cells, columns, cut_apart, padded

WIDTH = 100
LONGEST_NAME = 18
COLUMNS = (
    ("profit", "profit"),
    ("market_share", "market share"),
    ("retention", "retention"),
    ("satisfaction", "satisfaction"),
    ("clv", "lifetime value"),
)
Scale = tuple[float, str]
"""Factor and unit in which a column is shown."""


def comparison_table(outcomes: Outcomes, question: Question) -> str:
    """A row a strategy: levels for the baseline, difference ± half the 95 % interval for the others."""
    chances = outcomes.chances(question.focus, question.metric, question.world)
    keys = [(strategy, question.focus) for strategy in outcomes.strategies]
    scales = {metric: column_scale(outcomes, keys, metric, question.currency) for metric, _ in COLUMNS}
    rows = _header("strategy", scales, ["best", "chance"])
    for strategy in outcomes.strategies:
        cells = [_cell(outcomes, strategy, question, metric, scale[0]) for metric, scale in scales.items()]
        chance = chances.get(strategy, math.nan)
        rows.append([question.named(strategy), *cells, "–" if math.isnan(chance) else percent(chance)])
    return aligned(rows, rule_after=2)


def levels_table(outcomes: Outcomes, strategy: str, currency: str) -> str:
    """A row a firm: mean ± half the 95 % interval of the main outcomes of one strategy."""
    keys = [(strategy, firm) for firm in outcomes.firms]
    scales = {metric: column_scale(outcomes, keys, metric, currency) for metric, _ in COLUMNS}
    rows = _header("firm", scales)
    for firm in outcomes.firms:
        levels = [(outcomes.level(strategy, firm, metric), scale[0]) for metric, scale in scales.items()]
        rows.append([firm, *(level_shown(level, factor) for level, factor in levels)])
    return aligned(rows, rule_after=2)


def column_scale(outcomes: Outcomes, keys: Iterable[tuple[str, str]], metric: str, currency: str) -> Scale:
    """Percent for shares; thousands or millions for large sums of money."""
    factor, unit = scale_and_unit(metric, currency)
    levels = [outcomes.level(strategy, firm, metric) for strategy, firm in keys]
    largest = max((abs(level.mean) for level in levels if level is not None), default=0.0)
    if unit == currency and largest >= 1e5:
        return (1e-6, f"million {unit}") if largest >= 1e6 else (1e-3, f"1,000 {unit}")
    return factor, unit


def _header(first: str, scales: dict[str, Scale], last: Sequence[str] = ()) -> list[list[str]]:
    """Titles, and units under them."""
    titles = [first, *(title for _, title in COLUMNS), *last[:1]]
    return [titles, ["", *(unit for _, unit in scales.values()), *last[1:]]]


def _cell(outcomes: Outcomes, strategy: str, question: Question, metric: str, factor: float) -> str:
    """The baseline's level, or another strategy's difference from it."""
    if strategy == question.baseline:
        return level_shown(outcomes.level(strategy, question.focus, metric), factor, interval=False)
    found = outcomes.difference(strategy, question.baseline, question.focus, metric)
    return difference_shown(found, factor)


def level_shown(found: Estimate | None, factor: float, *, interval: bool = True) -> str:
    """A level in few digits: 28.4 ±0.3."""
    if found is None:
        return "–"
    middle, half = found.mean * factor, found.half_width * factor
    digits = _digits(half, fitting_digits(middle))
    text = number(middle, digits=digits)
    return f"{text} ±{number(half, digits=digits)}" if half > 0.0 and interval else text


def difference_shown(found: Estimate | None, factor: float) -> str:
    """A difference in few digits: +1.2 ±0.3; `same` where there is none in any replicate, no ± where all are alike."""
    if found is None:
        return "–"
    middle, half = found.mean * factor, found.half_width * factor
    if found.mean == 0.0 and not half > 0.0:
        return SAME
    digits = _digits(half if half > 0.0 else abs(middle), fitting_digits(middle, half))
    text = number(middle, digits=digits, sign=True)
    return f"{text} ±{number(half, digits=digits)}" if half > 0.0 else text


def _digits(least: float, fitting: int) -> int:
    """Decimals: two at most, or as many more as it takes to see an interval, or a sure difference, that is not 0."""
    digits = min(fitting, 2)
    while 0.0 < least < 0.5 * 10.0**-digits and digits < MOST_DIGITS:
        digits += 1
    return digits


def aligned(rows: Sequence[Sequence[str]], rule_after: int, longest: int = LONGEST_NAME) -> str:
    """Rows as lines: names to the left, no two of them cut to the same, numbers to the right, a rule under the header.

    Where the terminal is narrower, columns that have no room follow below, after the names once more.
    """
    names = cut_apart([row[0] for row in rows], longest)
    short = [[as_shown(cell) for cell in (name, *row[1:])] for name, row in zip(names, rows, strict=True)]
    widths = [max(cells(row[column]) for row in short) for column in range(len(short[0]))]
    return "\n\n".join(_lines(short, widths, block, rule_after) for block in _blocks(widths, columns()))


def _blocks(widths: Sequence[int], room: int | None) -> list[list[int]]:
    """Columns beside each other, as many as have room, the first of them in each block."""
    blocks, end = [[0]], widths[0]
    for column, width in enumerate(widths[1:], start=1):
        if room is not None and end + 2 + width > room and len(blocks[-1]) > 1:
            blocks.append([0])
            end = widths[0]
        blocks[-1].append(column)
        end += 2 + width
    return blocks


def _lines(rows: Sequence[Sequence[str]], widths: Sequence[int], block: Sequence[int], rule_after: int) -> str:
    lines = []
    for place, row in enumerate(rows):
        texts = [padded(row[column], widths[column], left=column > 0) for column in block]
        lines.append("  ".join(texts).rstrip())
        if place == rule_after - 1:
            lines.append(as_shown("─") * (sum(widths[column] for column in block) + 2 * (len(block) - 1)))
    return "\n".join(lines)
