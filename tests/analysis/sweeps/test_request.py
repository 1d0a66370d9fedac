"""What may be asked of a sweep and of a sensitivity study, and what is refused before anything runs."""

from dataclasses import FrozenInstanceError, replace

import pytest

from analysis.sweeps.request import SweepRequest, plan_sweep
from analysis.sweeps.sensitivity_request import SensitivityRequest, plan_sensitivity
from simulation import load
from simulation.reading.errors import Refused
from tests.simulation.sample_markets import price_of

PRICE = "firms.Alba.pricing.price"
VARIED = (f"{PRICE}=9:11",)


@pytest.fixture(scope="module")
def scenario():
    cut = {"market.burn_in_weeks": 4, "compare": {"cut": {PRICE: 8.0}, "as_is": {}}}
    return load("baseline", customers=200, weeks=8).changed(cut)


def test_a_sweep_is_of_the_baseline_strategy(scenario):
    sweep = plan_sweep(SweepRequest(scenario, (f"{PRICE}=9,10",)))
    assert price_of(sweep.scenario, "Alba") == 8.0
    assert (sweep.name, sweep.command, sweep.design.kind, sweep.outcome) == ("notebook", "sweep", "grid", "profit")
    assert sweep.design.points == [(9.0,), (10.0,)]


def test_what_points_are_ranked_by_and_their_name_change_nothing_that_runs_depend_on(scenario):
    request = SweepRequest(scenario, (f"{PRICE}=9,10",))
    other = replace(request, outcome="revenue", name="other")
    assert plan_sweep(request).asked() == plan_sweep(other).asked()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"outcome": "profits"}, "--outcome: no outcome 'profits'; did you mean 'profit'?"),
        ({"outcome": "retention"}, "--outcome: retention"),
        ({"design": "lsh"}, "--design: no design 'lsh'; did you mean 'lhs'?"),
        ({"design": "points.csv"}, "--design: a file of points says what varies; leave --vary and --samples out"),
        ({"vary": ("firms.Alba.pricing.prise=9,10",)}, "did you mean"),
        ({"vary": ()}, "nothing is varied"),
        ({"samples": 4}, "--samples"),
    ],
)
def test_a_sweep_that_cannot_be_is_refused(scenario, asked, said):
    with pytest.raises(Refused) as refusal:
        plan_sweep(replace(SweepRequest(scenario, (f"{PRICE}=9,10",)), **asked))
    assert said in str(refusal.value)


def test_a_method_has_samples_of_its_own(scenario):
    pytest.importorskip("SALib")
    assert plan_sensitivity(SensitivityRequest(scenario, VARIED)).extra == {"method": "morris", "samples": 10}
    asked = SensitivityRequest(scenario, VARIED, method="sobol", samples=2, outcomes=("revenue", "profit", "revenue"))
    sweep = plan_sensitivity(asked)
    assert sweep.extra == {"method": "sobol", "samples": 2}
    assert sweep.chosen == {"outcomes": ["as_is less cut: revenue", "as_is less cut: profit"]}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"method": "mores"}, "--method: no method 'mores'; did you mean 'morris'?"),
        ({"outcomes": ("profits",)}, "--outcome: no outcome 'profits'; did you mean 'profit'?"),
        ({"samples": 1}, "--samples: 1 samples; write 2 or more"),
    ],
)
def test_a_sensitivity_study_that_cannot_be_is_refused(scenario, asked, said):
    with pytest.raises(Refused) as refusal:
        plan_sensitivity(replace(SensitivityRequest(scenario, VARIED), **asked))
    assert said in str(refusal.value)


def test_without_a_range_all_that_is_plausible_varies(scenario):
    pytest.importorskip("SALib")
    varied = plan_sensitivity(SensitivityRequest(scenario, ())).design.paths
    assert len(varied) > 100
    assert PRICE not in varied, "the firm knows its price"


def test_a_request_stays_what_it_is(scenario):
    with pytest.raises(FrozenInstanceError):
        setattr(SweepRequest(scenario), "outcome", "revenue")  # noqa: B010  # what no type checker lets pass
