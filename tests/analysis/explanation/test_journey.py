"""A life is followed as it was lived, and two lives part where they first differ."""

import pytest

from analysis.execution.run import Run
from analysis.explanation.followed import follow
from analysis.explanation.journey import parting
from analysis.explanation.story import story
from simulation.reading.errors import Refused
from simulation.result import simulate


def test_the_same_strategy_never_parts_a_life(pair):
    one, other = (follow(pair[0], 7) for _ in range(2))
    assert parting(one, other) is None
    assert list(story([one], "USD")) == list(story([other], "USD"))


def test_purchases_told_are_those_of_the_run(as_is):
    """All customers' followed purchases in a tiny market are what the firms sold."""
    tiny = as_is.changed({"market.customers": 12, "market.weeks": 12})
    result = simulate(tiny)
    told = dict.fromkeys(tiny.firms, 0)
    for customer in range(12):
        for step in follow(Run(tiny, "as_is", 1), customer).steps:
            if step.trip and step.encounter:
                told[step.trip.choice] += step.trip.quantity
    assert told == {firm: result.outcomes[firm, "units"] for firm in tiny.firms}


def test_nobody_of_that_number_is_refused(pair):
    with pytest.raises(Refused, match="no customer 300; customers are numbered 0 to 299"):
        follow(pair[0], 300)
