"""The tables of an output folder: every replicate for programs, means for people, or every replicate for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.formats.csv_bytes import read_csv
from analysis.formats.parquet_bytes import read_parquet
from analysis.formats.serialization import TABLES, texts
from analysis.outcomes.week_means import ASKED_OF_TYPES, ASKED_OF_WEEKS, week_means
from analysis.study.files import column_dictionary, stacked, written
from analysis.study.folder import Folder
from analysis.study.manifest import read_manifest

if TYPE_CHECKING:
    import pandas as pd

    from simulation.result import Result

Frames = dict[str, "pd.DataFrame"]
"""Tables by file name."""
FOR_PROGRAMS = tuple(f"{name}.parquet" for name in TABLES)
ASKED = {"weekly": ASKED_OF_WEEKS, "segments": ASKED_OF_TYPES}
AS_CSV = tuple(f"{name}.csv" for name in TABLES)
STANDING = "standing.csv"
ONLY_WITH_CSV = "flows.csv"
"""What tells a folder with every replicate as CSV from one with means."""


def tables(results: Sequence[Result], summaries: Mapping[str, pd.DataFrame], *, csv: bool) -> Frames:
    """Every table of the folder; with `csv`, those for programs as CSV, too; that of standings is one anyway."""
    every = {name: stacked(results, name) for name in TABLES}
    programs = {f"{name}.parquet": frame for name, frame in every.items()}
    summed_up = {f"{name}.csv": frame for name, frame in summaries.items()} | {STANDING: stacked(results, "standing")}
    return programs | _for_people(every, csv=csv) | summed_up


def _for_people(every: Mapping[str, pd.DataFrame], *, csv: bool) -> Frames:
    """Tables by week as CSV: means, or every replicate."""
    if csv:
        return {f"{name}.csv": frame for name, frame in every.items()}
    return {f"{name}.csv": week_means(every[name], metrics) for name, metrics in ASKED.items()}


def lines_of(kept: Sequence[bytes], *, csv: bool) -> dict[str, list[bytes]]:
    """Parts of the tables that stand as CSV with every replicate, from the runs that were kept, by file name."""
    lines = [texts(data) for data in kept] if csv else []
    return {f"{name}.csv": [one[name] for one in lines] for name in TABLES if csv}


def in_form(folder: Folder, currency: str, *, csv: bool) -> Folder:
    """The folder of a finished study with its tables as they are wanted now, made from those that are there.

    A folder of a version that wrote CSV only gets its Parquet files.
    """
    there = folder.old_files
    is_new_kind = set(FOR_PROGRAMS) <= set(there)
    if is_new_kind and csv == (ONLY_WITH_CSV in there):
        return folder
    every = {
        name: read_parquet(folder.path / f"{name}.parquet") if is_new_kind else read_csv(folder.path / f"{name}.csv")
        for name in TABLES
    }
    programs = {} if is_new_kind else {f"{name}.parquet": frame for name, frame in every.items()}
    frames = programs | _for_people(every, csv=csv)
    kept = set(there) - set(frames) - set(AS_CSV)
    columns = {name: told for name, told in folder.previous.get("columns", {}).items() if name in kept}
    told = columns | column_dictionary(frames, currency)
    folder.read_again(kept, {name: written(name, frame) for name, frame in frames.items()}, {"columns": told})
    return replace(folder, previous=read_manifest(folder.path))
