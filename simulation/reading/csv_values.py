"""Cells of a table that a user gives as values of a scenario: numbers, truth, text or blocks, as YAML has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulation.reading.csv_tables import Table, with_points
from simulation.reading.errors import Refused
from simulation.reading.yaml_document import read_value


def values_of(table: Table, taken: Sequence[int]) -> list[tuple[Any, ...]]:
    """The values of every row in these columns; every cell that is missing or cannot be read is named."""
    columns, faults = [], []
    for place in taken:
        values = []
        for number, cell in enumerate(with_points(table, place)):
            try:
                values.append(read_value(cell.removeprefix("'"), "") if cell else None)
            except Refused as refusal:
                faults += [table.fault(number, place, fault.message) for fault in refusal.faults]
            if not cell:
                right = "an empty cell stands for no value; write one, or leave the row out"
                faults.append(table.fault(number, place, f"{table.names[place]}: {right}"))
        columns.append(values)
    if faults:
        raise Refused(sorted(faults, key=lambda fault: (fault.line, fault.column)))
    return list(zip(*columns, strict=True))
