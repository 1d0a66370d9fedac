"""One market that a page looks at: it settles, starts over, goes on week by week, and tells a customer's story."""

from __future__ import annotations

import copy
import os
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.dashboard.frames import Frame, Numbers, frame_of, shares_before
from analysis.dashboard.sample import Looks, Map, looks_of, map_of
from analysis.explanation.journey import lived_through, row_of
from analysis.explanation.story import balance, week_sentences

if TYPE_CHECKING:
    from analysis.dashboard.settings import Settings
    from analysis.explanation.journey import Journey
    from simulation.model import LoyaltyModel

KEPT = 2
"""Settled markets that are kept: that of the page, and that of the pinned run."""
SHOWN_BEFORE = 13
"""Weeks before the first that a page shows."""
MOST_THREADS = 4
REPLICATE = 1


class Settling(NamedTuple):
    """How far a market has settled, and its market shares in the last weeks, a row a week."""

    week: int
    weeks: int
    shares: list[Numbers]

    @property
    def is_done(self) -> bool:
        """Whether week 1 can begin."""
        return self.week >= self.weeks


class Story(NamedTuple):
    """One customer's weeks under settings, as `explain --customer` tells them."""

    customer: int
    segment: str
    rate: float
    weeks: list[tuple[int, str]]
    deeds: list[Any]
    summary: str


@dataclass
class LiveRun:
    """A market that lives under settings from week 1 on, and the frame of its last week."""

    settings: Settings
    model: LoyaltyModel
    frame: Frame | None = None

    @property
    def week(self) -> int:
        """The last week that was lived through; 0 before the first."""
        return self.frame.week if self.frame else 0

    def go_on(self, week: int, seconds: float) -> list[Frame]:
        """The weeks up to one, fewer where the run or the time ends before."""
        frames: list[Frame] = []
        until = time.perf_counter() + seconds
        while self.model.running and self.week < week:
            self.model.step()
            self.frame = frame_of(self.model, self.frame)
            frames.append(self.frame)
            if time.perf_counter() > until:
                break
        return frames


class LiveMarket:
    """Runs settings; those that begin alike settle once. Lives in a process of its own."""

    def __init__(self) -> None:
        self._settled: OrderedDict[str, LoyaltyModel] = OrderedDict()
        self._maps: dict[str, Map] = {}
        self._threads = min(os.cpu_count() or 1, MOST_THREADS)
        self._run: LiveRun | None = None
        self._pinned: LiveRun | None = None

    def make_ready(self) -> bool:
        """Compile the rules where they are not yet; takes some twenty seconds, once."""
        from simulation.compile_ahead import warm

        warm(str)
        return True

    def settle(self, settings: Settings, seconds: float) -> Settling:
        """Let the market of these settings settle for some time; ask again until it is done."""
        model = self._settling(settings)
        until = time.perf_counter() + seconds
        while model.reported_week < 0 and time.perf_counter() < until:
            model.step()
        burn_in = model.scenario_in_use.market.burn_in_weeks
        return Settling(model.week, burn_in, shares_before(model.recorder.weeks[-SHOWN_BEFORE:]))

    def begin(self, settings: Settings, pinned: Settings | None = None) -> bool:
        """Start over with these settings from the settled market; a run that is pinned is kept beside it."""
        runs = [run for run in (self._run, self._pinned) if run is not None]
        self._run, self._pinned = None, next((run for run in runs if run.settings == pinned), None)
        for run in runs:
            if run is not self._pinned:
                run.model.release()
        self._run = LiveRun(settings, self._copy(settings))
        return True

    def step(self, weeks: int, seconds: float) -> list[Frame]:
        """The next weeks, fewer where the run or the time ends before."""
        return self._run.go_on(self._run.week + weeks, seconds) if self._run else []

    def follow(self, pinned: Settings, after: int, week: int, seconds: float) -> list[Frame]:
        """Weeks of the pinned run after one and up to another; it is lived through once more if it was not kept."""
        if self._pinned is None or self._pinned.settings != pinned or self._pinned.week > after:
            if self._pinned is not None:
                self._pinned.model.release()
            self._pinned = LiveRun(pinned, self._copy(pinned))
        return [frame for frame in self._pinned.go_on(week, seconds) if frame.week > after]

    def circle(self) -> Map:
        """Some customers and whom they know, at places that stay."""
        assert self._run is not None, "begin first"
        key = self._run.settings.beginning
        if key not in self._maps:
            self._maps = {other: found for other, found in self._maps.items() if other in self._settled}
            self._maps[key] = map_of(self._run.model)
        return self._maps[key]

    def looks(self) -> Looks:
        """The customers of the map as they are now."""
        assert self._run is not None, "begin first"
        return looks_of(self._run.model, self.circle().rows)

    def story(self, settings: Settings, customer: int, week: int) -> Story:
        """What a customer lives through up to a week: the same rules, the same luck, lived once more."""
        model = self._copy(settings)
        burn_in = model.scenario_in_use.market.burn_in_weeks
        journey = lived_through(model, customer, settings.strategy, burn_in + week)
        rate = float(model.world.customers.rate[row_of(model, customer)])
        model.release()
        return _told(journey, customer, rate, settings.scenario.market.currency)

    def _settling(self, settings: Settings) -> LoyaltyModel:
        """The market of these settings, new where none is kept that begins alike."""
        from simulation.model import LoyaltyModel

        key = settings.beginning
        if key not in self._settled:
            while len(self._settled) >= KEPT:
                self._settled.popitem(last=False)[1].release()
            self._settled[key] = LoyaltyModel(
                settings.scenario, REPLICATE, threads=self._threads, settled=settings.settled
            )
        self._settled.move_to_end(key)
        return self._settled[key]

    def _copy(self, settings: Settings) -> LoyaltyModel:
        """A copy of the settled market, under the settings from week 1 on."""
        while not self.settle(settings, 1.0).is_done:
            continue
        model = copy.deepcopy(self._settling(settings))
        model.scenario_in_use = settings.scenario
        return model


def _told(journey: Journey, customer: int, rate: float, unit: str) -> Story:
    weeks = [(step.week, " ".join(week_sentences(journey, step, unit))) for step in journey.steps if step.is_eventful]
    deeds = [step.deed for step in journey.steps]
    return Story(customer, journey.segment, rate, weeks, deeds, balance(journey, unit) if journey.steps else "")
