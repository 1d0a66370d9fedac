"""The page docs/calibration.md: what a fit recovers of known markets, and what it foretells of real data.

    python -m tools.calibration_page yogurt catsup cdnow

fits these data sets and takes what comes out into `docs/calibration_data.csv`; without any it writes the page anew from
the tables that are there, that of `tools.calibration_recovery` among them.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.calibration.draws import posterior_of
from analysis.calibration.evaluations import Asked, Evaluations
from analysis.calibration.fit import Fitted, fitted
from analysis.calibration.request import CalibrationRequest, plan_calibration
from analysis.calibration.scores import scores
from analysis.calibration.tables import FITTED, HELD_BACK, fit_table
from analysis.execution.execution import Execution
from analysis.formats.csv_bytes import read_csv, to_csv
from analysis.study.run_store import open_store
from simulation.scenario.load import load
from tools.calibration_recovery import KEPT as RECOVERY
from tools.calibration_recovery import PLAN

DOCS = Path(__file__).parents[1] / "docs"
TABLE, PAGE = DOCS / "calibration_data.csv", DOCS / "calibration.md"
BASES = {"yogurt": "yogurt_panel", "catsup": "baseline", "cdnow": "baseline"}
MARKETS, CUSTOMERS, FIRST_LUCK = 10, 20_000, 101
PROTOTYPE = {
    ("yogurt", "shares"): 2.6, ("yogurt", "repeats"): 1.6, ("yogurt", "switching"): 3.9,
    ("catsup", "shares"): 5.7, ("catsup", "repeats"): 9.5, ("catsup", "switching"): 11.1,
    ("cdnow", "total"): -24.0,
}  # fmt: skip
"""What a prototype reached before the command was built (November 2026); of CDNOW the worse end of its range."""
UNITS = {"shares": "points", "repeats": "points", "switching": "points", "total": "%", "path": "%"}
OPENING = """\
# Calibration

