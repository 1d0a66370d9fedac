"""An output folder held against a log: how far its customers buy, wait, pay and stay otherwise than luck explains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.calibration.data.data import Data
from analysis.calibration.data.read import read_data
from analysis.execution.execution import Execution
from analysis.figures.calibration import quantiles
from analysis.figures.undrawable import drawn
from analysis.formats.csv_bytes import to_csv
from analysis.provenance import digest, study_identity
from analysis.study.files import folder_of
from analysis.study.folder import open_folder
from simulation.reading.errors import refused

if TYPE_CHECKING:
    import pandas as pd

VALIDATION = "validation.csv"
LOG = "transactions.parquet"
RESAMPLES = 200
SURE = 0.95
FEWEST = 20
COLUMNS = {
    "distribution": ("what is held against each other", "name"),
    "unit": ("its unit", "text"),
    "distance": ("largest gap between the two cumulative distributions (Kolmogorov and Smirnov)", "share"),
    "noise": ("the same between two halves of resampled real customers, at most so much in 95 of 100", "share"),
    "verdict": ("within noise, or apart", "name"),
    "real_median": ("median in the data", "as the unit"),
    "run_median": ("median in the run", "as the unit"),
    "real_customers": ("customers in the data", "count"),
    "run_customers": ("customers in the run", "count"),
}


@dataclass(frozen=True, eq=False)
class Drawn:
    """Numbers of a distribution, and whose each is. Same shapes."""

    numbers: np.ndarray
    customer: np.ndarray

    def of(self, customers: np.ndarray) -> np.ndarray:
        """The values of some customers, as often as they are named."""
        order = np.argsort(self.customer, kind="stable")
        ends = np.searchsorted(self.customer[order], np.arange(self.customer.max(initial=0) + 2))
        rows = [order[ends[one] : ends[one + 1]] for one in customers]
        return np.asarray(self.numbers[np.concatenate(rows)] if rows else self.numbers[:0])


@dataclass(frozen=True)
class Validated:
    """What came of it: a row a distribution."""

    folder: Path
    table: pd.DataFrame
    is_new: bool


def validate(run: str, source: tuple[str, ...], mapping: Mapping[str, str], execution: Execution) -> Validated:
    """Hold the purchases of an output folder against those of a log; refused where either is missing or too small."""
    real, own = read_data(list(source), mapping), read_data(_log_of(Path(run)))
    if real.transactions is None:
        raise refused("has no transactions to hold the run against; give a purchase log", place="--data")
    pairs = _pairs(real, own)
    seen = {name: [digest(one.numbers.tolist()) for one in pair] for name, (_, *pair) in pairs.items()}
    out = folder_of("validation", execution)
    with open_folder(out, study_identity("calibrate", validate=seen), force=execution.force) as folder:
        table = validation_table(pairs)
        figures = {f"quantiles-{place}": partial(quantiles, name, unit, real.numbers, own.numbers)
                   for place, (name, (unit, real, own)) in enumerate(pairs.items(), start=1)}  # fmt: skip
        files: dict[str, bytes | Path] = {VALIDATION: to_csv(table), **(drawn(figures) if execution.report else {})}
        told = {name: {"meaning": meaning, "unit": unit} for name, (meaning, unit) in COLUMNS.items()}
        is_new = folder.save(files, {"command": "calibrate --validate", "columns": {VALIDATION: told}})
    return Validated(out, table, is_new)


def _log_of(run: Path) -> Path:
    """The purchases of an output folder."""
    if not (run / LOG).is_file():
        raise refused(f"{run} has no {LOG}; run the scenario with --panel", place="--validate")
    return run / LOG


Pair = tuple[str, Drawn, Drawn]


def _pairs(real: Data, own: Data) -> dict[str, Pair]:
    """Each distribution with its unit, in the data and in the run; over as many weeks as both have."""
    assert real.transactions is not None
    assert own.transactions is not None
    logs = [_weekly(one) for one in (real.transactions, own.transactions)]
    weeks = min(int(log["week"].max()) for log in logs)
    logs = [log[log["week"] <= weeks] for log in logs]
    for log in logs:
        if log["customer_id"].nunique() < FEWEST:
            told = f"{log['customer_id'].nunique()} customers; {FEWEST} or more say something"
            raise refused(told, place="--validate")
    made = {
        "purchases of a customer": ("count", _counts),
        "weeks between purchases": ("weeks", _gaps),
        "weeks from first to last purchase": ("weeks", _lives),
        "amount of a purchase": ("money", _amounts),
    }
    return {name: (unit, make(logs[0]), make(logs[1])) for name, (unit, make) in made.items()}


def _weekly(log: pd.DataFrame) -> pd.DataFrame:
    """The log with weeks from 1, customers from 0, in order."""
    days = (log["date"] - log["date"].min()).dt.days
    found = log[["customer_id", "amount"]].assign(week=days // 7 + 1)
    return found.sort_values(["customer_id", "week"], kind="stable", ignore_index=True)


def _counts(log: pd.DataFrame) -> Drawn:
    who, counts = np.unique(log["customer_id"].to_numpy(), return_counts=True)
    return Drawn(counts.astype(float), who)


def _gaps(log: pd.DataFrame) -> Drawn:
    who, week = log["customer_id"].to_numpy(), log["week"].to_numpy(float)
    again = np.flatnonzero(np.diff(who) == 0) + 1
    return Drawn(week[again] - week[again - 1], who[again])


def _lives(log: pd.DataFrame) -> Drawn:
    ends = log.groupby("customer_id")["week"].agg(["min", "max"])
    return Drawn((ends["max"] - ends["min"]).to_numpy(float), ends.index.to_numpy())


def _amounts(log: pd.DataFrame) -> Drawn:
    return Drawn(log["amount"].to_numpy(float), log["customer_id"].to_numpy())


def validation_table(pairs: Mapping[str, Pair], seed: int = 0) -> pd.DataFrame:
    """A row a distribution: how far apart the two are, and how far luck alone would bring them."""
    import pandas as pd

    rows = []
    for name, (unit, real, own) in pairs.items():
        apart, noise = distance(real.numbers, own.numbers), noise_of(real, seed)
        sizes = [int(np.unique(one.customer).size) for one in (real, own)]
        medians = [float(np.median(one.numbers)) if one.numbers.size else np.nan for one in (real, own)]
        verdict = "within noise" if apart <= noise else "apart"
        rows.append((name, unit, apart, noise, verdict, *medians, *sizes))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """Largest gap between two cumulative distributions, 0-1; 1 where one of them has no values."""
    if not (one.size and other.size):
        return 1.0
    points = np.unique(np.concatenate([one, other]))
    shares = [np.searchsorted(np.sort(values), points, side="right") / values.size for values in (one, other)]
    return float(np.abs(shares[0] - shares[1]).max())


def noise_of(real: Drawn, seed: int) -> float:
    """How far two samples of the size of the data are apart by luck, resampling customers, at most in 95 of 100."""
    luck = np.random.default_rng(seed)
    who = np.unique(real.customer)
    found = [distance(*(real.of(luck.choice(who, who.size)) for _ in range(2))) for _ in range(RESAMPLES)]
    return float(np.quantile(found, SURE))
