"""What plans may cost and when they have paid back, as people read it: in a terminal and in a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.costs.payback import COSTS, Payback
from analysis.outcomes.question import percent
from analysis.outcomes.tables import aligned, level_shown
from analysis.text.numbers import counted
from simulation.scenario.real_size import size_told

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario

TITLES = {
    "once": "once",
    "weekly": "a week",
    "yearly": "a year",
    "per_purchase": "a purchase",
    "per_customer": "a customer, a week",
}
BELOW = "a plan whose number is below 0 loses even where it costs nothing"


def may_cost(found: Sequence[Payback], weeks: int) -> str:
    """A row a plan for the terminal."""
    heads = ["strategy", *TITLES.values(), "paid back"]
    return aligned([heads, *([one.strategy, *cells_of(one, weeks)] for one in found)], rule_after=1)


def named(found: Sequence[Payback], labels: Mapping[str, str]) -> list[Payback]:
    """The same with plans by their labels."""
    return [replace(one, strategy=labels.get(one.strategy, one.strategy)) for one in found]


def cells_of(one: Payback, weeks: int) -> list[str]:
    """The largest costs of a plan, and when it has paid back."""
    return [*(level_shown(one.most[name], 1.0) for name in COSTS), paid_back(one, weeks)]


def paid_back(one: Payback, weeks: int) -> str:
    """From which week on, or not at all."""
    if one.week is not None:
        return "at once" if one.week == 1 else f"week {one.week}"
    told = f"not within {counted(weeks, 'week')}"
    return f"{told} ({percent(one.paid.mean)} of runs)" if one.paid.n > 1 else told


def head_of(scenario: Scenario, baseline: str) -> str:
    """What the numbers are, and in which money."""
    return (
        f"what each plan may cost beside its levers and still pay, against {baseline}: {scenario.market.currency};"
        f" once, a week and a year {size_told(scenario)}"
    )
