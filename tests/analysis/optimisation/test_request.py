"""What may be asked of a search, and what is refused before anything runs."""

from dataclasses import replace

import pytest

from analysis.optimisation.request import MOST_TRIALS, OptimumRequest, plan_optimum
from simulation import load
from simulation.reading.errors import Refused

PRICE = "firms.Alba.pricing.price"


@pytest.fixture(scope="module")
def request_of_profit():
    return OptimumRequest(load("baseline", customers=200, weeks=8), (f"{PRICE}=8:13",), maximise="profit")


def test_less_of_an_outcome_may_be_wanted_within_limits(request_of_profit):
    pytest.importorskip("optuna")
    task = plan_optimum(replace(request_of_profit, maximise=None, minimise="cost", limits=("profit>=52/year",)))
    assert (task.goal.column, task.goal.sign, task.trials, task.paths) == ("cost", -1.0, 40, (PRICE,))
    assert [(limit.column, limit.bound) for limit in task.goal.limits] == [("profit", 8.0)]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"vary": ()}, "--vary: nothing is varied"),
        ({"maximise": None}, "--maximise: say what is wanted: one of --maximise and --minimise"),
        ({"minimise": "cost"}, "--maximise: say what is wanted: one of --maximise and --minimise"),
        ({"maximise": "profits"}, "--maximise: no outcome 'profits'; did you mean 'profit'?"),
        ({"limits": ("cost",)}, "--subject-to: 'cost' is no limit"),
        ({"trials": 0}, "--trials: 0 trials; write 1 to 100,000"),
        ({"trials": MOST_TRIALS + 1}, "--trials: 100001 trials; write 1 to 100,000"),
        ({"vary": (f"{PRICE}=-5:13",)}, PRICE),
    ],
)
def test_a_search_that_cannot_be_is_refused(request_of_profit, asked, said):
    with pytest.raises(Refused) as refusal:
        plan_optimum(replace(request_of_profit, **asked))
    assert said in str(refusal.value)
