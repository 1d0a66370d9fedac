"""The page docs/calibration.md: what a fit recovers of known markets, and what it foretells of real data.

    python -m tools.calibration_page yogurt catsup cdnow "cdnow, first half"

fits these data sets and takes what comes out into `docs/calibration_data.csv`; without any it writes the page anew from
the tables that are there, that of `tools.calibration_recovery` among them.
"""

from __future__ import annotations

import math
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.calibration.data.read import read_data
from analysis.calibration.facts_problem import OF_ALL, OF_FIRM
from analysis.calibration.fitting.draws import posterior_of
from analysis.calibration.fitting.evaluations import Evaluations, Trial
from analysis.calibration.fitting.fit import fitted
from analysis.calibration.fitting.free_parameters import OF_A_PANEL
from analysis.calibration.log.problem import OF_A_LOG
from analysis.calibration.request import Calibration, CalibrationRequest, plan_calibration
from analysis.calibration.scores import CALLED, errors_table
from analysis.calibration.tables import fit_table
from analysis.calibration.words import FITTED
from analysis.execution.execution import Execution
from analysis.formats.csv_bytes import read_csv, to_csv
from analysis.study.run_store import open_store
from simulation.scenario.load import load
from tools.calibration_bars import of_bars, of_ranks
from tools.calibration_recovery import KEPT as RECOVERY
from tools.calibration_recovery import PLAN

