"""How well a market, or another model, foretells what was held back: of a panel's brands, or of a log's repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.calibration.log.counts import TO_COME
from analysis.calibration.words import FITTED, HELD_BACK

if TYPE_CHECKING:
    import pandas as pd

ARROW = " > "
UNTIL, AFTER = f"{TO_COME} until", f"{TO_COME} after"
"""The moments of a log's time to come: by week, and by repeats so far."""
KNOWN = ("period", "moment", "firm", "observed", "se", "z", "draws_low", "draws_high")
"""The columns of a fit's table that are no forecasts."""
CALLED = {
    "simulated": "this market",
    "naive": "first part again",
    "logit": "logit",
    "guadagni_little": "Guadagni-Little",
    "latent_class": "two classes, loyalty",
    "latent_class_last": "two classes, last brand",
    "bg_nbd": "BG/NBD",
    "pareto_nbd": "Pareto/NBD",
}
"""What a forecast is called where people read."""


class Scores(NamedTuple):
    """Of a panel, in points: mean absolute error of shares, flow-weighted error of repeats and of switching.

    A brand's switching is off by the total variation between where its buyers bought next and where they were foretold
    to.
    """

    share: float
    repeat: float
    switching: float


class LogScores(NamedTuple):
    """Of a log, in per cent: repeats held back, foretold less observed; the mean absolute error of all repeats so far
    over the weeks held back; and that of repeats to come by how often customers had come back, over their mean. A
    market's path starts with its own repeats, that of a model which foretells only what is to come, with those
    observed.
    """

    total: float
    path: float
    counts: float


def errors_table(fit: pd.DataFrame) -> pd.DataFrame:
    """One row a forecast of what was held back: model, kind of data, and the errors of that kind; others are nan.

    `fit` has the form of `fit.csv`: any column beside `KNOWN` is a forecast. Empty where nothing was held back.
    """
    import pandas as pd

    held = fit[fit["period"] == HELD_BACK]
    models = [name for name in fit.columns if name not in KNOWN]
    rows: list[dict[str, object]] = []
    if (held["moment"] == "share").any():
        rows = [{"model": name, "kind": "choices", **scores(held, name)._asdict()} for name in models]
    elif (held["moment"] == UNTIL).any():
        rows = [{"model": name, "kind": "transactions", **log_scores(fit, name)._asdict()} for name in models]
    return pd.DataFrame(rows, columns=["model", "kind", *Scores._fields, *LogScores._fields])


def named_errors(fit: pd.DataFrame) -> pd.DataFrame:
    """`errors_table` as people read it: what each forecast is called, then the errors that its kind of data has."""
    errors = errors_table(fit).drop(columns="kind")
    if errors.empty:
        return errors
    errors = errors.dropna(axis=1, how="all")
    return errors.assign(model=[CALLED.get(name, name) for name in errors["model"]])


def path_of(fit: pd.DataFrame) -> pd.DataFrame:
    """Repeats to come by `week`, observed and as each forecast has them by what it is called; empty for a panel."""
    rows = fit[(fit["period"] == HELD_BACK) & (fit["moment"] == UNTIL)].reset_index(drop=True)
    models = [name for name in fit.columns if name not in KNOWN]
    told = rows[["observed", *models]].rename(columns=CALLED)
    told.insert(0, "week", [int(of.split()[1]) for of in rows["firm"]])
    return told


def scores(table: pd.DataFrame, column: str) -> Scores:
    """The errors of a column of the rows of one period of `fit.csv`; nan where it is of no panel."""
    shares = table[table["moment"] == "share"]
    if shares.empty:
        return Scores(np.nan, np.nan, np.nan)
    brands = list(shares["firm"])
    seen, said = (_next(table, brands, name) for name in ("observed", column))
    weight = _followed(table, brands, shares["observed"].to_numpy(float))
    missed = np.abs(np.diagonal(seen) - np.diagonal(said))
    return Scores(
        share=100.0 * float((shares[column] - shares["observed"]).abs().mean()),
        repeat=100.0 * float(weight @ missed),
        switching=50.0 * float(weight @ np.abs(seen - said).sum(axis=1)),
    )


def _next(table: pd.DataFrame, brands: list[str], column: str) -> np.ndarray:
    """What is bought after each brand, shares that sum to 1, shape (brands, brands); 0 after one that nobody buys."""
    left = _left(table, brands, column)
    repeat = np.nan_to_num(_repeats(table, brands, column))
    found = left / np.maximum(left.sum(axis=1), 1e-12)[:, None] * (1.0 - repeat)[:, None]
    return np.asarray(found + np.diag(repeat))


def _followed(table: pd.DataFrame, brands: list[str], shares: np.ndarray) -> np.ndarray:
    """Share of each brand in the observed purchases that others follow.

    It is what was left for other brands over the part that leaves; nobody leaves some: these share the rest.
    """
    left = _left(table, brands, "observed").sum(axis=1)
    leaves = 1.0 - _repeats(table, brands, "observed")
    found = np.divide(left, leaves, out=np.zeros_like(left), where=leaves > 0.0)
    rest = np.where(leaves == 0.0, shares, 0.0)
    found = found + rest / max(float(rest.sum()), 1e-12) * max(1.0 - float(found.sum()), 0.0)
    return np.asarray(found / max(float(found.sum()), 1e-12))


def _left(table: pd.DataFrame, brands: list[str], column: str) -> np.ndarray:
    """Share of purchases that follow one of each brand and are of each other, shape (brands, brands)."""
    flows = np.zeros((len(brands), len(brands)))
    for firm, value in table.loc[table["moment"] == "flow", ["firm", column]].itertuples(index=False):
        left, to = firm.split(ARROW)
        flows[brands.index(left), brands.index(to)] = value
    return flows


def _repeats(table: pd.DataFrame, brands: list[str], column: str) -> np.ndarray:
    return np.asarray(table[table["moment"] == "repeat"].set_index("firm").reindex(brands)[column].to_numpy(float))


def log_scores(fit: pd.DataFrame, column: str) -> LogScores:
    """The errors of a column of both periods of `fit.csv`; nan where it foretells none of it."""
    seen, held = fit[fit["period"] == FITTED], fit[fit["period"] == HELD_BACK]
    until = held[held["moment"] == UNTIL]
    after = held[held["moment"] == AFTER].set_index("firm")
    begun = seen[seen["moment"] == "repeats"]
    before, said = (float(begun[name].sum(skipna=False)) for name in ("observed", column))
    ahead = 0.0 if np.isnan(said) else said - before
    weight = seen[seen["moment"] == "customers with repeats"].set_index("firm")["observed"].reindex(after.index)
    missed = (until[column] - until["observed"]).to_numpy(float)
    apart = (after[column] - after["observed"]).abs()
    with np.errstate(divide="ignore", invalid="ignore"):
        return LogScores(
            total=100.0 * float(missed[-1] / np.float64(until["observed"].iloc[-1])),
            path=100.0 * float(np.mean(np.abs(missed + ahead) / (before + until["observed"].to_numpy(float)))),
            counts=100.0 * float((weight * apart).sum(skipna=False) / np.float64((weight * after["observed"]).sum())),
        )
