"""Tables as CSV text that is the same to the byte wherever it is written, and reads back as it was.

Numbers are the shortest text that reads back as the same number; an undefined number is an empty cell.
A text cell that a spreadsheet would run (it starts with = + - @, a tab or a carriage return) or that
starts with a quote gets a leading quote ('); `read_csv` takes it off again. No text means "missing",
so a firm may be called NA or null.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")
TEXT_COLUMNS = frozenset(
    {"strategy", "baseline", "firm", "segment", "metric", "origin", "destination", "reason", "column", "unit"}
    | {"outcome", "path", "index", "against", "candidate"}
    | {"id", "kind", "role", "check", "meaning", "expected", "source", "verified", "verdict", "note"}
    | {"statement", "shortfall", "mechanism", "verdict_without", "switches", "built_for", "fails_without", "standing"}
    | {"process", "failure", "response", "start"}
    | {"driver", "direction", "by", "cohort", "buyer", "knows"}
)


def escaped(cell: str) -> str:
    """The cell as a spreadsheet will show it rather than run it."""
    return "'" + cell if cell.startswith(DANGEROUS) else cell


def unescaped(cell: str) -> str:
    """The cell as it was before `escaped`."""
    return cell.removeprefix("'")


def to_csv(frame: pd.DataFrame) -> bytes:
    """The table as UTF-8 text with a header, one line feed a row."""
    safe = frame.copy()
    for column in safe.columns:
        if column in TEXT_COLUMNS:
            safe[column] = [escaped(str(cell)) for cell in safe[column]]
    text: str = safe.to_csv(index=False, lineterminator="\n", na_rep="")
    return text.encode("utf-8")


def read_csv(path: Path) -> pd.DataFrame:
    """A table written by `to_csv`: the same names, the same numbers to the bit."""
    import pandas as pd

    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    for column in frame.columns:
        cells = list(frame[column])
        frame[column] = [unescaped(cell) for cell in cells] if column in TEXT_COLUMNS else _numbers(cells)
    return frame


def _numbers(cells: list[str]) -> list[int] | list[float]:
    """Whole numbers where all are written so, else the nearest floats; an empty cell is undefined."""
    if all(cell.removeprefix("-").isdecimal() for cell in cells):
        return [int(cell) for cell in cells]
    return [float(cell or "nan") for cell in cells]
