"""What plausible worlds came to, as tables by file name, with what it takes to read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from analysis.outcomes.plain_names import PlainName, plain_names
from analysis.statistics.one_assumption import never_varied

if TYPE_CHECKING:
    import pandas as pd

    from simulation.scenario.scenario import Scenario

WORLDS, OUTCOMES, ROBUSTNESS = "worlds.csv", "world_outcomes.parquet", "robustness.csv"
TORNADO, FLIPS, WORTH = "tornado.csv", "flips.csv", "worth.csv"
TABLES = (WORLDS, OUTCOMES, ROBUSTNESS, TORNADO, FLIPS, WORTH)
METRIC = "profit"
WEEKS = 52
"""In a year."""
ATTRACTION = "attraction"
"""Not an outcome: what a firm's attraction had to be in a world for its share to be the one told."""


@dataclass(frozen=True)
class WorldsFound:
    """Tables by file name, the scenario that worlds were drawn around, and the assumptions that they vary.

    `metric` is what decides between plans in the tables of what decides, where it flips and what is worth knowing.
    """

    scenario: Scenario
    columns: tuple[str, ...]
    frames: Mapping[str, pd.DataFrame]
    metric: str = METRIC

    @property
    def robustness(self) -> pd.DataFrame:
        """How every plan fares over the worlds."""
        return self.frames[ROBUSTNESS]

    @property
    def tornado(self) -> pd.DataFrame:
        """How far each assumption moves the difference between plans."""
        return self.frames[TORNADO]

    @property
    def flips(self) -> pd.DataFrame:
        """The values at which the verdict flips."""
        return self.frames[FLIPS]

    @property
    def worth(self) -> pd.DataFrame:
        """What is worth finding out."""
        return self.frames[WORTH]

    @property
    def worlds(self) -> int:
        """How many worlds every plan was finished in."""
        return int(self.frames[OUTCOMES]["world"].nunique())

    @property
    def varied(self) -> tuple[str, ...]:
        """The assumptions that had more than one value in the worlds: only of these can anything be told."""
        still = set(never_varied(self.design))
        return tuple(name for name in self.columns if name not in still)

    @cached_property
    def names(self) -> dict[str, PlainName]:
        """What the assumptions are called in plain words, by column."""
        return plain_names(self.scenario, self.columns)

    @property
    def design(self) -> pd.DataFrame:
        """The worlds, a row each."""
        return self.frames[WORLDS]
