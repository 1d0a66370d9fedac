"""The fit of a market to a panel of choices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.calibration.fitting.free_parameters import OF_A_PANEL, attractions_of, free_of
from analysis.calibration.fitting.problem import FitProblem, Target
from analysis.calibration.panel.market import firms_of, market_of, without_coupons
from analysis.calibration.panel.moments import RESAMPLES, panel_moments
from analysis.calibration.panel.recorded import trips_of_run
from analysis.calibration.panel.trips import Trips
from analysis.execution.run import Options, Run
from simulation.reading.errors import refused
from simulation.scenario.scenario import Scenario

HELD_BACK = 0.5
SHORTEST = 16
"""Weeks that it needs at least."""
FEWEST = 20
"""Households that a panel needs at least, so that resamples of them say anything."""


@dataclass(frozen=True)
class PanelLook:
    """Looks at a run as at a panel: moments of the weeks that the fit may see, and where `is_long` of those after.

    `least` are the purchases that the panel's households have at least in each of the two periods: who has fewer is in
    no panel. `firms` are the firms in the order of the panel's brands.
    """

    weeks: int
    least: tuple[int, int]
    firms: tuple[str, ...]
    is_long: bool = False

    def __call__(self, run: Run, options: Options) -> bytes:
        """The moments as numbers of eight bytes."""
        trips = trips_of_run(run, options).in_order_of(self.firms)
        periods = [trips.between(1, self.weeks).of_regulars(self.least[0])]
        if self.is_long:
            periods.append(trips.between(self.weeks + 1, np.inf).of_regulars(self.least[1]))
        return b"".join(panel_moments(period).values.tobytes() for period in periods)


def panel_problem(scenario: Scenario, trips: Trips, held_back: float = HELD_BACK) -> FitProblem:
    """What is to be fitted: a market with the panel's shelves, whose first part shows what the panel's first part does.

    Raises `Refused` where the panel is too small to say anything.
    """
    if trips.counts.size < FEWEST:
        raise refused(f"{trips.counts.size} households; a panel needs {FEWEST} or more", place="--data")
    if trips.time.max() < SHORTEST:
        raise refused(f"{trips.time.max():.0f} weeks; a panel needs {SHORTEST} or more", place="--data")
    shelves = without_coupons(trips)
    whole = int(trips.time.max())
    weeks = round(whole * (1.0 - held_back))
    first, last = shelves.between(1, weeks), shelves.between(weeks + 1, np.inf)
    market = market_of(scenario, shelves, first, (whole, weeks))
    firms = firms_of(market, trips.brands) or trips.brands
    known = panel_moments(first, RESAMPLES, market.run.seed)
    target = Target(
        known.names, known.values, known.covariance, 0.5 / first.brand.size, known.households, _held_back(last, market)
    )
    least = (least_of(first), least_of(last))
    shares = {one.firm: place for place, one in enumerate(known.names) if one.moment == "share"}
    reference = firms[int(np.argmax([known.values[shares[brand]] for brand in trips.brands]))]
    others = [firm for firm in firms if firm != reference]
    attractions = attractions_of(market, others, "share of the brand")
    told = [one for one in OF_A_PANEL if "display" not in one.name or trips.display.any()]
    of_firm = dict(zip(firms, trips.brands, strict=True))
    return FitProblem(
        scenario=market,
        free=(*attractions, *free_of(market, told)),
        target=target,
        look=PanelLook(weeks, least, firms),
        look_on=PanelLook(weeks, least, firms, is_long=True),
        weeks=weeks,
        share_of={one.name: shares[of_firm[firm]] for one, firm in zip(attractions, others, strict=True)},
        is_split=held_back > 0.0,
        level_of={"customers.purchases.per_year": [one.moment for one in known.names].index("purchases")},
    )


def least_of(trips: Trips) -> int:
    """Purchases that a household has at least: as in the panel, but no more than half the mean.

    Where a panel has nobody below that, its households buy by a regular habit, not since it took only heavy buyers.
    """
    counts = trips.counts
    return int(min(counts.min(), np.ceil(counts.mean() / 2.0))) if counts.size else 0


def _held_back(last: Trips, market: Scenario) -> tuple[np.ndarray, np.ndarray] | None:
    """Moments and covariance of what the fit never sees."""
    if not last.brand.size:
        return None
    known = panel_moments(last, RESAMPLES, market.run.seed)
    return known.values, known.covariance
