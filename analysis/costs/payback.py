"""What a plan may cost at most, so that it still pays, and the week from which it has paid back."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.statistics import estimates
from analysis.statistics.estimates import Estimate
from analysis.statistics.ratios import ratio

if TYPE_CHECKING:
    import pandas as pd

PAYBACK = "payback.csv"
COLUMNS = ("firm", "strategy", "baseline", "measure", "value", "ci_low", "ci_high", "replicates")
COSTS = ("once", "weekly", "yearly", "per_purchase", "per_customer")
"""How a cost may be paid, as `cost` of a plan has it, and by year."""
WEEK, PAID = "payback_week", "paid_back"
WEEKS_A_YEAR = 52.0
CENT = 0.005
NOISE_OF_SUMS = 1e-9
"""Share of the sums of many weeks below which what is left of their difference is rounding."""


@dataclass(frozen=True)
class Payback:
    """A plan: the largest cost at which it still pays by how it is paid, and when its gains have made up for it.

    Costs are those beside its levers, money as `cost` of a plan has it: once, weekly and yearly in the real market, or
    per 10,000 customers of it, per unit sold, and a week per active customer. `week` is None where it has not paid back
    in the end; `paid` is the share of replicates in which it has.
    """

    strategy: str
    most: Mapping[str, Estimate]
    week: int | None
    paid: Estimate


def paybacks(weekly: pd.DataFrame, baseline: str, firm: str, customers: int) -> list[Payback]:
    """What each plan comes to for the firm, from the table of every week in every replicate of so many customers."""
    found = []
    for strategy in dict.fromkeys(weekly["strategy"]):
        plan, base = _books(weekly, strategy, firm), _books(weekly, baseline, firm)
        common = [replicate for replicate in plan["profit"].index if replicate in base["profit"].index]
        if strategy != baseline and common:
            gains = plan["profit"].loc[common] - base["profit"].loc[common]
            found.append(
                _payback(strategy, gains, {name: table.loc[common] for name, table in plan.items()}, customers)
            )
    return found


def _books(weekly: pd.DataFrame, strategy: str, firm: str) -> dict[str, pd.DataFrame]:
    """A row a replicate and a column a week, of what the costs of a plan go by."""
    own = weekly[(weekly["strategy"] == strategy) & (weekly["firm"] == firm)]
    names = ("profit", "cost_plan", "units", "active_customers")
    return {name: own.pivot_table(index="replicate", columns="week", values=name) for name in names}


def _payback(strategy: str, gains: pd.DataFrame, plan: Mapping[str, pd.DataFrame], customers: int) -> Payback:
    before_cost = _before_cost(gains, plan["cost_plan"])
    scale, weeks = customers / 10_000.0, gains.shape[1]
    each = {
        "once": np.full(len(gains), scale),
        "weekly": np.full(len(gains), scale * weeks),
        "yearly": np.full(len(gains), scale * weeks / WEEKS_A_YEAR),
        "per_purchase": plan["units"].sum(axis=1).to_numpy(),
        "per_customer": plan["active_customers"].sum(axis=1).to_numpy(),
    }
    cumulated = gains.to_numpy().cumsum(axis=1)
    return Payback(
        strategy,
        {name: ratio(before_cost, times.tolist()) for name, times in each.items()},
        first_week_paid([estimates.mean(column) for column in cumulated.T.tolist()]),
        estimates.share([float(first_week_paid(row) is not None) for row in cumulated.tolist()]),
    )


def _before_cost(gains: pd.DataFrame, cost: pd.DataFrame) -> list[float]:
    """What the plan would have gained at no cost, replicate by replicate; 0 where only rounding is left of it."""
    gained, paid = gains.sum(axis=1).to_numpy(), cost.sum(axis=1).to_numpy()
    noise = NOISE_OF_SUMS * (gains.abs().to_numpy().sum(axis=1) + np.abs(paid))
    return [float(value) for value in np.where(np.abs(gained + paid) <= noise, 0.0, gained + paid)]


def first_week_paid(cumulated: Sequence[float]) -> int | None:
    """The first week, from 1, from which a sum that grows week by week never falls below 0 again; None: it ends there.

    Parts of a cent do not count.
    """
    below = [week for week, money in enumerate(cumulated, start=1) if money < -CENT]
    if below and below[-1] == len(cumulated):
        return None
    return below[-1] + 1 if below else 1


def payback_table(found: Sequence[Payback], baseline: str, firm: str) -> pd.DataFrame:
    """A row a plan and measure: the table `payback.csv`; the week is empty where there is none."""
    import pandas as pd

    rows = []
    for one in found:
        week = math.nan if one.week is None else float(one.week)
        for name, seen in {**one.most, PAID: one.paid}.items():
            rows.append((firm, one.strategy, baseline, name, seen.mean, seen.low, seen.high, seen.n))
        rows.append((firm, one.strategy, baseline, WEEK, week, math.nan, math.nan, one.paid.n))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def read_paybacks(table: pd.DataFrame) -> Iterator[Payback]:
    """What such a table says, without standard deviations."""
    for strategy in dict.fromkeys(table["strategy"]):
        rows = table[table["strategy"] == strategy].set_index("measure")
        told = {
            name: Estimate(
                float(row["value"]), math.nan, float(row["ci_low"]), float(row["ci_high"]), int(row["replicates"])
            )
            for name, row in rows.iterrows()
        }
        week = told[WEEK].mean
        most = {name: told[name] for name in COSTS}
        yield Payback(str(strategy), most, None if math.isnan(week) else int(week), told[PAID])


def cumulated_gains(weekly: pd.DataFrame, baseline: str, firm: str) -> pd.DataFrame:
    """Gain of each plan on the baseline up to each week, all its costs paid: strategy, week, mean, low, high."""
    import pandas as pd

    parts = []
    base = _books(weekly, baseline, firm)["profit"]
    for strategy in dict.fromkeys(weekly["strategy"]):
        gains = (_books(weekly, strategy, firm)["profit"] - base).dropna()
        if strategy == baseline or gains.empty:
            continue
        middle, half = estimates.estimates_of_columns(gains.to_numpy().cumsum(axis=1))
        seen = {"week": gains.columns, "mean": middle, "low": middle - half, "high": middle + half}
        parts.append(pd.DataFrame({"strategy": strategy, **seen}))
    return pd.concat(parts, ignore_index=True)
