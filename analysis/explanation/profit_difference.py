"""Where a difference in profit comes from, customer by customer: the same people under two strategies.

Each customer of the focus firm belongs to one group, the first that fits: its complaints went another way in one of the
two runs; it was won by an acquaintance's word; it was won otherwise; it was there before the first week.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.execution.executor import do_all
from analysis.execution.run import Options, RunsFailed, model_of_run
from analysis.outcomes.profit_decomposition import BESIDE, SHARED_PARTS, ProfitBooks, Sales, decomposed
from analysis.outcomes.real_size import Scales
from analysis.statistics import estimates
from simulation.measurement.cost_parts import COST_PARTS
from simulation.model import run_to_end
from simulation.state import counts as m
from simulation.state.visit_codes import AT_DESK, REFERRED, REGULAR, SETTLED_AT_ONCE, SETTLED_LATER
from simulation.week.visit_lists import visited_rows

if TYPE_CHECKING:
    import pandas as pd

    from analysis.execution.execution import Execution
    from analysis.execution.run import Run
    from analysis.study.plan import Plan
    from simulation.model import LoyaltyModel

GROUPS = ("complaints that went another way", "won by word of mouth", "won otherwise", "customers of before")
NOT_TRACED = "other purchases"
TOTAL = "difference in profit"
COLUMNS = ["firm", "strategy", "baseline", "driver", "difference", "ci_low", "ci_high", "replicates"]


class RunTally(NamedTuple):
    """The focus firm's reported weeks of one run by customer, shape (customers,) each, and its costs in cents."""

    units: np.ndarray
    revenue: np.ndarray  # cents
    goods: np.ndarray  # cents
    settled: np.ndarray  # complaints settled by the front line
    at_desk: np.ndarray  # complaints that went on to the desk
    is_new: np.ndarray  # 0 no, 1 first bought in these weeks, 2 the same after an acquaintance's word
    costs: Mapping[str, int]
    began: Mapping[str, int]  # active customers of each firm at the end of burn-in


def tally(run: Run, options: Options, firm: int) -> RunTally:
    """Simulate a run and add up by customer what it bought from the firm, and what came of its complaints."""
    model = model_of_run(run, options)
    columns = np.zeros((5, run.scenario.market.customers), np.int64)
    is_new = np.zeros(run.scenario.market.customers, np.int8)
    run_to_end(model, lambda seen: _add_week(seen, firm, columns, is_new) if seen.reported_week >= 1 else None)
    weeks = model.recorder.weeks[run.scenario.market.burn_in_weeks :]
    costs = {part: int(sum(week.costs[place, firm] for week in weeks)) for place, part in enumerate(COST_PARTS)}
    costs[BESIDE] -= int(sum(week.counts[m.EXTENSION_CENTS, firm].sum() for week in weeks))
    began = model.settled_customers
    model.release()
    units, revenue, goods, settled, at_desk = columns
    return RunTally(units, revenue, goods, settled, at_desk, is_new, costs, began)


def _add_week(model: LoyaltyModel, firm: int, columns: np.ndarray, is_new: np.ndarray) -> None:
    """`columns` has the shape (5, customers), `is_new` (customers,)."""
    visits = model.world.visits
    rows = visited_rows(model.world)
    rows = rows[visits.firm[rows] == firm]
    who = model.world.customers.identity[visits.customer[rows]]  # one trip a week: nobody comes twice
    response = visits.response[rows]
    columns[0, who] += visits.quantity[rows]
    columns[1, who] += visits.paid[rows]
    columns[2, who] += visits.goods_cents[rows]
    columns[3, who] += (response == SETTLED_AT_ONCE) | (response == SETTLED_LATER)
    columns[4, who] += response == AT_DESK
    is_new[who] = np.where(visits.is_new[rows] != REGULAR, visits.is_new[rows], is_new[who])


def books_by_group(base: RunTally, other: RunTally) -> tuple[ProfitBooks, ProfitBooks]:
    """The books of two runs of the same customers, sales by the same groups of people."""
    groups = [
        (base.settled != other.settled) | (base.at_desk != other.at_desk),
        (base.is_new == REFERRED) | (other.is_new == REFERRED),
        (base.is_new != REGULAR) | (other.is_new != REGULAR),
        np.ones(base.units.size, np.bool_),
    ]
    place = np.argmax(np.stack(groups), axis=0)
    return _books(base, place), _books(other, place)


def _books(run: RunTally, place: np.ndarray) -> ProfitBooks:
    """`place` is the group of each customer, shape (customers,)."""
    sales = {}
    for number, name in enumerate(GROUPS):
        own = place == number
        sales[name] = Sales(int(run.units[own].sum()), int(run.revenue[own].sum()), int(run.goods[own].sum()))
    rest = run.costs["unit"] - sum(group.goods for group in sales.values())
    return ProfitBooks({**sales, NOT_TRACED: Sales(0, 0, rest)}, {part: run.costs[part] for part in SHARED_PARTS})


Tallies = Mapping[tuple[str, int], RunTally]
"""By strategy and replicate."""


def tallied(plan: Plan, strategies: Sequence[str], execution: Execution) -> Tallies:
    """Every run of these strategies and of the baseline, simulated once more and added up for the focus firm."""
    wanted = {plan.baseline, *strategies}
    runs = [run for run in plan.runs() if run.strategy in wanted]
    firm = list(plan.lead.firms).index(plan.lead.focus_firm)
    done = do_all(partial(tally, firm=firm), runs, execution)
    if done.failures:
        raise RunsFailed(done.failures)
    return {(run.strategy, run.replicate): one for run, one in zip(runs, done.results, strict=True)}


def drivers(found: Tallies, baseline: str) -> pd.DataFrame:
    """Cents by strategy, replicate and driver: the sum is the difference in profit from the baseline to the cent."""
    import pandas as pd

    rows: list[tuple[str, int, str, int]] = []
    for (strategy, replicate), other in found.items():
        if strategy != baseline:
            parts = decomposed(*books_by_group(found[baseline, replicate], other))
            rows += [(strategy, replicate, driver, cents) for driver, cents in parts.items()]
    return pd.DataFrame(rows, columns=["strategy", "replicate", "driver", "cents"])


def most_moved(base: RunTally, other: RunTally) -> tuple[int | None, int | None]:
    """The customer whose purchases grew most in money, and the one whose shrank most; None where nobody's did."""
    change = other.revenue - base.revenue
    more, less = int(np.argmax(change)), int(np.argmin(change))
    return more if change[more] > 0 else None, less if change[less] < 0 else None


def driver_summary(cents: pd.DataFrame, firm: str, baseline: str, scales: Scales) -> pd.DataFrame:
    """Mean and 95 % interval of each driver in money of the real size, and of their sum: the table `drivers.csv`."""
    import pandas as pd

    rows = []
    for strategy, part in cents.groupby("strategy", sort=False):
        table = part.pivot_table(index="replicate", columns="driver", values="cents", sort=False)
        table[TOTAL] = table.sum(axis=1)
        factors = [scales[replicate] / 100.0 for replicate in table.index]
        for driver in table.columns:
            values = [value * factor for value, factor in zip(table[driver].tolist(), factors, strict=True)]
            if any(values) or driver == TOTAL:
                found = estimates.estimate(values)
                rows.append((firm, strategy, baseline, driver, found.mean, found.low, found.high, found.n))
    return pd.DataFrame(rows, columns=COLUMNS)
