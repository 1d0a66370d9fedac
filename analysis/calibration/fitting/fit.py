"""The fit: attractions by a fixed point to the shares, then least squares from four starts, on the same luck.

A point is so many standard deviations of the priors from their means, so the priors are rows of the least squares. The
first Jacobian is taken by wide one-sided steps and kept up to date by Broyden's rule [Broyden1965]; steps are those of
Levenberg and Marquardt. In the end the slopes are taken anew, forwards with one luck and backwards with another: where
the two disagree it was luck, and their product over both does not count it as knowledge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.calibration.fitting.evaluations import Evaluations, Trial
from analysis.calibration.fitting.found import Fitted, Slopes
from analysis.calibration.fitting.free_parameters import recentred
from analysis.calibration.fitting.problem import FitProblem
from analysis.statistics.unit_samples import unit_samples

STARTS = 4
FIXED_POINT_STEPS = 6
FIXED_POINT_AGAIN = 2
WIDE = 1.0
"""Step of a slope, in standard deviations of the prior."""
FARTHEST = 1.0
"""Farthest step of a parameter at once, likewise."""
EAGER = 1.2
"""By how much more than the log ratio of shares an attraction is moved: rivals and habits dampen it."""
LARGEST_MOVE = 1.5
REFINE_STEPS = 3
LUCKS = (1, 2)
FRESH = (2, 3)
"""Luck on which the last step is judged."""
FARTHEST_BACK = 3.0
"""Farthest last step of a parameter."""


@dataclass(eq=False)
class Walk:
    """One start on its way down."""

    at: np.ndarray
    residuals: np.ndarray
    slopes: np.ndarray
    caution: float = 0.1

    @property
    def cost(self) -> float:
        """Sum of squares of residuals and priors."""
        return cost_of(self.residuals, self.at)

    def proposal(self) -> np.ndarray:
        """Where least squares would go next."""
        normal = self.slopes.T @ self.slopes + np.eye(self.at.size)
        slope = self.slopes.T @ self.residuals + self.at
        step = -np.linalg.solve(normal + self.caution * np.diag(np.diag(normal)), slope)
        return np.asarray(self.at + step * min(1.0, FARTHEST / max(float(np.abs(step).max(initial=0.0)), 1e-9)))

    def learn(self, at: np.ndarray, residuals: np.ndarray) -> None:
        """Take a simulated proposal in, and go there where it is better."""
        step = at - self.at
        missed = residuals - self.residuals - self.slopes @ step
        self.slopes = self.slopes + np.outer(missed, step) / max(float(step @ step), 1e-12)
        if cost_of(residuals, at) < self.cost:
            self.at, self.residuals, self.caution = at, residuals, self.caution / 4.0
        else:
            self.caution = max(self.caution, 0.01) * 6.0


def cost_of(residuals: np.ndarray, at: np.ndarray) -> float:
    """What is made small."""
    return float(residuals @ residuals + at @ at)


def fitted(problem: FitProblem, evaluations: Evaluations) -> Fitted:
    """The fit of a problem."""
    start = levelled(problem, evaluations, np.zeros(len(problem.free)), FIXED_POINT_STEPS)
    problem = problem.with_free(recentred(problem.free, start, problem.share_of))
    start = np.where([one.name in problem.share_of for one in problem.free], 0.0, start)
    walks = _walks(problem, evaluations, start)
    _descend(problem, evaluations, walks, problem.steps[0])
    best = min(walks, key=lambda walk: walk.cost)
    best.slopes, best.caution = slopes_at(problem, evaluations, best.at, 1, WIDE)[0], 0.1
    _descend(problem, evaluations, [best], problem.steps[1])
    slopes, here = _slopes(problem, evaluations, best.at)
    at = _believed(problem, evaluations, best.at, slopes, here)
    at, simulated = refined(problem, evaluations, at)
    costs = tuple(walk.cost for walk in walks)
    return Fitted(problem, at, simulated, slopes, costs, evaluations.count)


def _slopes(problem: FitProblem, evaluations: Evaluations, at: np.ndarray) -> tuple[Slopes, np.ndarray]:
    """Slopes on either side, each with a luck of its own, and the residuals at the point with both lucks."""
    found = [slopes_at(problem, evaluations, at, luck, side) for luck, side in zip(LUCKS, (WIDE, -WIDE), strict=True)]
    return Slopes(found[0][0], found[1][0]), np.stack([found[0][1], found[1][1]])


def _believed(
    problem: FitProblem, evaluations: Evaluations, at: np.ndarray, slopes: Slopes, here: np.ndarray
) -> np.ndarray:
    """The point that least squares would go to from here, did luck not disturb the slopes.

    Searching on one luck bends numbers to it that the data hardly tell; this brings them back towards the priors. It is
    taken, whole or half, where it is no worse on luck that the search did not have.
    """
    size = np.eye(at.size)
    curved = slopes.product(np.eye(here.shape[1])) + size
    steep = (slopes.forwards.T @ here[1] + slopes.backwards.T @ here[0]) / 2.0 + at
    step = np.clip(-np.linalg.solve(curved, steep), -FARTHEST_BACK, FARTHEST_BACK)
    points = [at, at + step / 2.0, at + step]
    asked = [Trial(point, luck) for luck in FRESH for point in points]
    seen = evaluations.moments(problem, asked)
    costs = [cost_of(problem.residuals(found), one.at) for one, found in zip(asked, seen, strict=True)]
    best: np.ndarray = points[int(np.reshape(costs, (len(FRESH), -1)).mean(axis=0).argmin())]
    return best


def levelled(problem: FitProblem, evaluations: Evaluations, at: np.ndarray, steps: int) -> np.ndarray:
    """The point moved until shares and levels are those observed, as far as so many steps bring it."""
    for _ in range(steps):
        (simulated,) = evaluations.moments(problem, [Trial(at)])
        problem.refuse_unseen(simulated)
        at = at + moves(problem, simulated)
    return at


def moves(problem: FitProblem, simulated: np.ndarray) -> np.ndarray:
    """How the fixed point moves each parameter, in standard deviations; 0 for those that no moment levels."""
    observed = problem.target.observed
    moved = np.zeros(len(problem.free))
    reference = _others(problem, observed, simulated)
    for place, one in enumerate(problem.free):
        if one.name in problem.share_of:
            by = EAGER * (_log_ratio(observed, simulated, problem.share_of[one.name]) - reference)
        elif one.name in problem.level_of:
            by = _log_ratio(observed, simulated, problem.level_of[one.name])
        else:
            continue
        moved[place] = np.clip(by, -LARGEST_MOVE, LARGEST_MOVE) / one.spread
    return moved


def _others(problem: FitProblem, observed: np.ndarray, simulated: np.ndarray) -> float:
    """Log ratio of what is left to the firms whose attraction is not free."""
    places = list(problem.share_of.values())
    rest, seen = 1.0 - observed[places].sum(), 1.0 - np.nan_to_num(simulated[places]).sum()
    return float(np.log(max(rest, 1e-3) / max(seen, 1e-3))) if places else 0.0


def _log_ratio(observed: np.ndarray, simulated: np.ndarray, place: int) -> float:
    return float(np.log(max(observed[place], 1e-4) / max(np.nan_to_num(simulated[place]), 1e-4)))


def _walks(problem: FitProblem, evaluations: Evaluations, start: np.ndarray) -> list[Walk]:
    """Four starts: the levelled one, and others well apart in what the shares do not tell."""
    is_levelled = np.array([one.name in {*problem.share_of, *problem.level_of} for one in problem.free])
    seed = problem.scenario.run.seed
    units = np.array(unit_samples("lhs", start.size, STARTS - 1, seed))
    points = [start, *(np.where(is_levelled, start, 2.0 * unit - 1.0) for unit in units)]
    for _ in range(FIXED_POINT_AGAIN):
        found = evaluations.moments(problem, [Trial(at) for at in points[1:]])
        points[1:] = [at + moves(problem, seen) for at, seen in zip(points[1:], found, strict=True)]
    found = evaluations.moments(problem, [Trial(at) for at in points])
    slopes, _ = slopes_at(problem, evaluations, start, 1, WIDE)
    return [Walk(at, problem.residuals(seen), slopes) for at, seen in zip(points, found, strict=True)]


def slopes_at(
    problem: FitProblem, evaluations: Evaluations, at: np.ndarray, luck: int, step: float
) -> tuple[np.ndarray, np.ndarray]:
    """Slopes of the residuals at a point, by steps to one side, and the residuals there."""
    points = [at, *(at + step * unit for unit in np.eye(at.size))]
    here, *there = evaluations.moments(problem, [Trial(one, luck) for one in points])
    base = problem.residuals(here)
    return np.column_stack([(problem.residuals(seen) - base) / step for seen in there]), base


def _descend(problem: FitProblem, evaluations: Evaluations, walks: Sequence[Walk], steps: int) -> None:
    """Let all starts go down together, so that their runs share the cores."""
    for _ in range(steps):
        proposals = [walk.proposal() for walk in walks]
        found = evaluations.moments(problem, [Trial(at) for at in proposals])
        for walk, at, seen in zip(walks, proposals, found, strict=True):
            walk.learn(at, problem.residuals(seen))


def refined(problem: FitProblem, evaluations: Evaluations, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Attractions and levels once more on large markets, and the moments there; shape (runs, moments of both periods).

    The last pass looks at the whole time, so that what was held back is simulated by markets that never saw it.
    """
    for step in range(REFINE_STEPS):
        is_last = step == REFINE_STEPS - 1
        asked = [Trial(at, luck, problem.large, is_last) for luck in LUCKS]
        found = evaluations.moments(problem, asked)
        if not is_last:
            at = at + moves(problem, found.mean(axis=0)[: len(problem.target.names)])
    return at, found
