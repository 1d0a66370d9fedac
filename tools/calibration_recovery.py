"""Does a fit find what is there? Markets with known numbers, drawn from what is plausible, are fitted like a panel.

    python -m tools.calibration_recovery --markets 40

adds the markets that `docs/calibration_recovery.csv` does not hold yet, one row a market and parameter, and one for the
effect of a plan; `python -m tools.calibration_page` makes the page of it.
"""

from __future__ import annotations

import argparse
import csv
import math
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from analysis.calibration.fitting.draws import drawn_points, posterior_of
from analysis.calibration.fitting.evaluations import Evaluations, Trial
from analysis.calibration.fitting.fit import fitted
from analysis.calibration.fitting.found import Fitted
from analysis.calibration.fitting.free_parameters import placed
from analysis.calibration.fitting.problem import FitProblem
from analysis.calibration.panel.market import replayed
from analysis.calibration.panel.problem import panel_problem
from analysis.calibration.panel.recorded import trips_of_run
from analysis.calibration.panel.trips import Trips
from analysis.calibration.tables import NINETY, OF_ITS_RANGE
from analysis.execution.execution import Execution
from analysis.execution.run import Options, Run
from analysis.study.run_store import open_store
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario
from simulation.strategies.pricing import Replay

KEPT = Path(__file__).parents[1] / "docs" / "calibration_recovery.csv"
COLUMNS = ("market", "parameter", "truth", "estimate", "sd", "covered", "told", "runs", "seconds")
FIRMS = ("Alba", "Brio", "Corda", "Dorra")
USUAL = (10.0, 11.0, 9.0, 9.5)
WEEKS = 52
HOUSEHOLDS = 300
LEAST = 2
"""Purchases without which a household would be in no panel."""
FIRST_LUCK = 1_000
"""Replicates from here on are the real markets': the fit has never had their luck."""
DRAWS = 16
LUCKS = (0, 1)
"""Lucks with which each draw meets a plan."""
RISE = 1.05
PLAN = "effect of a 5 % price rise"
BIG = 20_000


def base(number: int) -> Scenario:
    """A market whose four firms change prices and promote by a calendar of its own."""
    luck = np.random.default_rng((20, number))
    firms = {}
    for firm, usual in zip(FIRMS, USUAL, strict=True):
        price = np.round(usual * np.exp(0.05 * luck.standard_normal(WEEKS)), 2)
        display = (luck.random(WEEKS) < 0.15).astype(float)
        price = np.where(display > 0.0, np.round(usual * luck.uniform(0.7, 1.0, WEEKS), 2), price)
        firms[firm] = {"attraction": 0.0, "pricing": replayed(price, display, usual)}
    size = {"market.customers": 3_000, "market.weeks": WEEKS, "market.burn_in_weeks": WEEKS, "run.seed": 1 + number}
    return load("baseline").changed({**size, "firms": firms, "compare": {"as_is": {}}, "events": []})


def panel_of(scenario: Scenario, truth: dict[str, float], number: int) -> Trips:
    """What so many households of the real market bought."""
    run = Run(scenario, "real", FIRST_LUCK + number, changes=truth)
    trips = trips_of_run(run.made(), Options()).of_regulars(LEAST)
    return trips.of(np.isin(trips.household, np.unique(trips.household)[:HOUSEHOLDS]))


def recovered(number: int) -> Iterator[dict[str, object]]:
    """A market with numbers drawn from what is plausible, and what a fit finds of them."""
    scenario, began = base(number), time.process_time()
    luck = np.random.default_rng((21, number))
    first = panel_problem(scenario, panel_of(scenario, {}, number), held_back=0.0)
    at = {one.name: luck.uniform(-OF_ITS_RANGE, OF_ITS_RANGE) for one in first.free}
    attraction = {f"firms.{firm}.attraction": luck.uniform(-1.5, 1.5) for firm in FIRMS}
    numbers = np.array([at[one.name] for one in first.free])
    truth = {**placed(scenario, first.free, numbers), **attraction}
    problem = panel_problem(scenario, panel_of(scenario, truth, number), held_back=0.0)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder), "0" * 64) as store:
        evaluations = Evaluations(store, Execution(workers=1))
        found = fitted(problem, evaluations)
        seconds = time.process_time() - began
        runs = evaluations.count
        rows = [*_parameters(found, at, attraction), _plan(found, evaluations, scenario, truth)]
    for row in rows:
        yield {"market": number, "runs": runs, "seconds": round(seconds, 1), **row}


