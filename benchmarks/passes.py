"""The passes over everybody in four forms side by side: `python -m benchmarks.passes [--check]`.

Fading, finding who may need anything and the census, which happen to everybody every week: as NumPy arrays, as a
scalar loop, as the engine's blocks, and in C. All agree (sums but for rounding). Rounds alternate, medians count.
`--check` fails when the engine's rate over NumPy's has fallen by more than a quarter against the one written here.
"""

import argparse
import platform
import statistics
import sys
from collections.abc import Callable
from copy import deepcopy
from functools import partial
from typing import Any

import numpy as np

from benchmarks import passes_numpy, passes_scalar
from benchmarks.passes_c import InC
from benchmarks.slow import timed
from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.engine.compiling import phase
from simulation.model import LoyaltyModel
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario
from simulation.state import counts as m
from simulation.state.tables import World
from simulation.week.census import GRAIN, NOW, PAST, take_census
from simulation.week.hear import fade
from simulation.week.need import find_busy

OVER_NUMPY = 13.0
"""Engine over NumPy by seconds of the processor, 100,000 customers x 3 firms, one thread, when last measured."""
MOST_LOST = 0.25
PASSES = ("fade", "find_busy", "census")
COUNTED = (*NOW, *PAST, m.BUYERS_UNITS, m.BUYERS_CENTS, m.STAYED_TRIPS)
SUMMED = (m.SATISFACTION, m.CONVICTION, m.AFFECT, m.HABIT)

FADING = ("salience", "word_of_mouth", "affect", "conviction")


@phase
def fade_all(world: World, nature: Nature, _moment: Moment, first: int, last: int) -> None:
    """What fades, of everybody."""
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        fade(world, nature, chunk, start, min(start + world.chunk_size, world.customers.rate.size))


