"""The fit of a market to a purchase log of one firm: who comes, how often people need something, and who drops out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.calibration.fitting.free_parameters import Informed, free_of
from analysis.calibration.fitting.problem import FitProblem, Target
from analysis.calibration.log.counts import BY_CALENDAR, TO_COME, Log, log_moments, log_of, logged, names_of
from analysis.calibration.panel.recorded import trips_of_run
from analysis.execution.run import Options, Run
from simulation.loyalty import LOYALTY_TYPES
from simulation.reading.errors import refused
from simulation.scenario.scenario import Scenario

HELD_BACK = 0.5
RESAMPLES = 200
CUSTOMERS = 8_000
SHORTEST = 16
FEWEST = 100
COMING = "customers.coming_and_going"
OF_A_LOG = (
    Informed("customers.purchases.per_year", "factor", "repeats", 1.0, 15.0),
    Informed("customers.purchases.shape", "factor", "customers with many and with no repeats", 0.1, 1.5),
    Informed("customers.purchases.renewal", "factor", "repeats after many and after none", 0.02, 0.3),
    Informed(f"{COMING}.dropout", "logit", "when last repeats were, customers with none", 0.05, 0.5),
    Informed(f"{COMING}.dropout_size", "factor", "when last repeats were, by how many there were", 1.0, 10.0),
)
"""What a log tells: need and its differences, lives that change, and leaving."""
START = {
    "customers.purchases.per_year": 4.0,
    "customers.purchases.shape": 0.4,
    f"{COMING}.dropout": 0.3,
    "customers.purchases.outside_appeal": -10.0,
    f"{COMING}.first_dropout": 0.0,
    **{f"customers.types.{kind}.effort_per_step": 0.0 for kind in LOYALTY_TYPES},
}
"""Where the fit begins. A trip that ends without a purchase leaves no trace in a log, so that need is counted in
purchases and nothing else stands in their way."""
ANEW: Mapping[str, Any] = {"focus": None, "compare": {"as_is": {}}, "rivals": {}, "events": [], "observed": {}}
"""What a scenario says of firms that are gone."""
FAILURES = 0.01
"""Failures of the one firm: who leaves for them and who leaves of his own accord look alike in a log, so that leaving
stands for both."""
SLACK = 0.03
SEASONS = 0.2
"""By what part a quarter's repeats lie above or below what customers do of themselves.

A fit that knows no seasons would take them for customers who leave.
"""


@dataclass(frozen=True)
class LogLook:
    """Looks at a run as at a log; where `is_long` it gives the moments of both periods after each other."""

    seen: int
    whole: int
    is_long: bool = False

    def __call__(self, run: Run, options: Options) -> bytes:
        """The moments as numbers of eight bytes."""
        trips = trips_of_run(run, options)
        log = log_of(trips.household, trips.time)
        names = names_of(self.seen, self.whole)
        values = log_moments(log, self.seen, self.whole if self.is_long else self.seen).values  # noqa: PD011  # no frame
        padded = np.append(values, np.full(len(names) - values.size, np.nan)) if not self.is_long else values
        return b"".join([padded.tobytes()] * (1 + self.is_long))


def log_problem(scenario: Scenario, transactions: pd.DataFrame, held_back: float = HELD_BACK) -> FitProblem:
    """What is to be fitted: a cohort that comes as the log's customers came, and comes back as they did.

    Raises `Refused` where the log is too short, of too few, or of several firms.
    """
    firms = transactions["firm"].unique()
    if len(firms) > 1:
        told = f"tells of {len(firms)} firms, and not of what else stood on the shelf"
        raise refused(f"{told}; keep the rows of one firm, or give `choices`", place="transactions")
    log, (seen, whole) = logged(transactions, held_back)
    _refuse_small(log, seen, whole)
    market = market_of(scenario, log, (seen, whole), transactions["amount"].to_numpy(float), str(firms[0]))
    known = log_moments(log, seen, whole, RESAMPLES, scenario.run.seed)
    of_seen = np.array([not name.moment.startswith(TO_COME) for name in known.names])
    target = Target(
        names=known.names,
        observed=np.where(of_seen, known.values, np.nan),
        covariance=known.covariance,
        floor=1e-4,
        customers=known.households,
        held_back=(np.where(of_seen, np.nan, known.values), known.covariance) if whole > seen else None,
        slack=np.array([SEASONS if name.moment in BY_CALENDAR else SLACK for name in known.names]),
    )
    return FitProblem(
        scenario=market,
        free=free_of(market, OF_A_LOG),
        target=target,
        look=LogLook(seen, whole),
        look_on=LogLook(seen, whole, is_long=True),
        weeks=seen,
        customers=CUSTOMERS,
        steps=(12, 10),
        is_split=whole > seen,
    )


def _refuse_small(log: Log, seen: int, whole: int) -> None:
    if seen < SHORTEST or log.customers < FEWEST:
        told = f"{log.customers} customers in {whole} weeks; a log needs {FEWEST} in {2 * SHORTEST} or more"
        raise refused(told, place="transactions")


def market_of(scenario: Scenario, log: Log, weeks: tuple[int, int], amounts: np.ndarray, firm: str) -> Scenario:
    """The scenario with this firm alone, to which customers come as in the log; nobody was there before."""
    seen, whole = weeks
    first = log.week[np.diff(log.customer, prepend=-1) != 0]
    came = np.bincount(np.minimum(first[first <= seen], seen), minlength=seen + 1)[1:]
    price = round(float(amounts[amounts > 0].mean()), 2)
    service = {"strategy": "fixed", "failure_rate": FAILURES}
    block = {"presence": 1.0, "pricing": {"strategy": "fixed", "price": price}, "service": service}
    changes: dict[str, Any] = {
        "question": "Who of the customers that came will come back?",
        "firms": {**dict.fromkeys(scenario.firms), firm: block},
        "market.usual_price": price,
        "market.weeks": whole,
        "market.burn_in_weeks": 0,
        **START,
        f"{COMING}.vacant": 1.0,
        f"{COMING}.by_week": [float(f"{share:.8f}") for share in came / came.sum() * 0.9999],
        **ANEW,
    }
    return scenario.changed(changes)
