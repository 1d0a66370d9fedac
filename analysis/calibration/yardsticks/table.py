"""How well an analyst's models foretell what was held back of a user's data, in the form of a fit's table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from analysis.calibration.fitting.moments import Moments
from analysis.calibration.log.counts import TO_COME, log_moments, logged
from analysis.calibration.panel.moments import panel_moments
from analysis.calibration.scores import errors_table
from analysis.calibration.words import FITTED, HELD_BACK
from analysis.calibration.yardsticks.logs import log_forecasts
from analysis.calibration.yardsticks.panels import panel_forecasts
from analysis.calibration.yardsticks.shelves import panel_of
from simulation.reading.errors import refused

if TYPE_CHECKING:
    import pandas as pd

    from analysis.calibration.data.data import Data

Forecasts = Callable[[], Mapping[str, np.ndarray]]


def yardstick_table(data: Data, held_back: float = 0.5, seed: int = 0) -> pd.DataFrame:
    """One row a model, as of `scores.errors_table`. The last weeks, a share of all, are held back.

    A simulated market's row comes from the same function and the `fit.csv` of its calibration.
    """
    return errors_table(yardstick_forecasts(data, held_back, seed))


def forecasts_of(data: Data, held_back: float, seed: int) -> Forecasts:
    """What gives each model's moments of the part held back when it is called, which takes some seconds."""
    if data.choices is not None:
        return partial(panel_forecasts, data.choices, held_back, seed)
    if data.transactions is not None:
        return partial(log_forecasts, *logged(data.transactions, held_back))
    raise refused("holds nothing that a model could foretell; give `choices` or `transactions`", place="--data")


def yardstick_forecasts(data: Data, held_back: float = 0.5, seed: int = 0) -> pd.DataFrame:
    """Observed moments of both periods, and of the one held back each model's forecasts, in the form of `fit.csv`."""
    import pandas as pd

    forecasts = forecasts_of(data, held_back, seed)()
    parts = dict(zip((FITTED, HELD_BACK), _observed(data, held_back), strict=True))
    rows = [
        {"period": period, "moment": name.moment, "firm": name.firm, "observed": float(value)}
        | {model: float(values[place]) if period == HELD_BACK else np.nan for model, values in forecasts.items()}
        for period, part in parts.items()
        for place, (name, value) in enumerate(zip(part.names, part.values, strict=True))
    ]
    frame = pd.DataFrame(rows)
    kept: pd.DataFrame = frame.loc[np.isfinite(frame["observed"])].reset_index(drop=True)
    return kept


def _observed(data: Data, held_back: float) -> tuple[Moments, Moments]:
    """The moments of what a fit sees and of what it does not."""
    if data.choices is not None:
        panel = panel_of(data.choices, held_back)
        return panel_moments(panel.trips.of(panel.is_early)), panel_moments(panel.trips.of(~panel.is_early))
    assert data.transactions is not None, "forecasts_of refuses what is neither"
    log, (seen, whole) = logged(data.transactions, held_back)
    late = log_moments(log, seen, whole)
    is_to_come = np.array([name.moment.startswith(TO_COME) for name in late.names])
    return log_moments(log, seen, seen), replace(late, values=np.where(is_to_come, late.values, np.nan))
