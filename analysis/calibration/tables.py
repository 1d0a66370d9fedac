"""What came of a fit, as tables: how well it fits, also where it never saw, and what the data tell of each number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.calibration.files.findings import Setting
from analysis.calibration.fitting.draws import Posterior
from analysis.calibration.fitting.found import Fitted
from analysis.calibration.words import FITTED, HELD_BACK, NOT_TOLD, READ, TOLD, UNASKED, UNTOLD
from analysis.uncertainty.assumptions import Assumption, assumptions_of

if TYPE_CHECKING:
    import pandas as pd

NINETY = 1.6448536269514722
"""Half of a 90 % interval in standard deviations."""
OF_ITS_RANGE = 3.0**0.5
"""Half of an even distribution's range in its standard deviations."""
FIT_COLUMNS = {
    "period": ("fit: what the fit saw; held back: the time after it, simulated by markets that never saw it", "name"),
    "moment": ("what is measured", "name"),
    "firm": ("of whom; empty: of all; a > b: from one to another", "name"),
    "observed": ("in the data", "as the moment"),
    "se": ("standard error of the observed, by a bootstrap of households, or as told", "as the moment"),
    "simulated": ("mean of simulated markets", "as the moment"),
    "z": ("simulated less observed, in standard errors", "1"),
    "draws_low": ("low end of 90 % of markets drawn from what the data leave open", "as the moment"),
    "draws_high": ("high end of them", "as the moment"),
    "naive": ("what the first part of the data foretells: the same again; empty for the fit", "as the moment"),
}
MODELS = {
    "logit": "a logit of price, feature and display",
    "guadagni_little": "a logit with smoothed loyalty",
    "latent_class": "a logit of two classes of households with smoothed loyalty",
    "latent_class_last": "a logit of two classes of households with the brand bought last",
    "bg_nbd": "BG/NBD",
    "pareto_nbd": "Pareto/NBD",
}
OF_FORECASTS = {
    name: (f"forecast of what was held back by {model}, fitted to the rest; empty for the fit", "as the moment")
    for name, model in MODELS.items()
}
PARAMETER_COLUMNS = {
    "parameter": ("path of the number; * stands for every loyalty type", "name"),
    "told": (f"{TOLD}: sd after the fit at most {NOT_TOLD:g} of that before; {UNTOLD}; {READ}; {UNASKED}", "name"),
    "estimate": ("fitted value, or the scenario's own", "as `unit` says"),
    "low": ("lower end of the 90 % interval after the fit", "as the estimate"),
    "high": ("upper end of it", "as the estimate"),
    "prior_low": ("lower end of what was plausible before", "as the estimate"),
    "prior_high": ("upper end of it", "as the estimate"),
    "removed": ("part of the doubt (variance) that the data remove", "share"),
    "unit": ("the value itself, or how the scenario's values are changed", "text"),
    "informed_by": ("what tells it", "text"),
    "files": ("files without which there would be more doubt about it; observed: the scenario itself", "text"),
}
DRAWN_ENDS = (0.05, 0.95)
OF_DRAWS = {"draw": ("number of the draw: world w of a comparison takes draw w", "number from 1")}


def fit_table(
    found: Fitted, beside: Mapping[str, np.ndarray] | None = None, predicted: np.ndarray | None = None
) -> pd.DataFrame:
    """One row a moment and period; `beside` has other models' forecasts of what was held back, by column.

    `predicted` are moments of markets drawn from the posterior, shape (draws, moments of both periods).
    """
    import pandas as pd

    target, size = found.problem.target, len(found.problem.target.names)
    simulated = found.simulated.mean(axis=0)
    ends = _ends(simulated.size, predicted)
    rows = _rows(found, FITTED, (target.observed, target.covariance), simulated[:size], ends[:, :size])
    if target.held_back is not None:
        held = _rows(found, HELD_BACK, target.held_back, simulated[size:], ends[:, size:])
        forecasts = {"naive": target.observed, **(beside or {})}
        for place, row in enumerate(held):
            row |= {name: float(values[place]) if place < len(values) else np.nan
                    for name, values in forecasts.items()}  # fmt: skip
        rows += held
    return pd.DataFrame([row for row in rows if np.isfinite(row["observed"])], columns=_columns(rows))