DOCS = Path(__file__).parents[1] / "docs"
TABLE, PAGE = DOCS / "calibration_data.csv", DOCS / "calibration.md"
BASES = {"yogurt": "yogurt_panel", "catsup": "baseline", "cdnow": "baseline"}
EARLY, EARLY_WEEKS, EARLY_HELD_BACK = "cdnow, first half", 39, 1.0 / 3.0
"""The weeks that a fit of CDNOW sees, of which the last third is held back in turn."""
MARKETS, CUSTOMERS, FIRST_LUCK = {"yogurt": 10, "catsup": 10}, 20_000, 101
OF_A_LOG_MARKETS = 20
UNITS = {"share": "points", "repeat": "points", "switching": "points", "total": "%", "path": "%", "counts": "%"}
OPENING = """\
# Calibration

What a fit finds, and what it foretells of what it never saw. This page is generated: `python -m tools.calibration_page`
and `python -m tools.calibration_recovery` measure, and write it.
"""
INFORMED = """\
## What tells which number

Everything else stays as the scenario has it, and `compare --uncertain` draws it from what is plausible.

| in hand | which | tells | on the scale of a |
|---|---|---|---|"""
OF_DATA = f"""\
## Forecasts of what was held back

The fit never sees the last half of each. Ours is the mean of 10 markets of {CUSTOMERS:,} customers, of logs
{OF_A_LOG_MARKETS}, that live through both halves on the real shelves; naive is the first half again (of a log, the
level of the last 13 weeks seen carried on). Share: mean absolute error. Repeat: weighted by purchases. Switching: total
variation between where buyers of a brand went next and where they were foretold to go, weighted likewise. Total: of all
repeats held back. Path: mean error of the sum of repeats since the first week. Counts: mean error of repeats to come by
how many there were so far. At most one repeat a week counts. The models that an analyst would use are fitted to the
same first half, and buy before the same shelves. `cdnow, first half` are the weeks that the fit of CDNOW sees, with the
last third of them held back. Of a panel that is drawn anew Yogurt's shares move by 2 points, so that its row of shares
decides nothing.

| data | error of | unit | ours | naive | analyst's models | runs | processor seconds |
|---|---|---|--:|--:|---|--:|--:|"""
OF_RECOVERY = """\
## Recovery of known markets

{markets} markets with numbers drawn from what is plausible, and luck that the fit never has; panels of 300 households
and 52 weeks. Errors are in standard deviations of the prior: 1 is what no data would give. 90 % intervals cover
{covered} of all numbers. An attraction is counted from where the shares put it.

| number | markets | coverage of 90 % | error (RMSE) | identified in |
|---|--:|--:|--:|--:|"""
OF_PLAN = """\
A plan, the first firm's price 5 % up: intervals over draws cover its true effect on its share in {covered} of the
markets; the error of their mean is {missed} points.
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
    task = _task(name)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder), "0" * 64) as store:
        evaluations = Evaluations(store, Execution(workers=1))
        found = fitted(task.problem, evaluations)
        runs, seconds = evaluations.count, time.process_time() - began
        asked = [
            Trial(found.at, FIRST_LUCK + place, CUSTOMERS, is_long=True)
            for place in range(MARKETS.get(name, OF_A_LOG_MARKETS))
        ]
        found = replace(found, simulated=evaluations.moments(found.problem, asked))
    table = fit_table(found, task.forecasts())
    told = {"data": name, "identified": int(posterior_of(found).is_told.sum()), "free": len(found.problem.free),
            "inside": int((table.loc[table["period"] == FITTED, "z"].abs() <= 1.96).sum()),
            "moments": int((table["period"] == FITTED).sum()), "runs": runs, "seconds": round(seconds, 1)}  # fmt: skip
    errors = errors_table(table).drop(columns="kind").dropna(axis=1, how="all").set_index("model")
    for measure, column in errors.items():
        ours, naive, *others = column
        beside = [f"{CALLED[model]} {error:.1f}" for model, error in zip(errors.index[2:], others, strict=True)]
        yield told | {
            "measure": measure, "ours": round(ours, 2), "naive": round(naive, 2),
            "beside": "; ".join(beside),
        }  # fmt: skip


def _task(name: str) -> Calibration:
    """The fit of a data set."""
    if name != EARLY:
        return plan_calibration(CalibrationRequest(load(BASES[name]), (name,)))
    log = read_data("cdnow").transactions
    assert log is not None, "cdnow is a log"
    seen = log[log["date"] < log["date"].min() + pd.Timedelta(weeks=EARLY_WEEKS)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "transactions.csv"
        file.write_bytes(to_csv(seen[["customer_id", "date", "amount"]]))
        return plan_calibration(CalibrationRequest(load("baseline"), (str(file),), held_back=EARLY_HELD_BACK))


def page() -> str:
    """The page, of the tables that are there."""
    parts = [OPENING, informed()]
    if TABLE.exists():
        parts.append(of_data(read_csv(TABLE)))
    if RECOVERY.exists():
        recovery = read_csv(RECOVERY)
        parts += [of_bars(read_csv(TABLE), recovery, PLAN), of_recovery(recovery), of_ranks(recovery)]
    return "\n".join(parts)


def informed() -> str:
    """Which fact, and which moment of a panel or a log, tells which number."""
    facts = [("a fact", name, f"firms.<firm>.{path}", form) for name, (path, form) in OF_FIRM.items()]
    facts += [("a fact", name, one.name, one.form) for name, told in OF_ALL.items() for one in told]
    panel = [("a panel", "share", "firms.<firm>.attraction", "shift")]
    panel += [("a panel", one.why, one.name, one.form) for one in OF_A_PANEL]
    log = [("a purchase log", one.why, one.name, one.form) for one in OF_A_LOG]
    rows = [f"| {kind} | {which} | `{path}` | {form} |" for kind, which, path, form in (*facts, *panel, *log)]
    return "\n".join([INFORMED, *rows, ""])


def of_data(table: pd.DataFrame) -> str:
    """What fits foretell of data."""
    first = table.drop_duplicates("data")
    return "\n".join([OF_DATA, *map(_data_row, _rows(table)), "", *map(_told, _rows(first)), ""])


def _rows(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    return (dict(zip(table.columns, row, strict=True)) for row in table.itertuples(index=False))


def _data_row(row: dict[str, Any]) -> str:
    errors = f"{row['ours']:.1f} | {row['naive']:.1f} | {row['beside']}"
    cost = f"{row['runs']} | {row['seconds']:.0f}"
    return f"| {row['data']} | {row['measure']} | {UNITS[row['measure']]} | {errors} | {cost} |"


def _told(row: dict[str, Any]) -> str:
    inside = f"{row['inside']} of {row['moments']} moments of the first half are within 1.96 standard errors"
    return f"* {row['data']}: {row['identified']} of {row['free']} fitted numbers are identified;\n  {inside}."


def of_recovery(table: pd.DataFrame) -> str:
    """What fits find of markets whose numbers are known."""
    free, plans = table[table["parameter"] != PLAN], table[table["parameter"] == PLAN]
    opening = OF_RECOVERY.format(markets=table["market"].nunique(), covered=_percent(free["covered"]))
    rows = [_recovered(str(name), part) for name, part in free.groupby("parameter", sort=False)]
    closing = OF_PLAN.format(covered=_percent(plans["covered"]), missed=f"{_missed(plans):.2f}")
    return "\n".join([opening, *rows, "", closing])


def _recovered(name: str, part: pd.DataFrame) -> str:
    covered, told = _percent(part["covered"]), _percent(part["told"])
    return f"| {name} | {part['market'].nunique()} | {covered} | {_missed(part):.2f} | {told} |"


def _missed(part: pd.DataFrame) -> float:
    """Root mean square of estimate less truth."""
    return math.sqrt(((part["estimate"] - part["truth"]) ** 2).mean())


def _percent(values: pd.Series) -> str:
    return f"{100.0 * float(values.astype(float).mean()):.3g} %"


if __name__ == "__main__":
    main()
