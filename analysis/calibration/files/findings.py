"""What is found in the smaller files: facts with their errors, settings of a firm, and what is of no use, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.calibration.observables import Known
from simulation.facts.observables import TWINS
from simulation.reading.errors import refused
from simulation.reading.paths import format_path, get, parse_path
from simulation.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

Key = tuple[str, str]
"""Firm and name of a fact."""
NOTHING = 1e-4
"""Part of a number that an error of it is more than, where it is an estimate at all."""
EVEN = 3.0**0.5
"""Half of an even distribution's range in its standard deviations."""


class FileFact(NamedTuple):
    """A fact, the kind of file that tells it, and the days that it is of; empty where nothing says when."""

    known: Known
    kind: str
    period: str = ""


class Setting(NamedTuple):
    """What a firm sets itself, as a file shows it: a number or a block; `se` is 0 where it is no estimate."""

    value: object
    se: float
    kind: str

    def ends(self) -> Iterator[tuple[float, float]]:
        """From where to where it may plausibly be; nothing where it is no estimate."""
        if isinstance(self.value, float) and self.se > NOTHING * self.value:
            yield max(self.value - EVEN * self.se, 0.0), self.value + EVEN * self.se


@dataclass
class FileFindings:
    """All that was found so far; settings by path."""

    facts: dict[Key, FileFact] = field(default_factory=dict)
    settings: dict[str, Setting] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)

    def tell(self, key: Key, fact: FileFact) -> None:
        """Take a fact in; refused where another file tells it."""
        if key in self.facts:
            told = f"{key[1]} of {key[0]} is told by {self.facts[key].kind} too; keep one of them"
            raise refused(told, place=fact.kind)
        self.facts[key] = fact

    def leave(self, kind: str, why: str) -> None:
        """Say what of a file is of no use, and what would make it so; once."""
        sentence = f"{kind}: {why}"
        if sentence not in self.unused:
            self.unused.append(sentence)


@dataclass(frozen=True)
class Tried:
    """A change that was made once: a number of the scenario, from and to, for so many weeks, and what it did."""

    path: str
    before: float
    after: float
    weeks: int
    firm: str
    outcome: str
    difference: float
    se: float

    @property
    def called(self) -> str:
        """A moment's name."""
        return f"{self.outcome}, {self.path} {self.before:g} to {self.after:g}"


@dataclass(frozen=True)
class Told:
    """Facts of what a fit sees and of what is held back, settings by path, past changes, and what is of no use."""

    facts: Mapping[Key, FileFact] = field(default_factory=dict)
    held_back: Mapping[Key, Known] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)
    tried: tuple[Tried, ...] = ()
    unused: tuple[str, ...] = ()

    def market(self, scenario: Scenario) -> Scenario:
        """The scenario with the facts beside its own, and the settings in place of its own.

        Refused where a fact is told twice, or a past change is of what the market does not have.
        """
        merged: dict[str, dict[str, Any]] = {firm: dict(facts) for firm, facts in scenario.tree()["observed"].items()}
        for (firm, name), fact in self.facts.items():
            _refuse_twice(scenario, firm, name, fact.kind)
            period = {"period": fact.period} if fact.period else {}
            merged.setdefault(firm, {})[name] = {"value": fact.known.value, "se": fact.known.se, **period}
        changes = {path: one.value for path, one in self.settings.items()}
        ranges = {path: f"{low:g}:{high:g}" for path, one in self.settings.items() for low, high in one.ends()}
        if ranges:
            changes["plausible"] = {**scenario.tree()["plausible"], **ranges}
        market = scenario.changed({**changes, "observed": merged}) if changes or self.facts else scenario
        refuse_unknown(market, self.tried)
        return market


def _refuse_twice(scenario: Scenario, firm: str, name: str, kind: str) -> None:
    """Refuse a fact that the scenario tells itself, by this name or by another."""
    alike = {name, TWINS.get(name), *(one for one, other in TWINS.items() if other == name)}
    for one in alike & set(scenario.facts.get(firm, {})):
        raise refused(f"`{kind}` tells {name} too; keep one of them", path=format_path(("observed", firm, str(one))))


def refuse_unknown(scenario: Scenario, tried: tuple[Tried, ...]) -> None:
    """Refuse a change of what the market does not have, or may not have."""
    for one in tried:
        get(scenario.tree(), parse_path(one.path))
        scenario.changed({one.path: one.before}).changed({one.path: one.after})


def days(column: pd.Series[pd.Timestamp]) -> str:
    """From which day to which."""
    return f"{column.min().date()} to {column.max().date()}"
