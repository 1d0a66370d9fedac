"""What a fit comes to on one page: how well it fits, where it never saw, and what the data tell."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.calibration.scores import named_errors
from analysis.calibration.words import HELD_BACK, NOT_TOLD, READ, TOLD, UNASKED, UNTOLD
from analysis.calibration.worth import SOME, worth_of
from analysis.facts.telling import called, tellers
from analysis.report import inline
from analysis.text.numbers import counted, number

if TYPE_CHECKING:
    import pandas as pd

HERE = Path(__file__).parent
LIKELY = 1.96
MEASURES = {
    "share": "shares",
    "repeat": "repeats",
    "switching": "switching",
    "total": "repeats to come",
    "path": "path of all repeats",
    "counts": "by repeats so far",
}
"""What each error of a forecast is of."""
NOTES = {
    "choices": "Percentage points in the time that no model had seen: shares, mean over brands; repeats, weighted by "
    "purchases; switching, to which brands buyers of each went instead, weighted likewise. Each model buys for fresh "
    "households before the shelves that the panel's saw. Guadagni-Little: a logit of price, feature, display and "
    "smoothed loyalty; two classes: kinds of households, with that loyalty or with the brand bought last.",
    "transactions": "Per cent in the time that no model had seen: repeats to come, foretold less observed; path, mean "
    "size of the error of all repeats so far; by repeats so far, mean size of the error for customers with none, one, "
    "two and more of them.",
}
"""How errors are measured, by the kind of data."""
DATA = {
    "observed": "the facts in the scenario",
    "files": "facts from files",
    "choices": "a panel of choices",
    "transactions": "a purchase log",
}


def calibration_page(
    title: tuple[str, str],
    unused: Sequence[str],
    frames: Mapping[str, pd.DataFrame],
    figures: Mapping[str, bytes | Path],
) -> bytes:
    """The page as HTML; the same fit gives the same bytes. `title` is the market's name, and by what it is informed."""
    import jinja2

    fit, parameters, bought = frames["fit.csv"], frames["parameters.csv"], frames["bought.csv"]
    pictures = [inline.inlined(data, Path(path).stem, Path(path).stem) for path, data in figures.items()
                if path.endswith(".svg") and isinstance(data, bytes)]  # fmt: skip
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    page = environment.get_template("page.html").render(
        name=title[0],
        informed_by=DATA[title[1]],
        headline=headline_of(parameters),
        sentences=sentences_of(fit),
        unused=unused,
        errors=errors_of(fit),
        note=NOTES.get(title[1], ""),
        parameters=parameter_rows(parameters),
        left=int((parameters["told"] == UNASKED).sum()),
        not_told=f"{NOT_TOLD:g}",
        bought=bought_rows(bought),
        collect=to_collect(parameters, bought),
        figures=pictures,
        shades=inline.shades_of(pictures),
        css=(Path(inline.__file__).parent / "report.css").read_text(encoding="utf-8"),
    )
    return page.encode("utf-8")


def headline_of(parameters: pd.DataFrame) -> str:
    """How many numbers the data tell."""
    free = parameters[parameters["told"].isin([TOLD, UNTOLD])]
    told, read = (int((parameters["told"] == word).sum()) for word in (TOLD, READ))
    more = f"; {read} more read off your files" if read else ""
    return f"{counted(len(free), 'number')} fitted, {told} of which the data identify by themselves{more}."


def sentences_of(fit: pd.DataFrame) -> list[str]:
    """How many moments the market shows within their uncertainty, in each period, and which it misses most."""
    found = []
    for period, part in fit.groupby("period", sort=False):
        inside = int((part["z"].abs() <= LIKELY).sum())
        worst = part.iloc[int(np.argmax(part["z"].abs().to_numpy()))]
        where = "what the fit saw" if period != HELD_BACK else "what it never saw"
        told = f"{inside} of {counted(len(part), 'number')} of {where} are within ±{LIKELY:g} standard errors"
        which = f"{worst['moment']} {worst['firm']}".strip()
        seen = f"{number(worst['simulated'])} simulated, {number(worst['observed'])} observed"
        found.append(f"{told}; farthest off is {which}: {seen}.")
    return found


def errors_of(fit: pd.DataFrame) -> list[list[str]]:
    """Errors of forecasts of what was held back, a row a forecaster; empty where nothing was."""
    errors = named_errors(fit)
    if errors.empty:
        return []
    rows = [[str(name), *(number(value, digits=1) for value in values)]
            for name, *values in errors.itertuples(index=False)]  # fmt: skip
    return [["forecast", *(MEASURES[str(name)] for name in errors.columns[1:])], *rows]


def parameter_rows(parameters: pd.DataFrame) -> list[list[str]]:
    """The fitted numbers as people read them."""
    heads = ["number", "fitted", "interval", "plausible before", "doubt removed", "", "told by", "from"]
    return [heads, *map(_row, _records(parameters[parameters["told"] != UNASKED]))]


def bought_rows(bought: pd.DataFrame) -> list[list[str]]:
    """What each file bought, and where there are several numbers in it, each of them."""
    rows = [["without", "numbers", "doubt that comes back", "most of it about"]]
    for row in _records(worth_of(bought)):
        named = str(row["moment"]) or f"all of {row['source']}"
        worth = float(str(row["worth"]))
        about = str(row["most"]) if worth >= SOME else ""
        rows.append([named, str(row["numbers"]), number(worth, digits=2), about])
    return rows


def to_collect(parameters: pd.DataFrame, bought: pd.DataFrame) -> list[tuple[str, list[str]]]:
    """Data that were not given, those first that would tell most of the numbers still in doubt; and these numbers."""
    given = set(bought["source"]) | set(bought["moment"])
    found: dict[str, dict[str, None]] = {}
    for path in parameters.loc[parameters["told"].isin([UNTOLD, UNASKED]), "parameter"]:
        for kind in tellers(str(path)):
            if kind not in given:
                found.setdefault(called(kind), {})[_of_all(str(path))] = None
    return sorted(((kind, list(numbers)) for kind, numbers in found.items()), key=lambda one: -len(one[1]))


def _of_all(path: str) -> str:
    """A path with `*` for the firm or the loyalty type, since the same data tell all of them."""
    parts = path.split(".")
    place = {"firms": 1, "types": 2, "mix": 2}.get(parts[0] if parts[0] == "firms" else parts[1])
    return ".".join("*" if at == place else part for at, part in enumerate(parts))


def _records(frame: pd.DataFrame) -> Sequence[Mapping[str, object]]:
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False)]


def _row(row: Mapping[str, object]) -> list[str]:
    low, high, before, after, estimate, removed = (
        float(str(row[name])) for name in ("low", "high", "prior_low", "prior_high", "estimate", "removed")
    )
    unit = "" if row["unit"] == "as in the scenario" else f" ({row['unit']})"
    return [
        f"{row['parameter']}{unit}",
        number(estimate),
        f"{number(low)} to {number(high)}",
        "–" if math.isnan(before) else f"{number(before)} to {number(after)}",
        "–" if math.isnan(removed) else f"{number(100.0 * removed, digits=0)} %",
        str(row["told"]),
        str(row["informed_by"]),
        str(row["files"]) if isinstance(row["files"], str) else "",
    ]
