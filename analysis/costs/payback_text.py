"""What plans may cost and when they have paid back, in words: heads, notes, and the week or why there is none."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.costs.payback import Payback
from analysis.outcomes.tables import Scale, aligned, level_shown
from analysis.text.numbers import counted
from simulation.scenario.real_size import size_told

if TYPE_CHECKING:
    from analysis.statistics.estimates import Estimate
    from simulation.scenario.scenario import Scenario

TITLES = {
    "once": ("once", ""),
    "weekly": ("a week", ""),
    "yearly": ("a year", ""),
    "per_purchase": ("a purchase", ""),
    "per_customer": ("a customer", "a week"),
}
"""How a cost is paid, in two lines."""
BELOW = "a plan whose number is below 0 loses even where it costs nothing"


def costs_table(found: Sequence[Payback], currency: str) -> str:
    """A row a plan: what it may cost at most, by how that is paid, and when it has paid back."""
    scales = {name: _money_scale([one.most[name] for one in found], currency) for name in TITLES}
    units = [" ".join(part for part in (scales[name][1], more) if part) for name, (_, more) in TITLES.items()]
    rows = [["strategy", *(title for title, _ in TITLES.values()), "paid back"], ["", *units, ""]]
    for one in found:
        costs = [level_shown(one.most[name], factor) for name, (factor, _) in scales.items()]
        rows.append([one.strategy, *costs, paid_back_briefly(one)])
    return aligned(rows, rule_after=2)


def _money_scale(levels: Sequence[Estimate], currency: str) -> Scale:
    """Thousands or millions for large sums; no unit where they are as they stand."""
    largest = max((abs(one.mean) for one in levels if math.isfinite(one.mean)), default=0.0)
    if largest < 1e5:
        return 1.0, ""
    return (1e-6, f"million {currency}") if largest >= 1e6 else (1e-3, f"1,000 {currency}")


def named(found: Sequence[Payback], labels: Mapping[str, str]) -> list[Payback]:
    """The same with plans by their labels."""
    return [replace(one, strategy=labels.get(one.strategy, one.strategy)) for one in found]


def paid_back(one: Payback, weeks: int) -> str:
    """From which week on, or not at all."""
    if one.week is not None:
        return _from_week(one.week)
    told = f"not within {counted(weeks, 'week')}"
    return f"{told} on average{_in_some_runs(one)}" if one.paid.n > 1 else told


def paid_back_briefly(one: Payback) -> str:
    """The same for a narrow column, beside `legend`."""
    if one.week is not None:
        return _from_week(one.week)
    return f"no{_in_some_runs(one)}"


def legend(weeks: int) -> str:
    """What the narrow column says."""
    told = "paid back: the week from which what the plan has brought so far stays at 0 or above, on average over runs"
    return f"{told}; no: not within {counted(weeks, 'week')}"


def head_of(scenario: Scenario, baseline: str) -> str:
    """What the numbers are, and in which money."""
    return (
        f"what each plan may cost beside its levers and still pay, against {baseline}: {scenario.market.currency};"
        f" once, a week and a year {size_told(scenario)}"
    )


def _from_week(week: int) -> str:
    return "at once" if week == 1 else f"week {week}"


def _in_some_runs(one: Payback) -> str:
    """That some of the runs have paid back though their mean has not: `, but in 3 of 4 runs`."""
    often = round(one.paid.mean * one.paid.n)
    return f", but in {often} of {one.paid.n} runs" if often and one.paid.n > 1 else ""