@phase
def find_all(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Everybody who may need anything, counted in `visits.trips`."""
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        stop = min(start + world.chunk_size, world.customers.rate.size)
        world.visits.trips[chunk] = find_busy(world, nature, moment, (1.0, 0.0), (start, stop)) - start


def lived(customers: int, firms: int, weeks: int) -> LoyaltyModel:
    """A market of so many equal firms after some weeks, all of them reported."""
    settings = [("market.burn_in_weeks", "0"), ("customers.satisfaction.minimum", "0.5")]
    return market(load("baseline", settings, customers=customers, weeks=weeks + 1), firms, weeks)


def market(scenario: Scenario, firms: int, weeks: int) -> LoyaltyModel:
    """The scenario with so many firms, its own and copies of the first, after some weeks."""
    own = dict(scenario.firms)
    first = next(iter(own.values()))
    names = (list(own) + [f"Firm {j}" for j in range(firms)])[:firms]
    model = LoyaltyModel(scenario.model_copy(update={"firms": {name: own.get(name, first) for name in names}}))
    for _ in range(weeks):
        model.step()
    return model


def tally(model: LoyaltyModel) -> np.ndarray:
    """The census of a model by measure, type and firm."""
    counts, sums = (part.sum(axis=0).transpose(0, 2, 1) for part in (model.world.tally.counts, model.world.tally.sums))
    return np.concatenate([counts[list(COUNTED)], sums[list(SUMMED)]])


Seconds = dict[str, dict[str, tuple[float, float]]]
"""By pass and form: by the clock, of the processor."""


class Forms:
    """All forms of all passes, each form on columns of its own."""

    def __init__(self, model: LoyaltyModel, threads: int) -> None:
        self.models = {form: deepcopy(model) for form in ("NumPy", "scalar", "ours", "ours on threads", "C")}
        self.models["ours on threads"].threads = threads
        self.in_c = InC(self.models["C"], threads)
        loop = self.models["scalar"]
        self.loops: dict[str, Callable[[], Any]] = {
            "fade": lambda: passes_scalar.fade(loop.world, loop.nature),
            "find_busy": lambda: passes_scalar.find_busy(loop.world, loop.nature, loop.moment),
            "census": lambda: passes_scalar.census(loop.world, loop.nature, loop.moment),
        }

    def run(self, form: str, name: str) -> Any:
        """One pass in one form; returns what it found, in a shape that all forms share."""
        model = self.models[form]
        if form == "NumPy":
            return getattr(passes_numpy, name)(model)
        if form == "C":
            return getattr(self.in_c, name)()
        if form == "scalar":
            return self.loops[name]()
        return model.run_phase({"fade": fade_all, "find_busy": find_all, "census": take_census}[name])

    def found(self, form: str, name: str) -> np.ndarray:
        """Run a pass and tell what became of it."""
        model = self.models[form]
        model.world.tally.counts[:] = 0
        answer = self.run(form, name)
        if name == "fade":
            return np.stack([getattr(model.world.relationships, column) for column in FADING])
        if name == "find_busy":
            return np.array([model.world.visits.trips.sum() if form.startswith("ours") else answer])
        if answer is None:
            return tally(model)
        return np.concatenate([answer[: len(COUNTED)], answer[len(COUNTED) :] / GRAIN])

    def agree(self) -> None:
        """Run each form of each pass once; AssertionError where they differ by more than sums in another order do."""
        for name in PASSES:
            expected = self.found("scalar", name)
            for form in self.models:
                found = expected if form == "scalar" else self.found(form, name)
                exact = len(COUNTED) if name == "census" else None
                assert np.array_equal(found[:exact], expected[:exact]), (name, form)
                assert np.allclose(found, expected, rtol=1e-9, atol=0.0), (name, form)


def measure(forms: Forms, rounds: int) -> Seconds:
    """Seconds of each pass in each form, by the clock and of the processor: medians of alternating rounds."""
    taken: dict[str, dict[str, list[tuple[float, float]]]] = {
        name: {form: [] for form in forms.models} for name in PASSES
    }
    for _ in range(rounds):
        for name in PASSES:
            for form, times in taken[name].items():
                times.append(timed(partial(forms.run, form, name)))
    return {
        name: {form: (statistics.median(t[0] for t in times), statistics.median(t[1] for t in times))
               for form, times in row.items()}
        for name, row in taken.items()
    }  # fmt: skip


def show(seconds: Seconds, customers: int) -> float:
    """Print nanoseconds a customer-week; returns the engine over NumPy by seconds of the processor on one thread."""
    forms = list(seconds["fade"])
    whole = {form: (sum(seconds[name][form][0] for name in PASSES), sum(seconds[name][form][1] for name in PASSES))
             for form in forms}  # fmt: skip
    print(f"{'':12}" + "".join(f"{form:>17}" for form in forms))
    for name, row in {**seconds, "all": whole}.items():
        print(f"{name:12}" + "".join(f"{1e9 * row[form][1] / customers:17.1f}" for form in forms))
    (numpy, loop, one, two, c), (two_clock, c_clock) = (
        [whole[form][1] for form in forms],
        [whole[form][0] for form in forms[3:]],
    )
    print(f"ours on threads {c_clock / two_clock:.2f} x C by the clock (>= 0.5), {c / two:.2f} x by the processor")
    print(f"C on threads {whole['scalar'][0] / c_clock:.1f} x the scalar loop on one by the clock (>= 1.5)")
    print(f"by seconds of the processor: ours {numpy / one:.1f} x NumPy, {loop / one:.1f} x the scalar loop;", end=" ")
    print(f"C {loop / c:.1f} x the scalar loop")
    return numpy / one


def main() -> None:
    """Measure, print, and judge when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, nargs="+", default=[100_000])
    parser.add_argument("--firms", type=int, nargs="+", default=[3])
    parser.add_argument("--weeks", type=int, default=56)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    print(f"{platform.machine()}, nanoseconds of the processor a customer-week")
    for customers in given.customers:
        for firms in given.firms:
            print(f"\n{customers:,} customers x {firms} firms")
            forms = Forms(lived(customers, firms, given.weeks), given.threads)
            forms.agree()
            over_numpy = show(measure(forms, given.rounds), customers)
    least = (1.0 - MOST_LOST) * OVER_NUMPY
    if given.check and over_numpy < least:
        sys.exit(f"error: {over_numpy:.1f} times NumPy, less than {least:.1f}; {OVER_NUMPY} was written down")


if __name__ == "__main__":
    main()