def _columns(rows: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys([*FIT_COLUMNS, *(name for row in rows for name in row)]))


def _ends(size: int, predicted: np.ndarray | None) -> np.ndarray:
    """Low and high end of each moment over draws that show it, shape (2, moments); nan without any."""
    ends = np.full((2, size), np.nan)
    if predicted is not None:
        shown = np.isfinite(predicted).any(axis=0)
        ends[:, shown] = np.nanquantile(predicted[:, shown], DRAWN_ENDS, axis=0)
    return ends


def _rows(
    found: Fitted, period: str, observed: tuple[np.ndarray, np.ndarray], simulated: np.ndarray, ends: np.ndarray
) -> list[dict[str, Any]]:
    values, covariance = observed
    error = np.sqrt(np.diag(covariance) + found.problem.target.floor**2)
    return [
        {
            "period": period,
            "moment": name.moment,
            "firm": name.firm,
            "observed": float(values[place]),
            "se": float(error[place]),
            "simulated": float(simulated[place]),
            "z": float((simulated[place] - values[place]) / error[place]),
            "draws_low": float(ends[0, place]),
            "draws_high": float(ends[1, place]),
            "naive": np.nan,
        }
        for place, name in enumerate(found.problem.target.names)
    ]


def parameter_table(
    found: Fitted,
    posterior: Posterior,
    files: Mapping[str, str] | None = None,
    settings: Mapping[str, Setting] | None = None,
) -> pd.DataFrame:
    """One row a free parameter, then one a number that a file shows, then one a number that the data say nothing of.

    `files` tell by a parameter's name which files tell it; `settings` are what files show, by path.
    """
    import pandas as pd

    rows = [
        {
            "parameter": one.name,
            "told": TOLD if is_told else UNTOLD,
            "estimate": one.shown(at),
            "low": one.shown(at - NINETY * spread),
            "high": one.shown(at + NINETY * spread),
            "prior_low": one.shown(-OF_ITS_RANGE),
            "prior_high": one.shown(OF_ITS_RANGE),
            "removed": 1.0 - spread**2,
            "unit": one.unit,
            "informed_by": one.why,
            "files": (files or {}).get(one.name, ""),
        }
        for one, at, spread, is_told in zip(
            found.problem.free, posterior.at, posterior.spread, posterior.is_told, strict=True
        )
    ]
    read = {path: one for path, one in (settings or {}).items() if isinstance(one.value, float)}
    known = {path for one in found.problem.free for path in one.paths} | set(read)
    left = [one for one in assumptions_of(found.problem.scenario) if one.plan is None and one.path not in known]
    told = [*rows, *(_read_off(path, one) for path, one in read.items()), *map(_untold, left)]
    return pd.DataFrame(told, columns=list(PARAMETER_COLUMNS))


def _read_off(path: str, one: Setting) -> dict[str, Any]:
    """A number that a file shows, with the interval of its own error; what was plausible before no longer counts."""
    value = float(str(one.value))
    return {
        "parameter": path,
        "told": READ,
        "estimate": value,
        "low": value - NINETY * one.se,
        "high": value + NINETY * one.se,
        **dict.fromkeys(("prior_low", "prior_high", "removed"), np.nan),
        "unit": "as in the scenario",
        "informed_by": one.kind,
        "files": one.kind,
    }


def _untold(one: Assumption) -> dict[str, Any]:
    """A number that the data say nothing of, as the scenario has it."""
    is_number = isinstance(one.value, (int, float)) and not isinstance(one.value, bool)
    low, high = (one.low, one.high) if one.low is not None else (np.nan, np.nan)
    return {
        "parameter": one.path,
        "told": UNASKED,
        "estimate": float(one.value) if is_number else np.nan,
        **dict.fromkeys(("low", "high"), np.nan),
        "prior_low": low,
        "prior_high": high,
        "removed": 0.0,
        "unit": "as in the scenario",
        "informed_by": "",
        "files": "",
    }
