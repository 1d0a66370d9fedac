"""What is fitted: a scenario, its free parameters, what was observed, and how a run is looked at for the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.calibration.fitting.free_parameters import Free, placed
from analysis.calibration.fitting.moments import Named
from analysis.execution.run import Options, Run
from analysis.text.numbers import listed
from simulation.reading.errors import Refused, refused
from simulation.scenario.scenario import Scenario

Look = Callable[[Run, Options], bytes]
"""What a run is looked at for: moments as numbers of eight bytes, in the order of the target's names."""


REFINED = 20_000
UNSEEN = 5.0
"""Standard errors that a moment counts as off which a simulated market does not show."""


@dataclass(frozen=True, eq=False)
class Target:
    """What was observed. `covariance` is of the observed moments, from a bootstrap or as told.

    `held_back` are the same moments, with their covariance, in the period that the fit never saw; None where nothing
    is held back. `customers` are those whom the data are of, None where they are numbers of the whole market.
    """

    names: tuple[Named, ...]
    observed: np.ndarray
    covariance: np.ndarray
    floor: float
    customers: int | None = None
    held_back: tuple[np.ndarray, np.ndarray] | None = None
    slack: float | np.ndarray = 0.0
    """Part of a moment, or of each, by which no model of these data is expected to be closer, where they are many."""

    @property
    def is_told(self) -> np.ndarray:
        """Which moments the data tell, shape (moments,)."""
        return np.asarray(np.isfinite(self.observed) & np.isfinite(np.diag(self.covariance)))

    def noise(self, customers: int) -> np.ndarray:
        """Covariance of observed less simulated moments, with so many simulated customers, shape (moments, moments)."""
        share = self.customers / customers if self.customers else 0.0
        known = np.where(np.isfinite(self.covariance), self.covariance, 0.0)
        off = self.floor**2 + (self.slack * np.nan_to_num(self.observed)) ** 2
        return np.asarray(known * (1.0 + share) + np.eye(len(self.names)) * off)


@dataclass(frozen=True, eq=False)
class FitProblem:
    """A fit to carry out. `share_of` and `level_of` say which moment a parameter moves one to one, by its name.

    An attraction of `share_of` is raised by the log of observed to simulated share until they agree; a factor of
    `level_of` by the log of observed to simulated level. `look_on` looks at both periods of the whole time, for what is
    held back.
    """

    scenario: Scenario
    free: tuple[Free, ...]
    target: Target
    look: Look
    look_on: Look
    weeks: int
    share_of: Mapping[str, int] = field(default_factory=dict)
    level_of: Mapping[str, int] = field(default_factory=dict)
    customers: int = 4_000
    steps: tuple[int, int] = (5, 4)
    """Steps of each start, and of the best one after."""
    must_show: bool = False
    """Whether a simulated market that does not show every moment at all is of no use."""
    is_split: bool = True
    """Whether a part of the time is held back, at which a long look looks too."""
    sources: tuple[str, ...] = ()
    """The kind of file that each moment comes from; all from one where it is empty."""

    @property
    def large(self) -> int:
        """Customers of the markets in which attractions are refined; a small scenario stays as small."""
        own = self.scenario.market.customers
        return REFINED if own >= self.customers else own

    @property
    def usual(self) -> int:
        """Customers of the markets that the fit looks at."""
        return min(self.customers, self.scenario.market.customers)

    def with_free(self, free: tuple[Free, ...]) -> FitProblem:
        """The same with other priors."""
        return replace(self, free=free)

    def run(self, at: np.ndarray, replicate: int, *, customers: int | None = None, is_long: bool = False) -> Run:
        """The run of a point, in standard deviations of the priors from their means."""
        size = {"market.customers": customers or self.usual}
        weeks = {} if is_long else {"market.weeks": self.weeks}
        base = self.scenario
        return Run(base, f"point {replicate}", replicate, changes={**size, **weeks, **placed(base, self.free, at)})

    def is_sound(self, at: np.ndarray) -> bool:
        """Whether the scenario may have the numbers of a point."""
        try:
            self.scenario.changed(placed(self.scenario, self.free, at))
        except Refused:
            return False
        return True

    def refuse_unseen(self, simulated: np.ndarray) -> None:
        """Refuse to fit to what a simulated market does not show, where it must."""
        missing = [
            str(name) for name, value in zip(self.target.names, simulated, strict=True) if not np.isfinite(value)
        ]
        if self.must_show and missing:
            where = f"in {self.scenario.market.weeks} weeks of this market"
            raise refused(f"{listed(missing)}: undefined {where}; take more --weeks, or leave it out", path="observed")

    def residuals(self, simulated: np.ndarray, customers: int | None = None) -> np.ndarray:
        """How far simulated moments are from the observed, in standard errors; shape (told moments,).

        What a simulated market does not show at all, as repeats of a firm that sells nothing, is far off.
        """
        told = self.target.is_told
        error = np.sqrt(np.diag(self.target.noise(customers or self.usual)))[told]
        apart = (simulated[told] - self.target.observed[told]) / error
        return np.asarray(np.where(np.isfinite(apart), apart, UNSEEN))
