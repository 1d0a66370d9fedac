"""Each `replay` block and the season get their series from a file or a panel, before scenarios are merged."""

from __future__ import annotations

import pathlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from simulation.datasets import yogurt_panel
from simulation.market.season import LARGEST_DEMAND, Season
from simulation.reading.errors import Fault, Refused, text_of_value
from simulation.reading.paths import Path, format_path
from simulation.reading.yaml_document import Document
from simulation.strategies import series

SEASON = ("market", "season")
PLACEHOLDER = {"prices": [1.0]}
"""Stands for a series that could not be read, so that the rest of the scenario can still be checked."""


class UnreadableSeries(NamedTuple):
    """A series that could not be read: the key to blame, and why."""

    path: Path
    fault: Fault


def with_series(document: Document, folder: pathlib.Path, file: str) -> Document:
    """The document of a file in this folder, with its series and with a fault for each that cannot be read."""
    tree, failures = inlined_tree(document.tree, folder)
    faults = [_placed(failure, document, pathlib.PurePath(file).parent) for failure in failures]
    return replace(document, tree=tree, faults=(*document.faults, *faults))


def inlined_tree(tree: Any, folder: pathlib.Path, path: Path = ()) -> tuple[Any, list[UnreadableSeries]]:
    """The tree with the series of every replay block in it, and what could not be read."""
    if isinstance(tree, list):
        entries, failures = _all_inlined(enumerate(tree), folder, path)
        return list(entries.values()), failures
    if not isinstance(tree, Mapping):
        return tree, []
    if path != SEASON and tree.get("strategy") != "replay":
        return _all_inlined(tree.items(), folder, path)
    key = "panel" if tree.get("panel") and path != SEASON else "file"
    try:
        return _read(tree, folder, key, path), []
    except Refused as refusal:
        rest = {} if path == SEASON else {k: v for k, v in tree.items() if k not in series.ORIGIN} | PLACEHOLDER
        return rest, [UnreadableSeries((*path, key), fault) for fault in refusal.faults]


def _read(block: Mapping[str, Any], folder: pathlib.Path, key: str, path: Path) -> dict[str, Any]:
    """The block with its series; refused where that cannot be read."""
    if path == SEASON:
        return _with_demand(block, folder)
    return yogurt_panel.inlined(block) if key == "panel" else series.inlined(block, folder)


def _with_demand(block: Mapping[str, Any], folder: pathlib.Path) -> dict[str, Any]:
    """The mapping of a season with demand by week, from the file beside its scenario where it names one."""
    file = block.get("file")
    if block.get("by_week") or not isinstance(file, str) or not file:
        return dict(block)
    column = str(block.get("column", Season.model_fields["column"].default))
    rest = {key: value for key, value in block.items() if key not in {"file", "column"}}
    demand = series.column_of(folder, file, column, (0.0, LARGEST_DEMAND))
    return {**rest, "by_week": demand, "source": f"column {column} of {file}"}


def _all_inlined(entries: Any, folder: pathlib.Path, path: Path) -> tuple[dict[Any, Any], list[UnreadableSeries]]:
    result: dict[Any, Any] = {}
    failures: list[UnreadableSeries] = []
    for key, value in entries:
        result[key], found = inlined_tree(value, folder, (*path, key))
        failures += found
    return result, failures


def _placed(failure: UnreadableSeries, document: Document, folder: pathlib.PurePath) -> Fault:
    """The fault in its own file where it has a line there, else at the key of the scenario that names the file."""
    path, fault = failure
    if fault.line:
        return replace(fault, file=(folder / fault.file).as_posix())
    return Fault(*document.value_place(path), format_path(path), fault_of_series(fault))


def fault_of_series(fault: Fault) -> str:
    """What is wrong, with the file that it is about."""
    return f"{text_of_value(fault.file)} {fault.message}" if fault.file else fault.message
