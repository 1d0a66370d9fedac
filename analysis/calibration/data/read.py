"""The door for a user's files: a folder, files or a named data set become one checked value, or every fault.

Nothing is written, and customers' ids go no further: what leaves this file has numbers from 0.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.calibration.data import own_panel
from analysis.calibration.data.cells import read_column
from analysis.calibration.data.checks import CHECKS
from analysis.calibration.data.data import Data
from analysis.calibration.data.kinds import KINDS
from analysis.calibration.data.named import NAMED, read_named
from analysis.calibration.data.names import NamedFirms
from analysis.calibration.data.panels_in_files import read_choices, refuse
from analysis.calibration.data.raw_tables import ENDINGS, Raw, read_raw
from simulation.reading.errors import Fault, printable, refused, suggestion, text_of_value

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario

Source = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
"""A folder, a file, several files, or the name of a data set that a package ships."""
PEOPLE = ("transactions", "survey", "complaints")
"""Kinds that tell of the same customers by the same ids."""


def read_data(source: Source, mapping: Mapping[str, str] | None = None, scenario: Scenario | None = None) -> Data:
    """All that the source tells; `Refused` with every fault of the first file that has any.

    `mapping` has the columns' own names by ours, as of `--map`: {"date": "order_date"}. With a scenario, firms are
    those that it has, whatever the case, and a file without firms tells of the one that it judges; without one, any.
    """
    firms = NamedFirms(scenario)
    several = [source] if isinstance(source, (str, os.PathLike)) else list(source)
    if len(several) == 1 and str(several[0]) in NAMED and not Path(several[0]).exists():
        return read_named(str(several[0]), firms)
    files = _files(several)
    raws = {kind: read_raw(file) for kind, file in files.items()}
    raws = _mapped(raws, mapping or {})
    data = Data(_called(several[0]), {kind: printable(file.name) for kind, file in files.items()})
    panel = raws.pop(own_panel.KIND, None)
    choices, shelf = raws.pop("choices", None), raws.get("shelf")
    tables = {kind: _table(kind, raw, firms, scenario) for kind, raw in raws.items() if kind != "shelf"}
    known: Any = _without_ids(tables)
    data = replace(data, **known)
    if choices is not None:
        return replace(data, choices=read_choices(choices, shelf, firms))
    if shelf is not None:
        raise refused("is a shelf before which nobody chose; give `choices`, or call it prices", place=shelf.file)
    return data if panel is None else replace(data, choices=own_panel.read_trips(panel, firms))


def _called(first: str | os.PathLike[str]) -> str:
    """What to call the data: the name of the folder or of the first file."""
    return printable(Path(first).name or str(first))


def _files(several: Sequence[str | os.PathLike[str]]) -> dict[str, Path]:
    """Each kind's file; refused where there is none that we know, or two of one kind."""
    found: list[tuple[str, Path]] = []
    for one in map(Path, several):
        if one.is_dir():
            inside = [file for file in sorted(one.iterdir()) if file.suffix.lower() in ENDINGS]
            known = [(kind, file) for file in inside if (kind := kind_of(file)) is not None]
            if not known:
                right = f"call its files by what they hold: {', '.join(KINDS)}, with .csv or .parquet"
                raise refused(f"has no file that can be read; {right}", place=printable(str(one)))
            found += known
        elif not one.exists():
            right = f"name a folder, a file, or a data set: {', '.join(NAMED)}"
            raise refused(f"there is no {text_of_value(str(one))}; {right}", place="--data")
        else:
            kind = kind_of(one)
            if kind is None:
                right = f"{suggestion(one.stem, KINDS)}, as {next(iter(KINDS))}{ENDINGS[0]}"
                raise refused(f"does not say what it holds; rename it: {right}", place=printable(str(one)))
            found.append((kind, one))
    for place, (kind, file) in enumerate(found):
        twice = [other for earlier, other in found[:place] if earlier == kind]
        if twice:
            raise refused(f"holds {kind} as {printable(twice[0].name)} does; keep one", place=printable(str(file)))
    return dict(found)


def kind_of(file: Path) -> str | None:
    """What a file holds, by its name: `transactions.csv`, `transactions_2025.csv`, `shop-transactions.parquet`."""
    parts = file.stem.lower().replace("-", "_").replace(" ", "_").split("_")
    return next((kind for kind in (*KINDS, own_panel.KIND) if kind in (parts[0], parts[-1])), None)


def _mapped(raws: Mapping[str, Raw], mapping: Mapping[str, str]) -> dict[str, Raw]:
    """The tables with our names; refused where a name is none of ours, or none of theirs."""
    ours = {name for columns in KINDS.values() for name in columns}
    theirs = {name for raw in raws.values() for name in raw.names if name}
    for name, given in mapping.items():
        if name not in ours:
            raise refused(f"no column is called {text_of_value(name)}; {suggestion(name, ours)}", place="--map")
        if given not in theirs:
            right = suggestion(given, sorted(theirs))
            raise refused(f"no file has a column {text_of_value(given)}; {right}", place=f"--map {name}")
    return {kind: raw.renamed({given: name for name, given in mapping.items()}) for kind, raw in raws.items()}


def _table(kind: str, raw: Raw, firms: NamedFirms, scenario: Scenario | None) -> pd.DataFrame:
    """The table of one file in its columns; refused with every fault that is found."""
    columns = KINDS[kind]
    for name, one in columns.items():
        if one.needed:
            raw.needs(name, what=one.meaning)
    is_ours = {"strategy", "replicate"} <= set(raw.names)
    if is_ours:
        own_panel.refuse_several(raw)
    faults: list[Fault] = []
    cells: dict[str, Any] = {}
    for name, one in columns.items():
        if name not in raw.names:
            cells[name] = _absent(name, one.type, len(raw), firms)
            continue
        found = read_column(raw, name, one, may_be_future=is_ours)
        faults += found.faults
        cells[name] = found.cells
        if name == "firm":
            cells[name], strangers = firms.column(raw, name, found.cells)
            faults += strangers
    refuse(faults)
    frame = pd.DataFrame({name: _stored(values) for name, values in cells.items()})
    refuse([raw.fault(row, name, message) for row, name, message in CHECKS[kind](frame, scenario)])
    return frame


def _absent(name: str, kind: str, rows: int, firms: NamedFirms) -> np.ndarray:
    """A column that the file does not have: of the firm that is judged, else of nothing."""
    if kind == "date":
        return np.full(rows, "NaT", "datetime64[D]")
    if kind in ("number", "flag"):
        return np.full(rows, np.nan)
    return np.full(rows, (firms.focus or "") if name == "firm" else "", dtype=object)


def _stored(values: np.ndarray) -> np.ndarray:
    return values.astype("datetime64[s]") if values.dtype.kind == "M" else values


def _without_ids(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables with customers as numbers from 0, in the order of their ids as text: the same for the same people."""
    ids = sorted({one for kind in PEOPLE if kind in tables for one in tables[kind]["customer_id"]})
    number = {one: place for place, one in enumerate(ids)}
    return {
        kind: table.assign(customer_id=table["customer_id"].map(number)) if kind in PEOPLE else table
        for kind, table in tables.items()
    }
