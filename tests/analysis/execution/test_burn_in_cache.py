"""A burn-in that runs share changes no number."""

from typing import Any

import pytest

from analysis.execution.burn_in_cache import FOLLOWED, SettledMarket, beginning
from analysis.execution.executor import jobs_of
from analysis.execution.run import Options, Run, attempt_all, simulate_run
from analysis.formats.serialization import decoded, encoded
from simulation.result import Result
from simulation.scenario.load import load
from simulation.scenario.parameters.firm import Firm

STRATEGIES = {
    "as_is": {},
    "cheap": {"firms.Alba.pricing.price": 8.0},
    "adaptive": {"firms.Alba.pricing": {"strategy": "hill_climb"}},
    "served": {"firms.Alba.service.quality": 0.9, "firms.Brio.recovery": {"strategy": "fast_track"}},
    "caring": {
        "firms.Alba.care": {"knowledge": 0.8, "favours": 0.4, "accuracy": 0.7, "brand_message": 0.5},
        "firms.Alba.promise": 0.1,
        "firms.Brio.extension": {"fit": 0.9},
    },
    "loud": {"firms.Alba.advertising": 900.0, "firms.Alba.presence": 0.9, "firms.Alba.attraction": 0.5},
}


@pytest.fixture(scope="module")
def settled():
    return load("complaint_desk", customers=400, weeks=9).changed({"market.burn_in_weeks": 7, "compare": STRATEGIES})


def runs_of(settled, replicates=2):
    arms = {name: settled.with_strategy(name) for name in settled.compare}
    return [
        Run(arm, name, replicate, settled, beginning(arm, settled))
        for name, arm in arms.items()
        for replicate in range(1, replicates + 1)
    ]


def test_every_run_that_shares_its_burn_in_has_the_numbers_of_one_that_does_not(settled):
    runs = runs_of(settled)
    alone = [encoded(simulate_run(run, Options())) for run in runs]
    jobs = jobs_of(runs, range(len(runs)), 1)
    assert sorted(map(len, jobs)) == [6, 6]
    for job in jobs:
        shared = attempt_all(simulate_run, [runs[number] for number in job], Options())
        assert [encoded(result) for result in shared if isinstance(result, Result)] == [alone[number] for number in job]
    assert len(set(alone)) == len(runs)


def test_what_a_firm_is_born_with_keeps_runs_apart(settled):
    here = beginning(settled, settled)
    for name in settled.compare:
        assert beginning(settled.with_strategy(name), settled) == here
    apart = {
        "firms.Alba.image": 0.9,
        "firms.Alba.initial_share": 2.0,
        "market.weeks": 10,
        "customers.purchases.per_year": 9.0,
        "run.seed": 2,
        "events": [{"event": "promotion", "firm": "Brio", "from_week": 3, "weeks": 2, "depth": 0.2}],
    }
    for path, value in apart.items():
        assert beginning(settled.change(path, value), settled) != here
    assert beginning(settled, settled.change("firms.Brio.pricing.price", 9.0)) != here


def test_every_block_that_runs_may_share_is_a_block_of_a_firm():
    assert set(Firm.model_fields) > FOLLOWED


def test_jobs_leave_no_process_idle(settled):
    runs = runs_of(settled, 1)
    assert sorted(map(len, jobs_of(runs, range(6), 2))) == [3, 3]
    assert jobs_of(runs, [4, 1], 1) == [(4, 1)]


def test_a_burn_in_that_fails_is_not_gone_on_with(settled):
    class Breaks:
        reported_week = -2

        def step(self):
            raise FloatingPointError

    begin: Any = Breaks
    market = SettledMarket()
    for _ in range(2):
        with pytest.raises(FloatingPointError):
            market.model("key", begin)


def test_a_result_survives_the_store(settled):
    result = simulate_run(runs_of(settled)[0], Options())
    back = decoded(encoded(result))
    assert back.outcomes == result.outcomes
    for name in ("weekly", "segments", "flows", "standing"):
        assert getattr(back, name).equals(getattr(result, name))
