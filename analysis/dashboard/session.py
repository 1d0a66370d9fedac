"""What happens on one page: settings, the run so far, the pinned run; and the loop that keeps the run going."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from analysis.dashboard.worker import MarketEnded, MarketFailed

if TYPE_CHECKING:
    from analysis.dashboard.frames import Frame, Numbers
    from analysis.dashboard.market import Settling, Story
    from analysis.dashboard.sample import Looks, Map
    from analysis.dashboard.settings import Settings

SLICE = 0.1
"""Seconds of work between two pictures."""


class Overtaken(Exception):
    """The settings changed while the market was asked: its answer belongs to the ones before."""


class View(Protocol):
    """Where a session is seen."""

    async def settling(self, progress: Settling) -> None:
        """The market settles before week 1."""

    async def show(self) -> None:
        """Draw the run so far; returns when the browser has drawn it."""

    def tell(self, text: str) -> None:
        """Say in words how it stands; empty when there is nothing to wait for."""

    def fail(self, text: str) -> None:
        """Say what went wrong."""


class Asked(Protocol):
    """Where a market runs: in a process of its own (`analysis.dashboard.worker`), or here."""

    async def ask(self, request: str, *details: Any) -> Any:
        """What the market answers; MarketFailed where it cannot."""


class Pin(NamedTuple):
    """A run that later ones are compared with."""

    settings: Settings
    frames: tuple[Frame, ...]

    @property
    def weeks(self) -> int:
        """The last week that it could reach."""
        return self.settings.scenario.market.weeks


@dataclass
class Lives:
    """A customer's story now, under the pinned settings if there are any, and the week in which they part."""

    now: Story
    pinned: Story | None
    parting: int | None


