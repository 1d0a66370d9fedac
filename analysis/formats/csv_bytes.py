"""Tables as CSV text that is the same to the byte wherever it is written, and reads back as it was.

Numbers are the shortest text that reads back as the same number; an undefined number is an empty cell.
A text cell that a spreadsheet would run (it starts with = + - @, a tab or a carriage return) or that
starts with a quote gets a leading quote ('); `read_csv` takes it off again. No text means "missing",
so a firm may be called NA or null.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SPLITTING = re.compile('[,"\r\n]')
SAME_FORM = (1e-4, 1e10)
"""From where to where Arrow writes a number with its point where Python does."""
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")
TEXT_COLUMNS = frozenset(
    {"strategy", "baseline", "firm", "segment", "metric", "origin", "destination", "reason", "column", "unit"}
    | {"outcome", "path", "index", "against", "candidate"}
    | {"id", "kind", "role", "check", "meaning", "expected", "source", "verified", "verdict", "note"}
    | {"statement", "shortfall", "mechanism", "verdict_without", "switches", "built_for", "fails_without", "standing"}
    | {"process", "failure", "response", "start"}
    | {
        "by_construction",
        "seen",
        "was",
        "now",
        "why",
        "verdict_as_written",
        "terms",
        "empty",
        "mechanisms",
        "label",
        "market",
    }
    | {"plan", "rival", "reaction", "best_reply_is", "worst_reaction", "assumption", "wins"}
    | {"moment", "parameter", "told", "informed_by", "period", "distribution"}
    | {"driver", "direction", "by", "cohort", "buyer", "knows", "measure"}
)


def escaped(cell: str) -> str:
    """The cell as a spreadsheet will show it rather than run it."""
    return "'" + cell if cell.startswith(DANGEROUS) else cell


def unescaped(cell: str) -> str:
    """The cell as it was before `escaped`."""
    return cell.removeprefix("'")


def to_csv(frame: pd.DataFrame) -> bytes:
    """The table as UTF-8 text with a header, one line feed a row."""
    return header(frame) + rows(frame)


def header(frame: pd.DataFrame) -> bytes:
    """The line with the names of the columns."""
    return _text([",".join(map(quoted, frame.columns))])


def rows(frame: pd.DataFrame) -> bytes:
    """The lines below the header: those of a part of a table are a part of its lines."""
    if frame.empty:
        return b""
    names = [name for name in frame.columns if frame[name].dtype == float and name not in TEXT_COLUMNS]
    written, size = shortest(frame[names].to_numpy(float).ravel("F")), len(frame)  # all at once: each call has its cost
    numbers = {name: written[place * size : (place + 1) * size] for place, name in enumerate(names)}
    cells = [numbers[name] if name in numbers else _cells(frame[name]) for name in frame.columns]
    return _text(_joined(*cells, by=",").to_pylist())


def quoted(cell: str) -> str:
    """The cell in quotes, if it would not be one cell without them."""
    return '"' + cell.replace('"', '""') + '"' if SPLITTING.search(cell) else cell


def _cells(column: pd.Series) -> pa.Array:
    """A column that does not hold fractions as text, cell by cell."""
    import pyarrow as pa

    cells = column.tolist()
    if column.name in TEXT_COLUMNS:
        written = {cell: quoted(escaped(str(cell))) for cell in set(cells)}
        return pa.array([written[cell] for cell in cells], pa.large_string())
    text = [quoted(escaped(cell)) if isinstance(cell, str) else str(cell) for cell in cells]
    for row in column.isna().to_numpy().nonzero()[0].tolist():
        text[row] = ""
    return pa.array(text, pa.large_string())


def shortest(values: np.ndarray) -> pa.Array:
    """What Python's `repr` makes of each number, a float64, and nothing of an undefined one, in half the time.

    Arrow finds the same digits, but writes whole numbers without a point, and small and large ones in another form.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    text = pa.array(values).cast(pa.large_string())
    with np.errstate(invalid="ignore"):
        is_whole = values == np.floor(values)
    text = pc.if_else(pa.array(is_whole), _joined(text, ".0"), text)
    size = np.abs(values)
    others = ~((size >= SAME_FORM[0]) & (size < SAME_FORM[1]) | (values == 0.0))
    rest = ["" if math.isnan(value) else repr(value) for value in values[others].tolist()]
    return pc.replace_with_mask(text, pa.array(others), pa.array(rest, pa.large_string()))


def _joined(*parts: pa.Array | str, by: str = "") -> pa.Array:
    """Texts put together row by row."""
    import pyarrow as pa
    import pyarrow.compute as pc

    long = [pa.scalar(part, pa.large_string()) if isinstance(part, str) else part for part in (*parts, by)]
    return pc.binary_join_element_wise(*long)


def _text(lines: Iterable[str]) -> bytes:
    return "\n".join([*lines, ""]).encode("utf-8")


def read_csv(path: Path) -> pd.DataFrame:
    """A table written by `to_csv`: the same names, the same numbers to the bit."""
    import pandas as pd

    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    for column in frame.columns:
        cells = list(frame[column])
        frame[column] = [unescaped(cell) for cell in cells] if column in TEXT_COLUMNS else _numbers(cells)
    return frame


def _numbers(cells: list[str]) -> list[int] | list[float] | list[str]:
    """Whole numbers where all are written so, else the nearest floats; an empty cell is undefined; else text."""
    if all(cell.removeprefix("-").isdecimal() for cell in cells):
        return [int(cell) for cell in cells]
    try:
        return [float(cell or "nan") for cell in cells]
    except ValueError:
        return [unescaped(cell) for cell in cells]
