"""What a page is set to: a scenario, one of its strategies, and what was moved since; and all this as a file."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from analysis.execution.burn_in_cache import beginning
from analysis.formats.yaml_bytes import to_yaml
from simulation.population.memory import refuse_too_large
from simulation.reading.errors import refused, text_of_value
from simulation.reading.paths import joined, merged, nested, parse_path
from simulation.scenario.inheritance import shipped_names
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario

NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,59}")
MARKETS_AT_ONCE = 5
"""Markets in memory: two that have settled, the one that runs, the pinned one, one that is lived through once more."""
MINE, PINNED = "settings", "pinned"
"""What strategies made on the page are called in a saved file."""


@dataclass(frozen=True)
class Settings:
    """All that makes a run. `market` holds changes of customers, duration and luck, `moved` those of firms, by path."""

    source: str
    strategy: str
    market: Mapping[str, Any] = field(default_factory=dict)
    moved: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def loaded(self) -> Scenario:
        """The scenario in its market of the page, before any strategy."""
        return read(self.source).changed(dict(self.market))

    @cached_property
    def settled(self) -> Scenario:
        """The scenario whose firms run the burn-in, as in `compare`."""
        return self.loaded.settled()

    @cached_property
    def start(self) -> Scenario:
        """The scenario under its strategy, before a lever was moved."""
        return self.loaded.with_strategy(self.strategy)

    @cached_property
    def scenario(self) -> Scenario:
        """What runs."""
        return self.start.changed(dict(self.moved))

    @cached_property
    def beginning(self) -> str:
        """Equal for settings whose markets settle alike."""
        return beginning(self.scenario, self.settled)

    @property
    def changes(self) -> dict[str, Any]:
        """The strategy of the page as `compare` writes one: changes by path."""
        changes = self._plan(self.strategy)
        for path, value in self.moved.items():
            changes = joined(changes, path, value)
        return changes

    def _plan(self, name: str) -> dict[str, Any]:
        """The changes of a plan of the scenario, its cost among them."""
        return self.loaded.plans[name].booked(self.loaded.focus_firm)

    def move(self, path: str, value: Any) -> Settings:
        """The settings with one lever moved; `Refused` where the scenario does not allow it."""
        moved = joined(self.moved, path, value)
        if path in moved and self.start.change(path, value) == self.start:
            del moved[path]
        return self._moving(moved)

    def follow(self, path: str, strategy: str) -> Settings:
        """The settings with another strategy for one block of a firm, at that strategy's own values."""
        moved = {name: value for name, value in self.moved.items() if name != path and not name.startswith(f"{path}.")}
        return self._moving({**moved, path: {"strategy": strategy}})

    def set_market(self, changes: Mapping[str, Any]) -> Settings:
        """The settings with other customers, duration or luck."""
        return replace(self, market={**self.market, **changes}).sound()

    def _moving(self, moved: Mapping[str, Any]) -> Settings:
        """The settings with other levers; what is known of their market goes along, which saves most of the time."""
        settings = replace(self, moved=moved)
        settings.__dict__.update({name: getattr(self, name) for name in ("loaded", "settled", "start")})
        return settings.sound()

    def sound(self) -> Settings:
        """These settings; `Refused` where they are not allowed, or their markets would not fit in memory."""
        refuse_too_large(self.scenario, MARKETS_AT_ONCE)
        return self

    def file(self, pinned: Settings | None = None) -> dict[str, Any]:
        """A scenario file that compares these settings with the baseline, and with pinned ones of the same market.

        It extends a shipped scenario; one of somebody's own is written out, since it may lie anywhere.
        """
        strategies = {self.loaded.baseline: self._plan(self.loaded.baseline), MINE: self.changes}
        if pinned is not None and pinned.settled == self.settled:
            strategies = {self.loaded.baseline: strategies[self.loaded.baseline], PINNED: pinned.changes, **strategies}
        if self.source not in shipped_names():
            return {**self.loaded.tree(), "compare": strategies}
        market: dict[str, Any] = {}
        for path, value in self.market.items():
            market = merged(market, nested(parse_path(path), value))
        return {"extends": self.source, **market, "compare": strategies}


@lru_cache(maxsize=8)
def read(source: str) -> Scenario:
    """A scenario by name or path, read once: reading takes longer than anything else that a moved lever sets off."""
    return load(source)


def begin(source: str, strategy: str | None = None) -> Settings:
    """A scenario as it is, under its baseline strategy unless told otherwise."""
    return Settings(source, strategy or read(source).baseline).sound()


def save(settings: Settings, name: str, folder: pathlib.Path, pinned: Settings | None = None) -> pathlib.Path:
    """Write the settings as a scenario file into the folder, under a name that nothing there has."""
    stem = name.strip().removesuffix(".yaml")
    if not NAME.fullmatch(stem):
        raise refused(
            f"{text_of_value(name)} cannot name a scenario; take letters, digits, - and _, for example my_market"
        )
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{stem}.yaml"
    try:
        with file.open("xb") as stream:
            stream.write(to_yaml(settings.file(pinned)))
    except FileExistsError:
        raise refused(f"{file} exists; take another name") from None
    return file
