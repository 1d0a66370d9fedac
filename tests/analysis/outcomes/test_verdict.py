"""The warning that sends one to a longer run is held to a run of ten years."""

from dataclasses import replace

import pytest

from analysis.outcomes.outcomes import gather
from analysis.outcomes.question import Question
from analysis.outcomes.verdict import now_against_later, verdict_of
from simulation.result import simulate
from tests.simulation.sample_markets import market

QUESTION = Question("as_is", "Alba", "USD")
LONGER = "judge it over a longer run"
PROGRAMMES = {
    "dear": {"firms.Alba.alliance": 0.5, "firms.Alba.alliance_cost": 3.0},
    "good": {"firms.Alba.alliance": 1.0, "firms.Alba.alliance_cost": 1.2},
    "idle": {"firms.Alba.overhead": 400.0},
}
"""A programme that costs more than it keeps, one that pays in time, and money spent on nothing."""


def compared(weeks, replicates):
    """Outcomes of a market without and with each programme from week 1 on, in so many replicates each."""
    scenario = market({"customers.bonds.alliance": 0.4}, customers=1000, weeks=weeks, burn_in_weeks=104)
    plans = {"as_is": scenario, **{name: scenario.changed(changes) for name, changes in PROGRAMMES.items()}}
    return gather(
        [
            replace(simulate(plan, number, settled=scenario), strategy=name, replicate=number)
            for name, plan in plans.items()
            for number in range(1, replicates + 1)
        ]
    )


@pytest.fixture(scope="module")
def now():
    return compared(104, 8)


@pytest.mark.slow
def test_whom_the_warning_sends_to_a_longer_run_ten_years_prove_right(now):
    later = compared(520, 3)
    for name in PROGRAMMES:
        soon, late = (one.difference(name, "as_is", "Alba", "profit") for one in (now, later))
        said = now_against_later(now, name, QUESTION) or ""
        if LONGER in said:
            assert late.mean * soon.mean < 0.0, name
        if late.mean < soon.mean:
            assert LONGER not in said, name
    assert later.difference("dear", "as_is", "Alba", "profit").mean < 2.0 * soon_loss(now, "dear") < 0.0
    assert LONGER in (now_against_later(now, "good", QUESTION) or "")


def soon_loss(now, name):
    """What a programme cost in two years."""
    return now.difference(name, "as_is", "Alba", "profit").mean


@pytest.mark.parametrize("name", ["dear", "idle"])
def test_a_programme_that_costs_more_than_it_keeps_is_not_told_to_wait(now, name):
    equity = now.difference(name, "as_is", "Alba", "customer_equity")
    assert equity.mean < 0.0
    assert equity.excludes_zero
    assert not any(warning.startswith(name) for warning in verdict_of(now, QUESTION).warnings)
