"""Observed prices, promotions and displays come from a CSV file once; from then on the scenario carries the numbers."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from simulation.reading.consecutive_weeks import refuse_other_orders
from simulation.reading.csv_tables import Table, read_table, refuse_totals, with_points
from simulation.reading.errors import Fault, Refused, refused
from simulation.reading.yaml_scalars import number_hint
from simulation.strategies.price_rule import LARGEST
from simulation.strategies.pricing import Replay

ORIGIN = ("file", "price_column", "promotion_column", "display_column", "panel", "brand")
"""Keys that say where a series comes from; once it is read, `source` says so instead."""
LONGEST_SERIES = 10_000
LARGEST_FILE = 5_000_000


def inlined(block: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The mapping of a `replay` block, with prices, promotions and displays read from the file beside its scenario.

    A block that has prices already, or names no file, comes back as it is: the first is a resolved scenario,
    the other is for the validation to refuse.
    """
    file = block.get("file")
    if block.get("prices") or not isinstance(file, str) or not file:
        return dict(block)
    price_column = str(block.get("price_column", "price"))
    table = _table(folder, file)
    places = {"prices": table.place(price_column)}
    for key, origin in (("promotions", "promotion_column"), ("displays", "display_column")):
        if column := str(block.get(origin) or ""):
            places[key] = table.place(column)
    _refuse_other_rows(table, set(places.values()))
    found = {key: _numbers(table, at, _range(key), is_summed=key == "prices") for key, at in places.items()}
    rest = {key: value for key, value in block.items() if key not in ORIGIN}
    return {**rest, "promotions": [], "displays": [], **found, "source": f"column {price_column} of {file}"}


def column_of(folder: Path, file: str, column: str, within: tuple[float, float]) -> list[float]:
    """The numbers of one column, a row a week, of a CSV file that lies in the scenario's folder or below it.

    Refused where one is out of the range, or where rows are no weeks that follow each other.
    """
    table = _table(folder, file)
    place = table.place(column)
    _refuse_other_rows(table, {place})
    return _numbers(table, place, within, is_summed=True)


def _table(folder: Path, file: str) -> Table:
    """The table of a CSV file that lies in the scenario's folder or below it."""
    try:
        path = (folder / file).resolve()
        is_inside = path.is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError) as reason:
        raise refused(f"cannot be read as CSV: {reason}", place=file) from reason
    if not is_inside:
        raise refused("must lie in the scenario's folder or below it", place=file)
    table = read_table(path, file, LONGEST_SERIES, LARGEST_FILE)
    if not table.rows:
        raise refused("has no rows", place=file)
    return table


def _refuse_other_rows(table: Table, read: set[int]) -> None:
    """Refuse rows that are no week, or not the week after the row above, as the columns beside the numbers show."""
    beside = [place for place in range(len(table.names)) if place not in read]
    refuse_totals(table, beside)
    refuse_other_orders(table, beside)


def _numbers(table: Table, place: int, within: tuple[float, float], *, is_summed: bool) -> list[float]:
    """Numbers of one column, each in the range; every cell that is none is named, and so is a sum of the others."""
    low, high, column = *within, table.names[place]
    values, faults = [], []
    for number, cell in enumerate(with_points(table, place)):
        value = _number(cell)
        if value is None or not low <= value <= high:
            is_open = high >= LARGEST and not (value and value > high)
            wanted = f"a number of {low:g} or more" if is_open else f"a number from {low:g} to {high:,.0f}"
            right = number_hint(cell) if value is None else ""
            hint = "; ".join(filter(None, [f"{column}: {wanted} is due, not '{cell}'", right]))
            faults.append(table.fault(number, place, hint))
        else:
            values.append(value)
    faults += _of_a_sum(table, place, values) if is_summed and not faults else []
    if faults:
        raise Refused(faults)
    return values


def _of_a_sum(table: Table, place: int, values: Sequence[float]) -> list[Fault]:
    """The last row where it is the sum of at least three others."""
    *others, last = values
    if len(others) < 3 or not last > 0.0 or not math.isclose(last, math.fsum(others), rel_tol=1e-9):
        return []
    return [table.fault(len(others), place, f"{last:g} is the sum of the rows above; remove this row of totals")]


def _range(key: str) -> tuple[float, float]:
    """Lowest and highest number that the scenario takes under the key."""
    bounds = Replay.model_json_schema()["properties"][key]["items"]
    return bounds.get("minimum", 0.0), bounds.get("maximum", math.inf)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None
