"""What plausible worlds came to: their tables, made of the runs that the store kept or read back from the folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.execution.kept_outcomes import keys_of
from analysis.formats.csv_bytes import read_csv
from analysis.formats.parquet_bytes import read_parquet
from analysis.outcomes.plain_names import topics
from analysis.outcomes.real_size import grows
from analysis.study.files import written
from analysis.study.resume import Further
from analysis.uncertainty.columns import told
from analysis.uncertainty.decisive import tornado
from analysis.uncertainty.doubt import (
    ATTRACTION,
    FLIPS,
    OUTCOMES,
    ROBUSTNESS,
    TABLES,
    TORNADO,
    WEEKS,
    WORLDS,
    WORTH,
    WorldsFound,
)
from analysis.uncertainty.flips import flips
from analysis.uncertainty.request import UncertainPlan
from analysis.uncertainty.robustness import robustness
from analysis.uncertainty.world_runs import REPLICATES, WorldRuns, kept_in_world
from analysis.uncertainty.worlds import WORLD
from analysis.uncertainty.worth import worth

if TYPE_CHECKING:
    import pandas as pd

    from analysis.study.run_store import Store

COLUMNS = ("world", "replicate", "plan", "firm", "metric", "value")


def runs_in_worlds(plan: UncertainPlan) -> Further:
    """What is to be run in the worlds, after the other runs of a comparison."""
    return Further(WorldRuns(plan.lead, plan.worlds), kept_in_world)


def doubt_of(plan: UncertainPlan, store: Store, first: int) -> WorldsFound:
    """The tables of the worlds whose runs are all in the store, from number `first` on."""
    outcomes = world_outcomes(WorldRuns(plan.lead, plan.worlds), store, first)
    return WorldsFound(plan.lead, plan.columns, tables_of(plan, outcomes), plan.metric)


def world_outcomes(runs: WorldRuns, store: Store, first: int) -> pd.DataFrame:
    """A row a world, replicate, plan, firm and metric, of the real size: the table `world_outcomes.parquet`.

    What is undefined is left out, and a world in which a run failed is left out whole.
    """
    import pandas as pd

    size = REPLICATES * len(runs.plans)
    whole = [
        number
        for start in range(0, len(runs), size)
        if all(first + number in store for number in range(start, start + size))
        for number in range(start, start + size)
    ]
    firms = list(runs.scenario.firms)
    keys = [*keys_of(runs.scenario), *((firm, ATTRACTION) for firm in firms)]
    sums, at_scale = [place for place, (_, metric) in enumerate(keys) if grows(metric)], len(keys) - len(firms)
    kept = np.frombuffer(b"".join(store.read(first + number) for number in whole)).reshape(len(whole), len(keys) + 1)
    values = np.delete(kept, at_scale, axis=1)
    values[:, sums] *= kept[:, [at_scale]]
    rows, columns = np.nonzero(np.isfinite(values))
    places = [runs.place(number) for number in whole]
    labels = {name: np.array([place[at] for place in places], dtype=object if at == 2 else int)[rows]
              for at, name in enumerate(COLUMNS[:3])}  # fmt: skip
    named = {name: np.array([key[at] for key in keys], dtype=object)[columns]
             for at, name in enumerate(COLUMNS[3:5])}  # fmt: skip
    return pd.DataFrame({**labels, **named, COLUMNS[5]: values[rows, columns]})


def tables_of(plan: UncertainPlan, outcomes: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Every table of the worlds by file name, made of their outcomes."""
    scenario = plan.lead
    luck: dict[str, Any] = {"baseline": plan.baseline, "seed": scenario.run.seed}
    judged: dict[str, Any] = {"firm": scenario.focus_firm, "metric": plan.metric}
    own = outcomes[outcomes["metric"] != ATTRACTION]
    design = plan.design()
    there = design[design[WORLD].isin(outcomes["world"].unique())]
    return {
        WORLDS: design,
        OUTCOMES: outcomes,
        ROBUSTNESS: robustness(own, **luck),
        TORNADO: tornado(own, there, **luck, **judged),
        FLIPS: flips(own, there, **luck, **judged),
        WORTH: worth(
            own,
            there,
            **judged,
            seed=scenario.run.seed,
            years=scenario.market.weeks / WEEKS,
            blocks=topics(scenario, plan.columns),
        ),
    }


def read_doubt(plan: UncertainPlan, folder: Path) -> WorldsFound:
    """The tables of a finished study."""
    frames = {name: (read_parquet if name.endswith(".parquet") else read_csv)(folder / name) for name in TABLES}
    for frame in frames.values():
        if "resolved" in frame:
            frame["resolved"] = frame["resolved"].astype(str) == "True"
    return WorldsFound(plan.lead, plan.columns, frames | {WORLDS: plan.design()}, plan.metric)


def files_of(doubt: WorldsFound) -> dict[str, bytes]:
    """The tables as files."""
    return {name: written(name, frame) for name, frame in doubt.frames.items()}


def dictionary_of(doubt: WorldsFound) -> dict[str, dict[str, dict[str, str]]]:
    """Meaning and unit of every column of every table."""
    currency = doubt.scenario.market.currency
    return {
        name: {str(column): told(name, str(column), currency, doubt.metric) for column in frame}
        for name, frame in doubt.frames.items()
    }
