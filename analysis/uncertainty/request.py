"""What is asked of `compare --uncertain`: how many plausible worlds to draw, or the file that has one's own."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.provenance import digest
from analysis.study.draws import DRAW
from analysis.study.plan import Plan
from analysis.uncertainty.doubt import METRIC
from analysis.uncertainty.world_runs import REPLICATES, Row
from analysis.uncertainty.worlds import WORLD, draw_worlds, in_world, read_worlds
from simulation.reading.errors import refused
from simulation.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

WORLDS = 64
"""How many are drawn where no number is given; a power of two, as the design likes it."""
FEWEST, MOST = 8, 100_000
PLACE = "--uncertain"


@dataclass(frozen=True)
class UncertainPlan(Plan):
    """A comparison that is also run in plausible worlds; each has a value for every assumption, by column.

    `metric` is what decides between plans there.
    """

    columns: tuple[str, ...] = ()
    worlds: tuple[Row, ...] = ()
    metric: str = METRIC
    draws: pd.DataFrame | None = field(default=None, compare=False, repr=False)
    """The draws of a calibration that its worlds took, as they stood beside the scenario."""

    def asked(self) -> dict[str, Any]:
        """Everything that the numbers depend on, the worlds among it."""
        told = [dict(row) for row in self.worlds]
        worlds = {"count": len(told), "replicates": REPLICATES, "digest": digest(told)[:12]}
        judged = {} if self.metric == METRIC else {"metric": self.metric}
        return {**super().asked(), "worlds": worlds, **judged}

    def design(self) -> pd.DataFrame:
        """The worlds as a table: `worlds.csv`."""
        import pandas as pd

        return pd.DataFrame([dict(row) for row in self.worlds], columns=[WORLD, *self.columns])


def with_worlds(plan: Plan, uncertain: str, draws: pd.DataFrame | None = None, metric: str = METRIC) -> UncertainPlan:
    """The plan in as many plausible worlds as `uncertain` says, or in those of the file that it names.

    With the draws of a calibration, world w takes draw w for the numbers that data tell; all others are plausible ones.
    """
    if len(plan.sources) > 1:
        right = "compare one file's plans; put what differs between the files under its `compare`"
        raise refused(f"draws worlds around one scenario, and {len(plan.sources)} are given: {right}", place=PLACE)
    frame = _worlds(plan.lead, uncertain, draws)
    columns = tuple(str(name) for name in frame.columns if name != WORLD)
    if not columns:
        raise refused("nothing in this scenario has a plausible range; give some under `plausible`", place=PLACE)
    rows = tuple(
        dict(zip((WORLD, *columns), map(_plain, row), strict=True))
        for row in frame[[WORLD, *columns]].itertuples(index=False)
    )
    known = {one.name: getattr(plan, one.name) for one in fields(plan)}
    return UncertainPlan(**known, columns=columns, worlds=rows, metric=metric, draws=draws)


def _worlds(scenario: Scenario, uncertain: str, draws: pd.DataFrame | None) -> pd.DataFrame:
    text = uncertain.strip() or str(WORLDS)
    if not text.lstrip("+-").isdigit():
        if not Path(text).is_file():
            right = f"write a number of worlds, as {PLACE}={WORLDS}, or a file of worlds, as {PLACE}=worlds.csv"
            raise refused(f"no file {text!r}; {right}", place=PLACE)
        frame = read_worlds(Path(text), scenario)
        _refuse_count(len(frame), f"{text}: ")
        return frame
    _refuse_count(int(text))
    worlds = draw_worlds(scenario, int(text), scenario.run.seed)
    return worlds if draws is None else _with_draws(worlds, draws, scenario)


def _with_draws(worlds: pd.DataFrame, draws: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """The worlds with what data tell: world w takes draw w, and the first again after the last."""
    told = draws.drop(columns=DRAW)
    taken = told.iloc[[place % len(told) for place in range(len(worlds))]].reset_index(drop=True)
    found = worlds.assign(**{str(name): taken[name] for name in told.columns})
    for row in found.to_dict("records"):
        in_world(scenario, {str(name): value for name, value in row.items()})
    return found


def _refuse_count(count: int, where: str = "") -> None:
    if not FEWEST <= count <= MOST:
        raise refused(f"{where}{count:,} worlds; write {FEWEST} to {MOST:,}", place=PLACE)


def _plain(value: Any) -> Any:
    """A value as Python has it: what a table gives may be NumPy's."""
    return value.item() if hasattr(value, "item") else value
