"""The fit and what is believed after it, on problems whose answer is known."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.calibration.fitting.draws import drawn_points, draws_frame, posterior_of
from analysis.calibration.fitting.evaluations import Evaluations
from analysis.calibration.fitting.fit import fitted
from analysis.calibration.fitting.free_parameters import Informed, attractions_of, free_of, placed
from analysis.calibration.fitting.moments import Named
from analysis.calibration.fitting.problem import FitProblem, Target
from analysis.execution.run import Options, Run
from simulation.scenario.load import load


class Linear(Evaluations):
    """Stands for simulated markets: moments are a line in the parameters, with luck of each replicate."""

    def __init__(self, slopes, level, noise=0.0):
        self.slopes, self.level, self.noise, self.count = slopes, level, noise, 0
        self.base = None

    def moments(self, problem, asked):
        """Moments of the points, each parameter counted from where its prior first was."""
        self.base = self.base or problem.free
        self.count += len(asked)
        found = []
        for one in asked:
            moved = [
                (free.centre - first.centre) / first.spread for free, first in zip(problem.free, self.base, strict=True)
            ]
            luck = self.noise * np.random.default_rng(
                (one.replicate, *(np.abs(one.at * 1e6).astype(int)))
            ).standard_normal(self.level.size)
            found.append(self.level + self.slopes @ (np.asarray(moved) + one.at) + luck)
        return np.array(found)


def nothing(_run: Run, _options: Options) -> bytes:
    """No run is looked at: moments come from the line."""
    raise AssertionError


@pytest.fixture(scope="module")
def scenario():
    return load("baseline")


def problem(scenario, size, observed, error=1.0):
    told = [
        Informed("customers.types.*.price_weight", "factor", ""),
        Informed("customers.purchases.shape", "factor", ""),
    ]
    return FitProblem(
        scenario=scenario,
        free=free_of(scenario, told),
        target=Target(tuple(Named("m", str(n)) for n in range(size)), observed, np.eye(size) * error**2, 0.0),
        look=nothing, look_on=nothing, weeks=52, is_split=False,
    )  # fmt: skip


def test_the_fit_is_that_of_least_squares_with_the_prior(scenario):
    luck = np.random.default_rng(3)
    slopes, level = luck.standard_normal((6, 2)), luck.standard_normal(6)
    found = fitted(problem(scenario, 6, np.zeros(6), 0.5), Linear(slopes, level))
    rows, right = slopes / 0.5, -level / 0.5
    exact = np.linalg.solve(rows.T @ rows + np.eye(2), rows.T @ right)
    assert found.at == pytest.approx(exact, abs=1e-3)
    assert found.runs <= 150
    spread = np.sqrt(np.diag(np.linalg.inv(rows.T @ rows + np.eye(2))))
    assert posterior_of(found).spread == pytest.approx(spread, rel=1e-6)


def test_data_that_move_with_nothing_tell_nothing(scenario):
    found = fitted(problem(scenario, 6, np.ones(6)), Linear(np.zeros((6, 2)), np.zeros(6)))
    posterior = posterior_of(found)
    assert posterior.spread == pytest.approx(1.0)
    assert not posterior.is_told.any()


def test_luck_is_not_taken_for_knowledge(scenario):
    size = 40
    spreads = []
    for seed in range(8):
        target = problem(scenario.change("run.seed", 1 + seed), size, np.zeros(size))
        at_luck = Linear(np.zeros((size, 2)), np.zeros(size), noise=0.3)
        spreads.append(posterior_of(fitted(target, at_luck)).spread)
    # one Jacobian alone would find 40 * 2 * 0.3 ** 2 = 7 of curvature and call both identified (0.35)
    assert np.median(spreads) > 0.7


def test_attractions_follow_the_shares(scenario):
    firms = list(scenario.firms)[1:]
    attractions = attractions_of(scenario, firms, "share")
    seen = np.array([0.35, 0.27, 0.1])

    class Shares(Linear):
        """Shares of a plain logit of attractions."""

        def moments(self, problem, asked):
            self.count += len(asked)
            rows = []
            for one in asked:
                value = placed(problem.scenario, problem.free, one.at)
                worth = np.exp([scenario.firms["Alba"].attraction, *value.values()])
                rows.append((worth / worth.sum())[1:])
            return np.array(rows)

    asked = problem(scenario, 3, seen, 0.01)
    asked = replace(asked, free=attractions, share_of={one.name: n for n, one in enumerate(attractions)})
    found = fitted(asked, Shares(np.zeros((3, 3)), np.zeros(3)))
    assert found.simulated.mean(axis=0) == pytest.approx(seen, abs=0.003)


def test_draws_have_the_spread_of_the_posterior_and_make_sound_markets(scenario):
    slopes = np.array([[3.0, 0.0], [0.0, 0.5]])
    found = fitted(problem(scenario, 2, np.zeros(2)), Linear(slopes, np.zeros(2)))
    posterior = posterior_of(found)
    points = np.array(drawn_points(found, posterior, 400, seed=1))
    assert points.std(axis=0) == pytest.approx(posterior.spread, rel=0.15)
    again = drawn_points(found, posterior, 400, seed=1)
    assert np.array_equal(points, again)
    frame = draws_frame(found, again[:3])
    assert frame.columns[0] == "draw"
    assert frame["draw"].tolist() == [1, 2, 3]
    assert "customers.types.emotional.price_weight" in frame
    for row in frame.drop(columns="draw").to_dict("records"):
        scenario.changed(row)
