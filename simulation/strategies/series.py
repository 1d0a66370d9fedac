"""Observed prices and promotions come from a CSV file once; from then on the scenario carries the numbers."""

import csv
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulation.faults import Fault, Refused, refused, suggestion

ORIGIN = ("file", "price_column", "promotion_column", "panel", "brand")
"""Keys that say where a series comes from; once it is read, `source` says so instead."""
LONGEST_SERIES = 10_000
LARGEST_FILE = 5_000_000


def inlined(block: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The mapping of a `replay` block, with prices and promotions read from the file beside its scenario.

    A block that has prices already, or names no file, comes back as it is: the first is a resolved scenario,
    the other is for the validation to refuse.
    """
    file = block.get("file")
    if block.get("prices") or not isinstance(file, str) or not file:
        return dict(block)
    price_column, promotion_column = block.get("price_column", "price"), block.get("promotion_column", "")
    rows = _rows(folder, file)
    prices = _column(rows, file, str(price_column), math.inf)
    promotions = _column(rows, file, str(promotion_column), 1.0) if promotion_column else []
    rest = {key: value for key, value in block.items() if key not in ORIGIN}
    return {**rest, "prices": prices, "promotions": promotions, "source": f"column {price_column} of {file}"}


def _rows(folder: Path, file: str) -> list[tuple[int, dict[str, str]]]:
    """Lines and rows of a CSV file that lies in the scenario's folder or below it."""
    try:
        path = (folder / file).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise refused("must lie in the scenario's folder or below it", place=file)
        if path.stat().st_size > LARGEST_FILE:
            raise refused(f"is larger than {LARGEST_FILE // 1_000_000} MB", place=file)
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restval="", strict=True)
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error, ValueError) as reason:
        raise refused(f"cannot be read as CSV: {_plain(reason)}", place=file) from reason
    if not rows:
        raise refused("has no rows", place=file)
    if len(rows) > LONGEST_SERIES:
        raise refused(f"has {len(rows)} rows; at most {LONGEST_SERIES} can be replayed", place=file)
    return rows


def _column(rows: list[tuple[int, dict[str, str]]], file: str, column: str, most: float) -> list[float]:
    """Numbers of one column, each from 0 to `most`; every cell that is none is named."""
    names = [name for name in rows[0][1] if name is not None]
    if column not in names:
        raise Refused((Fault(file, 1, 1, "", f"no column '{column}'; {suggestion(column, names)}"),))
    where = names.index(column) + 1
    values, faults = [], []
    for line, row in rows:
        value = _number(row[column])
        if value is None or not 0.0 <= value <= most:
            wanted = "a number of 0 or more" if math.isinf(most) else f"a number from 0 to {most:g}"
            faults.append(Fault(file, line, where, "", f"{column}: {wanted} is due, not '{row[column]}'"))
        else:
            values.append(value)
    if faults:
        raise Refused(faults)
    return values


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None


def _plain(reason: Exception) -> str:
    return reason.strerror or type(reason).__name__ if isinstance(reason, OSError) else str(reason)
