"""Cells become numbers, days, names and yes or no, or each that cannot is a fault with its row and column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import NamedTuple

import numpy as np

from analysis.calibration.data.kinds import FileColumn
from analysis.calibration.data.raw_tables import Raw
from simulation.reading.consecutive_weeks import FORMS, MIDNIGHT
from simulation.reading.errors import Fault, text_of_value
from simulation.reading.yaml_scalars import number_hint

MOST_FAULTS = 25
"""Of one column; more than any message shows."""
YES, NO = frozenset({"1", "1.0", "true", "yes", "y", "t"}), frozenset({"0", "0.0", "false", "no", "n", "f"})
EARLIEST = np.datetime64("1900-01-01", "D")
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?")
EMPTY = frozenset({"", "na", "n/a", "nan", "null", "none"})
"""What stands for nothing in a cell that may be empty."""
CLOCK = re.compile(r"[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[-+]\d{2}:?\d{2})?$")


class Read(NamedTuple):
    """The values of a column, and what is wrong with its cells."""

    cells: np.ndarray
    faults: list[Fault]


def read_column(raw: Raw, name: str, one: FileColumn, *, may_be_future: bool = False) -> Read:
    """A column as its kind says: numbers as float64 with NaN, days as datetime64[D] with NaT, all else as text.

    Yes and no are 1.0 and 0.0. `may_be_future` takes days that have not come yet, as those of a simulated market.
    """
    if one.type == "date":
        return _days(raw, name, one, may_be_future=may_be_future)
    if one.type == "number":
        return _numbers(raw, name, one)
    if one.type == "flag":
        return _flags(raw, name, one)
    return _texts(raw, name, one)


def _texts(raw: Raw, name: str, one: FileColumn) -> Read:
    texts = text_cells(raw.column(name))
    wrong = [(int(row), "is empty") for row in np.flatnonzero(texts == "")] if one.needed or one.type == "id" else []
    return Read(texts, _faults(raw, name, wrong, one.meaning))


def text_cells(values: np.ndarray) -> np.ndarray:
    """Cells as text: a whole number without its decimals, what is undefined as empty."""
    if values.dtype == object:
        return values
    if values.dtype.kind == "f":
        known = [("" if np.isnan(v) else str(int(v)) if v == int(v) else repr(float(v))) for v in _finite(values)]
        return np.array(known, dtype=object)
    return np.array(["" if text == "NaT" else text for text in values.astype(str)], dtype=object)


def _finite(values: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(values), values, np.nan)


def _numbers(raw: Raw, name: str, one: FileColumn) -> Read:
    cells = raw.column(name)
    if cells.dtype.kind == "M":
        return Read(np.full(len(raw), np.nan), _faults(raw, name, [(0, "holds dates")], "write numbers"))
    wrong: list[tuple[int, str]] = []
    if cells.dtype == object:
        values = np.full(len(cells), np.nan)
        for row, text in enumerate(cells):
            if NUMBER.fullmatch(text):
                values[row] = float(text)
            elif text.casefold() not in EMPTY:
                wrong.append((row, f"{text_of_value(text)} is not a number"))
    else:
        values = cells.astype(np.float64)
    seen = {row for row, _ in wrong}
    if one.needed:
        wrong += [(int(row), "is empty") for row in np.flatnonzero(np.isnan(values)) if row not in seen]
    out = (values < one.low) | (values > one.high) | np.isinf(values)
    wrong += [(int(row), f"{values[row]:.12g} is out of range") for row in np.flatnonzero(out)]
    if one.is_whole:
        parts = np.isfinite(values) & ~out & (values != np.round(values))
        wrong += [(int(row), f"{values[row]:.12g} is not a whole number") for row in np.flatnonzero(parts)]
    return Read(values, _faults(raw, name, wrong, one.right or _range(one), hints=cells))


def _range(one: FileColumn) -> str:
    whole = "a whole number" if one.is_whole else "a number"
    return f"write {whole} from {one.low:,.12g} to {one.high:,.12g}"


def _flags(raw: Raw, name: str, one: FileColumn) -> Read:
    texts = text_cells(raw.column(name))
    lower = [text.casefold() for text in texts]
    values = np.array([1.0 if text in YES else 0.0 if text in NO else np.nan for text in lower])
    wrong = [
        (row, f"{text_of_value(texts[row])} is neither yes nor no" if text else "is empty")
        for row, text in enumerate(lower)
        if np.isnan(values[row]) and (one.needed or text not in EMPTY)
    ]
    return Read(values, _faults(raw, name, wrong, "write yes or no, or 1 or 0"))


def _days(raw: Raw, name: str, one: FileColumn, *, may_be_future: bool) -> Read:
    cells = raw.column(name)
    wrong: list[tuple[int, str]] = []
    if cells.dtype.kind == "M":
        days = cells
    else:
        texts = text_cells(cells)
        days, wrong = days_of(texts)
    known = ~np.isnat(days)
    if one.needed:
        seen = {row for row, _ in wrong}
        wrong += [(int(row), "is empty") for row in np.flatnonzero(~known) if row not in seen]
    today = np.datetime64(datetime.now(UTC).date(), "D")
    early = known & (days < EARLIEST)
    late = known & (days > today + np.timedelta64(1, "D")) & (not may_be_future)
    wrong += [(int(row), f"{days[row]} is before 1900") for row in np.flatnonzero(early)]
    wrong += [(int(row), f"{days[row]} has not come yet") for row in np.flatnonzero(late)]
    return Read(days, _faults(raw, name, wrong, "write the day as 2025-03-31"))


def days_of(texts: np.ndarray) -> tuple[np.ndarray, list[tuple[int, str]]]:
    """Days of a column of text, all written in one way, and what is wrong in which row."""
    cells = {text: _bare(text) for text in set(texts.tolist())}
    written = {bare for text, bare in cells.items() if text.casefold() not in EMPTY}
    readings = [found for form in FORMS if (found := _read_all(written, form)) is not None]
    others = [one for one in readings[1:] if one != readings[0]]
    if others:
        text = next(bare for bare in sorted(written) if readings[0][bare] != others[0][bare])
        row = next(row for row, cell in enumerate(texts) if cells[cell] == text)
        told = f"{text_of_value(text)} may be {readings[0][text]} or {others[0][text]}"
        return np.full(len(texts), "NaT", "datetime64[D]"), [(row, told)]
    if readings:
        days = [str(readings[0].get(cells[cell], "NaT")) for cell in texts]
        return np.array(days, "datetime64[D]"), []
    form = max(FORMS, key=lambda form: sum(_read(bare, form) is not None for bare in written))
    one_by_one = {text: _read(bare, form) for text, bare in cells.items()}
    like = " as the others are written" if any(one_by_one.values()) else ""
    odd = {text for text, day in one_by_one.items() if day is None and text.casefold() not in EMPTY}
    wrong = [(row, f"{text_of_value(cell)} is no day{like}") for row, cell in enumerate(texts) if cell in odd]
    return np.array([str(one_by_one[cell] or "NaT") for cell in texts], "datetime64[D]"), wrong


def _bare(text: str) -> str:
    """A day without its time."""
    return CLOCK.sub("", MIDNIGHT.sub("", text)) if len(text) > 10 else text


def _read_all(written: Iterable[str], form: str) -> dict[str, date] | None:
    """Every cell as a day in this form; None where one is not."""
    found = {}
    for text in written:
        day = _read(text, form)
        if day is None:
            return None
        found[text] = day
    return found


def _read(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None


def _faults(
    raw: Raw, name: str, wrong: list[tuple[int, str]], right: str, hints: np.ndarray | None = None
) -> list[Fault]:
    """The first faults of a column, in the order of rows, each with what would be right."""

    def hint(row: int) -> str:
        text = hints[row] if hints is not None else None
        return number_hint(text) if isinstance(text, str) and not NUMBER.fullmatch(text) else ""

    first = sorted(wrong)[:MOST_FAULTS]
    return [raw.fault(int(row), name, f"{message}; {hint(row) or right}") for row, message in first]
