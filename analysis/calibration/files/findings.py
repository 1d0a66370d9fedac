"""What is found in the smaller files: facts with their errors, settings of a firm, and what is of no use, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from analysis.calibration.observables import Known
from simulation.reading.errors import refused

if TYPE_CHECKING:
    import pandas as pd

Key = tuple[str, str]
"""Firm and name of a fact."""
NOTHING = 1e-4
"""Part of a number that an error of it is more than, where it is an estimate at all."""
EVEN = 3.0**0.5
"""Half of an even distribution's range in its standard deviations."""


class Fact(NamedTuple):
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
class Findings:
    """All that was found so far; settings by path."""

    facts: dict[Key, Fact] = field(default_factory=dict)
    settings: dict[str, Setting] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)

    def tell(self, key: Key, fact: Fact) -> None:
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


def days(column: pd.Series[pd.Timestamp]) -> str:
    """From which day to which."""
    return f"{column.min().date()} to {column.max().date()}"
