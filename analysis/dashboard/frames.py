"""A week in the numbers that a page draws; each is the metric of its name in `weekly.parquet`, `segments.parquet`.

Money and counts are of the market's real size.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from analysis.outcomes.real_size import grows, scale
from simulation.measurement.formulas import Record, ratio
from simulation.measurement.metrics import measured
from simulation.state import counts as m

if TYPE_CHECKING:
    from simulation.measurement.recorder import Week
    from simulation.model import LoyaltyModel

Numbers = list[float | None]
SUMMED = "cumulative_profit"
OF_A_WEEK = (
    "satisfaction", "nps", "conviction", "affect", "habit", "loyalty", "active_customers",
    "failures", "dissatisfied", "voiced", "complaints", "complaint_rate", "resolved", "resolution_weeks",
    "silent_exits", "exits", "wait_minutes", "morale",
    "price", "price_paid", "revenue", "extension_revenue", "cost", "profit", SUMMED,
)  # fmt: skip
"""Metrics that a week has by itself, without the year before it."""


class Frame(NamedTuple):
    """One week: each metric firm by firm, and the loyalty of each firm's customers type by type; None is undefined."""

    week: int
    firms: dict[str, Numbers]
    loyalty: list[Numbers]


def frame_of(model: LoyaltyModel, before: Frame | None) -> Frame:
    """The week that the model has just lived through; `before` is the frame of the week before."""
    week = model.recorder.weeks[-1]
    by_firm = _record(week, summed=True)
    factor = scale(model.scenario_in_use, model.settled_customers)
    metrics = {
        name: values * factor if grows(name) else values for name, values in measured(by_firm, OF_A_WEEK).items()
    }
    metrics = {"market_share": _shares(week), **metrics}
    if before is not None:
        metrics[SUMMED] = metrics[SUMMED] + np.array(before.firms[SUMMED], float)
    loyalty = measured(_record(week, summed=False), ["loyalty"])["loyalty"][0]
    numbers = {name: _plain(values[0]) for name, values in metrics.items()}
    return Frame(model.reported_week, numbers, [_plain(row) for row in loyalty])


def shares_before(weeks: Sequence[Week]) -> list[Numbers]:
    """Market shares of weeks in which the market settled, a row a week."""
    return [_plain(_shares(week)[0]) for week in weeks]


def _shares(week: Week) -> Any:
    units = week.counts[m.UNITS].sum(axis=-1).astype(float)[None]
    return ratio(units, units.sum(axis=1, keepdims=True))


def _record(week: Week, *, summed: bool) -> Record:
    """The week alone as the formulas of metrics take it, by firm or by firm and type."""
    counts, sums = week.counts.astype(float)[None], week.sums[None]
    if summed:
        counts, sums = counts.sum(axis=-1), sums.sum(axis=-1)
    return Record(
        counts=counts,
        sums=sums,
        costs=week.costs.astype(float)[None],
        prices=week.prices[None],
        waits=week.waits[None],
        morale=week.morale[None],
        answers=week.answers[None],
        totals=counts,
        customers=np.array(np.nan),
    )


def _plain(values: Any) -> Numbers:
    return [float(value) if np.isfinite(value) else None for value in values]
