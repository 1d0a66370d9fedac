"""Claims F05, F06 and F08: what loyalty foretells, and what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import spearmanr

from analysis.evidence.registry import Measures, finding
from analysis.laboratory import variants

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab

MIDDLE = 0.5


@finding("F05")
def loyalty_indicates_coming_sales(lab: Lab) -> Measures:
    """Index of each firm's customers of a year at its end against what they spend there in the next."""
    panel = lab.panel()
    last, coming = variants.spent(panel, 1, 52), variants.spent(panel, 53, 104)
    customers = last > 0
    loyalty, before, after = variants.index(panel.minds[52])[customers], last[customers], coming[customers]
    return {
        "rank_correlation": float(spearmanr(loyalty, after)[0]),
        "added_r2": added_by(loyalty, np.log1p(before), np.log1p(after)),
        "added_r2_of_money": added_by(loyalty, before, after),
    }


def added_by(told: np.ndarray, before: np.ndarray, after: np.ndarray) -> float:
    """Share of the variance of `after` that `told` explains beyond what `before` does, all of one length."""
    known = np.column_stack([np.ones(before.size), before, told])
    left = after - known @ np.linalg.lstsq(known, after, rcond=None)[0]
    return float(1.0 - left.var() / after.var() - np.corrcoef(before, after)[0, 1] ** 2)


@finding("F06")
def most_who_leave_were_satisfied(lab: Lab) -> Measures:
    """Answers to the survey after a year's last visit to each firm, and who buys there again within the next year."""
    panel = lab.panel()
    trips = panel.between(1, 52)
    answer = np.full((panel.firms, panel.kinds.size), np.nan)
    answer[trips["firm"], trips["customer"]] = trips["satisfaction"]
    asked, stays = ~np.isnan(answer), panel.units(53, 104) > 0
    return {
        "satisfied_leavers": float((answer[asked & ~stays] > MIDDLE).mean()),
        "correlation": float(np.corrcoef(answer[asked], stays[asked])[0, 1]),
    }


@finding("F08")
def the_loyal_are_the_most_valuable(lab: Lab) -> Measures:
    """The most loyal fifth of a firm's customers at the start of a year, and their part of its contribution."""
    panel = lab.panel()
    customers = panel.units(53, 104) > 0
    loyalty, value = variants.index(panel.minds[52])[customers], variants.contribution(panel, 53, 104)[customers]
    top = loyalty >= np.quantile(loyalty, 0.8)
    by_type = panel.result.segments.groupby(["week", "firm"])[["revenue", "profit"]].sum()
    books = panel.result.weekly.set_index(["week", "firm"])[["revenue", "profit"]]
    apart = (100.0 * (by_type - books.loc[by_type.index])).abs().to_numpy().max()
    return {"profit_ratio": float(value[top].sum() / value.sum() / top.mean()), "cents_apart": float(round(apart))}