def _parameters(found: Fitted, at: dict[str, float], attraction: dict[str, float]) -> Iterator[dict[str, object]]:
    """Truth and estimate in standard deviations of the prior, attractions against the firm that is held fixed."""
    posterior = posterior_of(found)
    names = [one.name for one in found.problem.free]
    (fixed,) = (firm for firm in FIRMS if f"firms.{firm}.attraction" not in names)
    for one, estimate, spread, told in zip(
        found.problem.free, posterior.at, posterior.spread, posterior.is_told, strict=True
    ):
        if one.name in attraction:
            apart = attraction[one.name] - attraction[f"firms.{fixed}.attraction"]
            truth = (apart - one.base[0] - one.centre) / one.spread
        else:
            truth = at[one.name]
        name = "firms.*.attraction" if one.name in attraction else one.name
        covered = abs(truth - estimate) <= NINETY * spread
        yield _row(name, (truth, float(estimate), float(spread)), covered=covered, told=bool(told))


def _plan(found: Fitted, evaluations: Evaluations, scenario: Scenario, truth: dict[str, float]) -> dict[str, object]:
    """The effect on its share of the first firm's price rise: in the real market, and over draws.

    The spread is that between draws alone: what luck adds to each is taken out, as far as its lucks tell it.
    """
    dearer = {"firms.Alba.pricing.prices": [round(RISE * p, 4) for p in _prices(scenario)]}
    big = {"market.customers": BIG, **truth}
    effects_there = [_real_share(scenario, big | dearer, luck) - _real_share(scenario, big, luck) for luck in LUCKS]
    real = float(np.mean(effects_there))
    points = drawn_points(found, posterior_of(found), DRAWS, scenario.run.seed)
    with_rise = replace(found.problem, scenario=found.problem.scenario.changed(dearer))
    place = [str(name) for name in found.problem.target.names].index("share Alba")
    effects = _share(evaluations, with_rise, points, place) - _share(evaluations, found.problem, points, place)
    mean, spread = float(effects.mean()), spread_without_luck(effects)
    covered = abs(mean - real) <= NINETY * spread
    return _row(PLAN, (100.0 * real, 100.0 * mean, 100.0 * spread), covered=covered, told=True)


def spread_without_luck(effects: np.ndarray) -> float:
    """Standard deviation between draws, of effects of shape (draws, lucks), without what luck adds to it."""
    luck = float(effects.var(axis=1, ddof=1).mean()) / effects.shape[1]
    return math.sqrt(max(float(effects.mean(axis=1).var(ddof=1)) - luck, 0.0))


def _real_share(scenario: Scenario, changes: dict[str, Any], luck: int) -> float:
    trips = trips_of_run(Run(scenario, "real", FIRST_LUCK + luck, changes=changes).made(), Options())
    return float((trips.brand == trips.brands.index("Alba")).mean())


def _prices(scenario: Scenario) -> tuple[float, ...]:
    pricing = scenario.firms["Alba"].pricing
    return pricing.prices if isinstance(pricing, Replay) else ()


def _share(evaluations: Evaluations, problem: FitProblem, points: list[np.ndarray], place: int) -> np.ndarray:
    """The share of each point with each luck, shape (points, lucks)."""
    asked = [Trial(point, len(LUCKS) * number + luck) for number, point in enumerate(points, start=1) for luck in LUCKS]
    return np.asarray(evaluations.moments(problem, asked)[:, place].reshape(len(points), -1))


def _row(name: str, numbers: tuple[float, float, float], *, covered: bool, told: bool) -> dict[str, object]:
    truth, estimate, spread = (round(value, 4) for value in numbers)
    return {"parameter": name, "truth": truth, "estimate": estimate, "sd": spread,
            "covered": int(covered), "told": int(told)}  # fmt: skip


def main() -> None:
    """Fit the markets that are not there yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--markets", type=int, default=40, help="How many markets in all.")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="Begin no market after so many seconds.")
    given = parser.parse_args()
    began = time.monotonic()
    rows = list(csv.DictReader(KEPT.open(encoding="utf-8"))) if KEPT.exists() else []
    there = {int(row["market"]) for row in rows}
    for number in range(1, given.markets + 1):
        if number in there or time.monotonic() - began > given.seconds:
            continue
        rows += [{name: str(value) for name, value in row.items()} for row in recovered(number)]
        with KEPT.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        print(f"market {number} fitted")  # noqa: T201


if __name__ == "__main__":
    main()
