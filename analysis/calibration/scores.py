"""How well a market foretells a panel's brands: errors of shares, repeats and switching, in points."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

ARROW = " > "


class Scores(NamedTuple):
    """Mean absolute error of shares; by the brand bought last and weighted, of repeats and of what is bought next.

    The last is the total variation; all are points.
    """

    share: float
    repeat: float
    switching: float


def scores(table: pd.DataFrame, column: str) -> Scores:
    """The errors of a column of the rows of one period of `fit.csv`; nan where it is of no panel."""
    shares = table[table["moment"] == "share"]
    if shares.empty:
        return Scores(np.nan, np.nan, np.nan)
    brands = list(shares["firm"])
    seen, said = (_flows(table, brands, name) for name in ("observed", column))
    repeats = table[table["moment"] == "repeat"].set_index("firm").reindex(brands)
    weight = seen.sum(axis=1)
    missed = (repeats[column] - repeats["observed"]).abs().to_numpy(float)
    return Scores(
        share=100.0 * float((shares[column] - shares["observed"]).abs().mean()),
        repeat=100.0 * float(np.nansum(weight * missed) / weight.sum()),
        switching=50.0 * float((weight[:, None] * np.abs(_rows(seen) - _rows(said))).sum() / weight.sum()),
    )


def _rows(flows: np.ndarray) -> np.ndarray:
    """What is bought after each brand, shares that sum to 1."""
    return np.asarray(flows / np.maximum(flows.sum(axis=1, keepdims=True), 1e-12))


def _flows(table: pd.DataFrame, brands: list[str], column: str) -> np.ndarray:
    """Share of all successive purchases from each brand to each, shape (brands, brands)."""
    flows = np.zeros((len(brands), len(brands)))
    for firm, value in table.loc[table["moment"] == "flow", ["firm", column]].itertuples(index=False):
        left, to = firm.split(ARROW)
        flows[brands.index(left), brands.index(to)] = value
    repeat = table[table["moment"] == "repeat"].set_index("firm").reindex(brands)[column].to_numpy(float)
    stayed = np.nan_to_num(flows.sum(axis=1) * repeat / (1.0 - repeat), posinf=0.0)
    flows[np.diag_indices(len(brands))] = stayed
    return np.asarray(flows / flows.sum())
