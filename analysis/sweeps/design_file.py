"""The points of a design from a CSV file: a column a path, a row a point; a column `point` is passed over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.sweeps.design import MOST_POINTS, Design, FilePlaces, Point, refuse_fixed
from simulation.reading.csv_tables import Table, read_table, refuse_totals, with_points
from simulation.reading.errors import Fault, Refused, refused
from simulation.reading.paths import format_path, get, parse_path
from simulation.reading.yaml_document import read_value
from simulation.scenario.scenario import Scenario

LARGEST_FILE = 200_000_000
NUMBER = "point"


def design_of_file(file: Path, scenario: Scenario) -> Design:
    """The points of the file; refused with its line and column where a path does not exist or a cell says nothing."""
    table = read_table(file, str(file), MOST_POINTS, LARGEST_FILE, "varied path")
    if not table.rows:
        raise refused("needs a row of paths and a row for each point", place=str(file))
    taken = [place for place, name in enumerate(table.names) if name not in {"", NUMBER}]
    paths = _paths(table, taken, scenario)
    refuse_totals(table, [place for place in range(len(table.names)) if place not in taken])
    points = values_of(table, taken)
    columns = {path: place + 1 for path, place in paths.items()}
    lines = [row.line for row in table.rows]
    return Design("file", tuple(paths), points, FilePlaces(str(file), lines, columns))


def _paths(table: Table, taken: Sequence[int], scenario: Scenario) -> dict[str, int]:
    """The place of each varied path; every column that is none is named."""
    tree, faults = scenario.tree(), []
    paths: dict[str, int] = {}
    for place in taken:
        try:
            path = parse_path(table.names[place])
            get(tree, path)
            refuse_fixed(path)
            name = format_path(path)
            if name in paths:
                raise refused(f"the path of column {paths[name] + 1} too; the first row names each varied path once")
            paths[name] = place
        except Refused as refusal:
            faults += [Fault(table.file, 1, place + 1, fault.path, fault.message) for fault in refusal.faults]
    if not taken:
        raise refused("the first row names each varied path once, and there is none", place=table.file)
    if faults:
        raise Refused(faults)
    return paths


def values_of(table: Table, taken: Sequence[int]) -> list[Point]:
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
