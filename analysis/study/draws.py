"""Draws of a calibration that a scenario carries: numbers that the data leave possible, a market a row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.formats.parquet_bytes import read_parquet
from simulation.reading.errors import refused

if TYPE_CHECKING:
    import pandas as pd

    from simulation.scenario.scenario import Scenario

DRAWS = "draws.parquet"
"""Under which name they are copied into the folder of a study that uses them."""
DRAW = "draw"


def draws_of(scenario: Scenario, folder: Path) -> pd.DataFrame | None:
    """The draws beside a scenario's file: a column a path, values as YAML has them; None where it carries none.

    Raises `Refused` where the file is not there, is no table of draws, or names what the scenario has not.
    """
    if scenario.draws is None:
        return None
    path = folder / scenario.draws
    right = "put the file of the calibration beside the scenario, or write `draws: null`"
    if not path.is_file():
        raise refused(f"no file {str(path)!r}; {right}", path="draws")
    try:
        frame = read_parquet(path)
    except (OSError, ValueError) as error:
        raise refused(f"{str(path)!r} cannot be read as a table of Parquet; {right}", path="draws") from error
    if DRAW not in frame.columns or frame.shape[1] < 2 or frame.empty or frame.isna().any(axis=None):
        raise refused(f"{str(path)!r} needs a column `{DRAW}`, one for each number, and no empty cell", path="draws")
    scenario.changed({str(name): frame[name].iloc[0] for name in frame.columns if name != DRAW})
    return frame