What a fit finds, and what it foretells of what it never saw. This page is generated: `python -m tools.calibration_page`
and `python -m tools.calibration_recovery` measure, and write it.
"""


def main() -> None:
    """Fit the data sets asked for, and write the page."""
    for name in sys.argv[1:]:
        rows = pd.DataFrame(list(measured(name)))
        kept = read_csv(TABLE) if TABLE.exists() else rows.iloc[:0]
        kept = pd.concat([kept[kept["data"] != name], rows], ignore_index=True)
        TABLE.write_bytes(to_csv(kept))
    PAGE.write_text(page(), encoding="utf-8")


def measured(name: str) -> Iterator[dict[str, object]]:
    """A row a measure of the forecasts of one data set: of the model, and of the first part of the data again."""
    began = time.process_time()
    problem = plan_calibration(CalibrationRequest(load(BASES[name]), (name,))).problem
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder), "0" * 64) as store:
        evaluations = Evaluations(store, Execution(workers=1))
        found = fitted(problem, evaluations)
        runs, seconds = evaluations.count, time.process_time() - began
        asked = [Asked(found.at, FIRST_LUCK + place, CUSTOMERS, is_long=True) for place in range(MARKETS)]
        found = replace(found, simulated=evaluations.moments(found.problem, asked))
    table = fit_table(found)
    told = {"data": name, "identified": int(posterior_of(found).is_told.sum()), "free": len(found.problem.free),
            "inside": int((table.loc[table["period"] == FITTED, "z"].abs() <= 1.96).sum()),
            "moments": int((table["period"] == FITTED).sum()), "runs": runs, "seconds": round(seconds, 1)}  # fmt: skip
    for measure, ours, naive in of_log(found, table) if name == "cdnow" else of_panel(table):
        prototype = PROTOTYPE.get((name, measure), np.nan)
        yield told | {"measure": measure, "ours": round(ours, 2), "naive": round(naive, 2), "prototype": prototype}


def of_panel(table: pd.DataFrame) -> Iterator[tuple[str, float, float]]:
    """Errors in points of what was held back."""
    held = table[table["period"] == HELD_BACK]
    yield from zip(("shares", "repeats", "switching"), scores(held, "simulated"), scores(held, "naive"), strict=True)


def of_log(found: Fitted, table: pd.DataFrame) -> Iterator[tuple[str, float, float]]:
    """Errors in per cent of all repeats held back, and on average of the path of repeats since the first week."""
    path = table[table["moment"] == "repeats to come until"]
    begun = table[table["moment"] == "repeats"][["observed", "simulated"]].sum()
    last = path.iloc[-1]
    yield "total", *(100.0 * float(last[name] / last["observed"] - 1.0) for name in ("simulated", "naive"))
    seen = path["observed"] + begun["observed"]
    said = {"simulated": path["simulated"] + begun["simulated"], "naive": path["naive"] + begun["observed"]}
    yield "path", *(100.0 * float((line / seen - 1.0).abs().mean()) for line in said.values())


def page() -> str:
    """The page, of the tables that are there."""
    parts = [OPENING]
    if TABLE.exists():
        parts.append(of_data(read_csv(TABLE)))
    if RECOVERY.exists():
        parts.append(of_recovery(read_csv(RECOVERY)))
    return "\n".join(parts)


def of_data(table: pd.DataFrame) -> str:
    """What fits foretell of data."""
    lines = ["## Forecasts of what was held back\n",
             f"The last half of each is never seen by the fit. Ours is the mean of {MARKETS} markets of {CUSTOMERS:,}"
             " customers that live\nthrough both halves on the real shelves; naive is the first half again (of CDNOW,"
             " the level of weeks 26-39 carried on).\n",
             "| data | error of | unit | ours | naive | prototype | runs | processor seconds |", "|---|---|---|--:|--:|--:|--:|--:|"]  # fmt: skip
    lines += [f"| {row['data']} | {row['measure']} | {UNITS[row['measure']]} | {row['ours']:.1f} | {row['naive']:.1f} |"
              f" {_or_dash(row['prototype'])} | {row['runs']} | {row['seconds']:.0f} |" for _, row in table.iterrows()]  # fmt: skip
    first = table.drop_duplicates("data")
    lines += [""] + [f"{row['data']}: {row['identified']} of {row['free']} fitted numbers are identified by themselves;"
              f" {row['inside']} of {row['moments']} moments of the\nfirst half are within 1.96 standard errors.\n" for _, row in first.iterrows()]  # fmt: skip
    return "\n".join(lines)


def _or_dash(value: float) -> str:
    return "" if not np.isfinite(value) else f"{value:.1f}"


def of_recovery(table: pd.DataFrame) -> str:
    """What fits find of markets whose numbers are known."""
    markets = table["market"].nunique()
    free = table[table["parameter"] != PLAN]
    plans = table[table["parameter"] == PLAN]
    lines = ["## Recovery of known markets\n",
             f"{markets} markets with numbers drawn from what is plausible, and luck that the fit never has; panels of 300"
             " households and 52 weeks.\nEstimates in standard deviations of the prior; 1 is what no data would give."
             f" 90 % intervals cover {_percent(free['covered'])} of all numbers.\n",
             "| number | markets | coverage of 90 % | RMSE | identified in |", "|---|--:|--:|--:|--:|"]  # fmt: skip
    for name, part in free.groupby("parameter", sort=False):
        error = float(np.sqrt(((part["estimate"] - part["truth"]) ** 2).mean()))
        lines.append(f"| {name} | {part['market'].nunique()} | {_percent(part['covered'])} | {error:.2f} |"
                     f" {_percent(part['told'])} |")  # fmt: skip
    missed = float(np.sqrt(((plans["estimate"] - plans["truth"]) ** 2).mean()))
    lines.append(f"\nA plan, the first firm's price 5 % up: intervals over draws cover the true effect on its share in"
                 f" {_percent(plans['covered'])} of the\nmarkets; the error of their mean is {missed:.2f} points.\n")  # fmt: skip
    return "\n".join(lines)


def _percent(values: pd.Series) -> str:
    return f"{100.0 * float(values.astype(float).mean()):.0f} %"


if __name__ == "__main__":
    main()
