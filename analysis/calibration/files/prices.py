"""Weekly prices as each firm's pricing: the series, or where plans change its price, the usual one and its cuts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.calibration.files.findings import FileFindings, Setting
from simulation.reading.errors import Refused
from simulation.reading.paths import format_path
from simulation.scenario.scenario import Scenario

KIND = "prices"
DIGITS = 4
CUT = 0.99
"""A week counts as promoted below this share of the usual price."""


def prices(table: pd.DataFrame, found: FileFindings, scenario: Scenario, changed: tuple[str, ...]) -> None:
    """Take in the prices of each firm; `changed` are paths of past changes, which have to stay.

    A firm of which the scenario's plans, or those changes, move the price keeps one that can be moved.
    """
    for firm, rows in table.groupby("firm"):
        path = format_path(("firms", str(firm), "pricing"))
        listed, depth = series(rows.sort_values("week"))
        replay = {"strategy": "replay", "prices": listed.tolist(), "promotions": depth.tolist(), "source": KIND}
        is_one = bool((listed == listed[0]).all() and not depth.any())
        stays = any(one.startswith(f"{path}.") for one in changed)
        block = replay if not (is_one or stays) and _fits(scenario, path, replay) else summed_up(listed, depth)
        found.settings[path] = Setting(block, 0.0, KIND)


def _fits(scenario: Scenario, path: str, block: dict[str, Any]) -> bool:
    """Whether every plan of the scenario can still be made."""
    try:
        changed = scenario.changed({path: block})
        for name in changed.compare:
            changed.with_strategy(name)
    except Refused:
        return False
    return True


def series(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """List price and depth of the promotion by week, from the first one told to the last; gaps keep what was before.

    `price` is what was asked; `promoted` the part of the list price taken off, or 1 where it is only known that some
    was, which then is what is missing to the usual price.
    """
    weekly = rows.set_index("week").reindex(np.arange(rows["week"].min(), rows["week"].max() + 1))
    asked = weekly["price"].ffill().to_numpy(float)
    off = weekly["promoted"].where(weekly["price"].notna()).ffill().fillna(0.0).to_numpy(float)
    plain = asked[off == 0.0]
    usual = float(np.median(plain if plain.size else asked))
    depth = np.where(off >= 1.0, np.maximum(1.0 - asked / usual, 0.0), off)
    listed = np.where(depth > 0.0, asked / np.maximum(1.0 - depth, 1e-6), asked)
    return np.round(listed, DIGITS), np.round(depth, DIGITS)


def summed_up(listed: np.ndarray, depth: np.ndarray) -> dict[str, Any]:
    """One list price, with as many weeks of promotion, as deep and as long, as the series has; fixed without any."""
    price = round(float(listed.mean()), DIGITS)
    on = depth > 1.0 - CUT
    starts = int(np.count_nonzero(np.diff(on.astype(int), prepend=0) == 1))
    if not starts:
        return {"strategy": "fixed", "price": price}
    return {
        "strategy": "high_low",
        "price": price,
        "depth": round(float(depth[on].mean()), DIGITS),
        "every_weeks": max(round(listed.size / starts), 1),
        "promotion_weeks": max(round(np.count_nonzero(on) / starts), 1),
    }