class Session:
    """Each change of the settings starts the run over, with the same luck, and catches up to the week it was in."""

    def __init__(self, settings: Settings, worker: Asked) -> None:
        self.settings = settings
        self.frames: list[Frame] = []
        self.before: list[Numbers] = []
        self.pinned: Pin | None = None
        self.map: Map | None = None
        self.looks: Looks | None = None
        self.pace = 10.0
        self.is_playing = True
        self._worker = worker
        self._goal = 0
        self._due = 0.0
        self._is_changed = True
        self._has_map = False
        self._wake = asyncio.Event()
        self._wake.set()

    @property
    def week(self) -> int:
        """The last week that was lived through; 0 before the first."""
        return self.frames[-1].week if self.frames else 0

    @property
    def weeks(self) -> int:
        """The last week of the run."""
        return self.settings.scenario.market.weeks

    def change(self, settings: Settings) -> None:
        """Run these settings instead; of another scenario, from its beginning and beside nothing that was before."""
        if settings.source == self.settings.source and _firms(settings) == _firms(self.settings):
            self._goal = max(self._goal, self.week)
        else:
            self._goal, self.frames, self.before = 0, [], []
            self.pinned = self.map = self.looks = None
        self.settings, self._is_changed = settings, True
        self._wake.set()

    def resume(self, worker: Asked) -> None:
        """Go on where it was, in a market of another process."""
        self._worker = worker
        self.change(self.settings)

    def start_over(self) -> None:
        """Back to the week before the first."""
        self._goal, self.is_playing, self._is_changed = 0, False, True
        self.frames = []
        self._wake.set()

    def step(self) -> None:
        """One week on."""
        self.is_playing, self._goal = False, min(self.week + 1, self.weeks)
        self._wake.set()

    def play(self, *, is_playing: bool) -> None:
        """Go on week by week, or stop."""
        self.is_playing = is_playing
        if not is_playing:
            self._goal = self.week
        self._wake.set()

    def watch_map(self, *, is_watched: bool) -> None:
        """Whether the map of customers is in sight."""
        self._has_map = is_watched
        self._wake.set()

    def pin(self) -> None:
        """Keep the run so far to compare with; without any week, pin nothing."""
        self.pinned = Pin(self.settings, tuple(self.frames)) if self.frames else None

    def pinned_frame(self) -> Frame | None:
        """The pinned run in the week that is shown."""
        if self.pinned is None or not 0 < self.week <= len(self.pinned.frames):
            return None
        return self.pinned.frames[self.week - 1]

    async def drive(self, view: View) -> None:
        """Keep the run going until the page is closed or its market has ended."""
        try:
            view.tell("Preparing: the rules of behaviour are compiled once, which takes some twenty seconds.")
            await self._worker.ask("make_ready")
            while True:
                await self._wake.wait()
                with suppress(Overtaken):
                    await self._take_turn(view)
        except MarketEnded as error:
            view.fail(f"The market stopped: {error}")

    async def _take_turn(self, view: View) -> None:
        """What is due: to begin, to go on, or to rest. A market that cannot is asked again when something is done."""
        try:
            if self._is_changed:
                await self._begin(view)
            elif self.week < (self.weeks if self.is_playing else self._goal):
                await self._go_on(view)
            else:
                self.is_playing = False
                self._wake.clear()
                await self._look(view)
        except MarketEnded:
            raise
        except MarketFailed as error:
            if not self._is_changed:  # else other settings are due already
                self.is_playing, self._is_changed = False, True
                self._wake.clear()
                view.fail(f"The market stopped: {error}")

    async def lives(self, customer: int) -> Lives:
        """A customer's life up to now, beside the one under the pinned settings."""
        week = max(self.week, 1)
        now = await self._worker.ask("story", self.settings, customer, week)
        if self.pinned is None:
            return Lives(now, None, None)
        pinned = await self._worker.ask("story", self.pinned.settings, customer, week)
        return Lives(now, pinned, _parting(now, pinned))

    async def _ask(self, request: str, *details: Any) -> Any:
        """What the market answers; Overtaken where the settings have changed meanwhile."""
        answer = None if self._is_changed else await self._worker.ask(request, *details)
        if self._is_changed:
            raise Overtaken
        return answer

    async def _begin(self, view: View) -> None:
        """Settle where need be, then start over."""
        self._is_changed = False
        progress = await self._ask("settle", self.settings, SLICE)
        while not progress.is_done:
            self.frames, self.before = [], progress.shares
            await view.settling(progress)
            progress = await self._ask("settle", self.settings, SLICE)
        self.before, self.frames = progress.shares, []
        await self._ask("begin", self.settings, self.pinned.settings if self.pinned else None)
        self.map = None
        self._goal = min(self._goal, self.weeks)
        view.tell("")
        if not self._goal:
            await self._look(view)

    async def _go_on(self, view: View) -> None:
        """The next week in its time, or as many as fit between two pictures while catching up."""
        behind = self._goal - self.week
        frames = await self._ask("step", behind if behind > 0 else 1, SLICE)
        self.frames += frames
        await self._follow()
        await self._look(view)
        if behind <= 0 and self.pace:
            now = time.perf_counter()
            self._due = max(self._due + 1.0 / self.pace, now)  # who is late does not hurry afterwards
            await asyncio.sleep(self._due - now)

    async def _follow(self) -> None:
        """The pinned run goes on as far as the one that is shown: on its own, or as the same run."""
        if self.pinned and self.pinned.settings == self.settings and self.week > len(self.pinned.frames):
            self.pin()
        while (pin := self.pinned) and (lived := len(pin.frames)) < min(self.week, pin.weeks):
            frames = await self._ask("follow", pin.settings, lived, self.week, SLICE)
            if self.pinned is pin:
                self.pinned = pin._replace(frames=(*pin.frames, *frames))

    async def _look(self, view: View) -> None:
        if self._has_map:
            self.map = self.map or await self._ask("circle")
            self.looks = await self._ask("looks")
        await view.show()


def _firms(settings: Settings) -> list[str]:
    return list(settings.scenario.firms)


def _parting(now: Story, pinned: Story) -> int | None:
    """The first week in which the customer does something else."""
    for week, (here, there) in enumerate(zip(now.deeds, pinned.deeds, strict=False), start=1):
        if here != there:
            return week
    return None
