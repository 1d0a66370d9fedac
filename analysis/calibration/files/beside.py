"""A problem with further moments: facts and past changes beside a panel or a log, past changes beside facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from scipy.linalg import block_diag

from analysis.calibration.fitting.free_parameters import Free
from analysis.calibration.fitting.moments import Named
from analysis.calibration.fitting.problem import FitProblem, Look
from analysis.execution.run import Options, Run


class MoreMoments(NamedTuple):
    """Moments that join others, with their errors, those held back (nan for none), and what they set free.

    `levels` has the place of the moment among these that a parameter follows one to one, by the parameter's name.
    """

    names: tuple[Named, ...]
    observed: np.ndarray
    se: np.ndarray
    later: tuple[np.ndarray, np.ndarray]
    look: Look
    free: tuple[Free, ...]
    levels: Mapping[str, int]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class JoinedLook:
    """Two looks at one run, the second's numbers after the first's in each of the `times` periods."""

    first: Look
    second: Look
    times: int = 1

    def __call__(self, run: Run, options: Options) -> bytes:
        """The moments as numbers of eight bytes."""
        own = np.frombuffer(self.first(run, options)).reshape(self.times, -1)
        more = np.frombuffer(self.second(run, options))
        return np.concatenate([np.append(part, more) for part in own]).tobytes()


def joined(problem: FitProblem, more: MoreMoments) -> FitProblem:
    """The problem with further moments; what it has set free already stays as it is."""
    target, size = problem.target, len(problem.target.names)
    known = {path for one in problem.free for path in one.paths}
    free = tuple(one for one in more.free if known.isdisjoint(one.paths))
    later = target.held_back and (
        np.append(target.held_back[0], more.later[0]), block_diag(target.held_back[1], more.later[1])
    )  # fmt: skip
    return replace(
        problem,
        free=(*problem.free, *free),
        target=replace(
            target,
            names=(*target.names, *more.names),
            observed=np.append(target.observed, more.observed),
            slack=np.append(np.broadcast_to(target.slack, target.observed.shape), np.zeros(len(more.names))),
            covariance=block_diag(target.covariance, np.diag(more.se**2)),
            held_back=later,
        ),
        look=JoinedLook(problem.look, more.look),
        look_on=JoinedLook(problem.look_on, more.look, 1 + problem.is_split),
        level_of={**problem.level_of, **{one.name: size + more.levels[one.name] for one in free
                                         if one.name in more.levels}},
        sources=(*problem.sources, *more.sources),
    )  # fmt: skip
