"""The runs of plausible worlds: every plan in every replicate of every world, each world a scenario of its own.

A world's numbers hold from the first week of burn-in, and all its plans start from its market settled under its
baseline plan: its runs are those of a file written with its numbers. Luck is common to the plans of a world and differs
between worlds: a world's seed is a function of the scenario's seed and the number of the world (`seed_of`).
"""

from __future__ import annotations

import struct
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from analysis.execution.burn_in_cache import Beginning, beginning
from analysis.execution.kept_outcomes import kept_outcomes
from analysis.execution.run import Options, Run, Runs
from analysis.outcomes.told_shares import brought_back, told_shares
from analysis.provenance import digest
from analysis.uncertainty.worlds import WORLD, in_world
from simulation.reading.errors import Refused
from simulation.scenario.scenario import Scenario

REPLICATES = 2
"""Runs of each plan in a world: with one, luck could not be told from doubt."""
Row = Mapping[str, Any]
"""A world's value of each assumption, by its column."""


@dataclass(frozen=True)
class WorldRun(Run):
    """A plan in one world, whose scenario is made where it is run; `changes` are the world's."""

    world: int = field(default=0, kw_only=True)
    study: str = field(default="", kw_only=True)

    def made(self) -> Run:
        """The run in its world; ValueError where that is no sound scenario."""
        try:
            scenario = PREPARED.scenario(self)
            arm, settled = scenario.with_strategy(self.strategy), scenario.settled()
        except Refused as refusal:
            raise ValueError("; ".join(map(str, refusal.faults))) from None
        return replace(self, scenario=arm, settled=settled, beginning=beginning(arm, settled), changes={})

    def __str__(self) -> str:
        return f"world {self.world}, {self.strategy}, replicate {self.replicate}"


class WorldRuns(Runs):
    """Run number n is a plan in a replicate of a world, worlds first, then replicates, then plans."""

    def __init__(self, scenario: Scenario, worlds: Sequence[Row]) -> None:
        self.scenario, self.worlds, self.plans = scenario, worlds, list(scenario.compare)
        self._numbers = [int(row.get(WORLD, place)) for place, row in enumerate(worlds, start=1)]
        self._study = digest([scenario.tree(), [dict(row) for row in worlds]])
        self._is_told = bool(told_shares(scenario))

    def __len__(self) -> int:
        return len(self.worlds) * REPLICATES * len(self.plans)

    def place(self, number: int) -> tuple[int, int, str]:
        """Number of the world, replicate and plan of a run."""
        row, replicate, plan = self._places(number)
        return self._numbers[row], replicate + 1, self.plans[plan]

    def _places(self, number: int) -> tuple[int, int, int]:
        """Where the run's world, replicate and plan stand, from 0."""
        pair, plan = divmod(number, len(self.plans))
        return (*divmod(pair, REPLICATES), plan)

    def run(self, number: int) -> WorldRun:
        """The run of a number, not made yet."""
        world, replicate, plan = self.place(number)
        row = self.worlds[self._places(number)[0]]
        return WorldRun(self.scenario, plan, replicate, changes=row, world=world, study=self._study)

    def begins(self, number: int) -> Beginning:
        """Plans of a world and replicate share their burn-in; a world that takes preparing is one process's."""
        world, replicate, _ = self.place(number)
        return world if self._is_told else (world, replicate)


def seed_of(seed: int, world: int) -> int:
    """The seed of a world: NumPy's seed sequence of the scenario's seed and the world's number, 63 bits of it."""
    (word,) = np.random.SeedSequence([seed, world]).generate_state(1, np.uint64)
    return int(word) >> 1


def prepared(scenario: Scenario, row: Row, world: int) -> Scenario:
    """The scenario of a world, with its own luck, and with the shares that the file tells."""
    luck = {"run.seed": seed_of(scenario.run.seed, world), "run.replicates": REPLICATES}
    return brought_back(in_world(scenario, row).changed(luck))


class PreparedWorld(threading.local):
    """The world prepared last: runs of a world follow each other, and the second need not prepare it again."""

    def __init__(self) -> None:
        self._key: tuple[str, int] | None = None
        self._scenario: Scenario | None = None

    def scenario(self, run: WorldRun) -> Scenario:
        """The scenario of the run's world."""
        if self._scenario is None or self._key != (run.study, run.world):
            self._scenario = prepared(run.scenario, run.changes, run.world)
            self._key = run.study, run.world
        return self._scenario


PREPARED = PreparedWorld()
"""This thread's own."""


def kept_in_world(run: Run, options: Options) -> bytes:
    """One run as the store keeps it: its outcomes, and the attraction of each firm in its world."""
    world = run.settled or run.scenario
    attractions = [firm.attraction for firm in world.firms.values()]
    return kept_outcomes(run, options) + struct.pack(f"<{len(attractions)}d", *attractions)
