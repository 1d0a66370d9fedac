"""What the page says of doubt: how plans fare over plausible worlds, how these look, what decides, what to find out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.outcomes.outcomes import Outcomes
from analysis.outcomes.question import Question
from analysis.outcomes.tables import aligned
from analysis.outcomes.told_shares import told_shares
from analysis.report.assumptions import assumptions
from analysis.report.decides import how_to_find_out, small_print, what_decides, what_to_find_out
from analysis.report.html_table import Cell, HtmlTable
from analysis.report.measure import measure_of
from analysis.report.sureness import footnote, of_100, rows_of
from analysis.text.numbers import number, scale_and_unit
from analysis.uncertainty.doubt import ATTRACTION, OUTCOMES, WorldsFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.study.plan import Plan

SPREAD = ("market_share", "churn", "satisfaction")
"""Outcomes of the baseline by which a world is seen to be plausible."""
POINTS = (0.05, 0.5, 0.95)


def doubt_parts(plan: Plan, outcomes: Outcomes, doubt: WorldsFound | None) -> dict[str, Any]:
    """What the page needs below its first lines: `doubt`, which is None without worlds, and `assumptions`."""
    parts: dict[str, Any] = {"doubt": None, "assumptions": assumptions(plan, doubt)}
    if doubt is None:
        return parts
    question = plan.question
    decides = what_decides(outcomes, question, doubt)
    worth = " ".join(filter(None, [what_to_find_out(doubt), how_to_find_out(doubt)]))
    told = {
        "worlds": doubt.worlds,
        "assumptions": len(doubt.varied),
        "table": fates(question, doubt),
        "note": footnote(doubt),
        "spread": spread(outcomes, question, doubt),
        "shares": shares_told(question, doubt),
        "decides": decides,
        "worth": worth,
        "metric": doubt.metric.replace("_", " "),
        "called": small_print(doubt, [*decides, worth]),
    }
    return parts | {"doubt": told}


def fates(question: Question, doubt: WorldsFound) -> HtmlTable:
    """A row a plan: how it fares over the worlds."""
    measure = measure_of(doubt.scenario, doubt.metric)
    heads = [("better", f"than {question.named(question.baseline)}"), ("best", "of all")]
    heads += [(name, measure.unit) for name in ("mean", "in 90 of 100", "given away")]
    rows = []
    for plan, row in rows_of(doubt, question).items():
        ends = " to ".join(measure.figure(row[end], sign=True) for end in ("p05", "p95"))
        better = "–" if plan == question.baseline else of_100(row, "better")
        mean, lost = measure.figure(row["mean"], sign=True), measure.figure(row["max_regret"])
        told = (better, of_100(row, "best"), mean, ends, f"at most {lost}")
        rows.append((question.named(plan), [Cell(text) for text in told]))
    return HtmlTable(heads, rows)


def fates_table(question: Question, doubt: WorldsFound) -> str:
    """The same for a terminal."""
    table = fates(question, doubt)
    rows = [["plan", *(title for title, _ in table.heads)], ["", *(unit for _, unit in table.heads)]]
    rows += [[plan, *(cell.text for cell in cells)] for plan, cells in table.rows]
    return aligned(rows, rule_after=2)


def spread(outcomes: Outcomes, question: Question, doubt: WorldsFound) -> HtmlTable:
    """What the baseline looks like with the numbers of the file, and in the worlds: it shows how plausible they are."""
    rows = []
    for metric in SPREAD:
        level = outcomes.level(question.baseline, question.focus, metric)
        seen = seen_in_worlds(doubt, question.baseline, question.focus, metric)
        if level is None or not seen:
            continue
        scale, unit = scale_and_unit(metric, question.currency)
        told = [number(value * scale) for value in (level.mean, *seen)]
        name = f"{metric.replace('_', ' ')}{f', {unit}' if unit else ''}"
        rows.append((name, [Cell(text) for text in told]))
    heads = [("this file", ""), ("low", "5 of 100 worlds lie below"), ("middle", ""), ("high", "5 of 100 lie above")]
    return HtmlTable(heads, rows)


def seen_in_worlds(doubt: WorldsFound, plan: str, firm: str, metric: str) -> Sequence[float]:
    """Low, middle and high of a metric over worlds, each the mean of its replicates; empty where none has it."""
    table = doubt.frames[OUTCOMES]
    own = table[(table["plan"] == plan) & (table["firm"] == firm) & (table["metric"] == metric)]
    values = own.groupby("world")["value"].mean()
    return [float(value) for value in np.quantile(values, POINTS)] if len(values) else []


def shares_told(question: Question, doubt: WorldsFound) -> str:
    """How far the worlds are from the shares that the file tells; empty where it tells none."""
    told = told_shares(doubt.scenario)
    if not told:
        return ""
    parts = []
    for firm, share in told.items():
        seen = seen_in_worlds(doubt, question.baseline, firm, "market_share")
        moved = seen_in_worlds(doubt, question.baseline, firm, ATTRACTION)
        if seen and moved:
            ends = " to ".join(number(100.0 * value, digits=1) for value in (seen[0], seen[-1]))
            far = " to ".join(number(value, digits=2) for value in (moved[0], moved[-1]))
            parts.append(f"{firm} {number(100.0 * share, digits=1)} % told, {ends} % in the worlds (attraction {far})")
    return f"Attractions are brought back in each world to the market shares that the file tells: {'; '.join(parts)}."
