"""Results as bytes and back, exact to the bit: Arrow for tables, which reads no code as a pickle would; or as JSON.

Where every replicate is wanted as CSV, too, the text of each table by week lies beside it, since to write out millions
of numbers takes as long as a third of the runs: the processes that run do that as well.
"""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analysis.formats.csv_bytes import rows

if TYPE_CHECKING:
    import pandas as pd

    from simulation.result import Result

TABLES = ("weekly", "segments", "flows")
KEPT = (*TABLES, "standing")
"""Those of a row a week, and one that is small."""


def encoded(result: Result, *, with_text: bool = False) -> bytes:
    """All of a result; `with_text`: the lines of its tables, too."""
    import pyarrow as pa

    outcomes = [[firm, metric, value] for (firm, metric), value in result.outcomes.items()]
    label = {"strategy": result.strategy, "replicate": result.replicate, "outcomes": outcomes}
    label["settled"] = dict(result.settled)
    parts = [json.dumps(label, ensure_ascii=False).encode()]
    for name in KEPT:
        table = pa.Table.from_pandas(getattr(result, name), preserve_index=False)
        sink = io.BytesIO()
        with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
            writer.write_table(table)
        parts.append(sink.getvalue())
    parts += [_squeezed(rows(getattr(result, name))) for name in TABLES if with_text]
    return b"".join(len(part).to_bytes(8, "little") + part for part in parts)


def decoded(data: bytes) -> Result:
    """The result that was encoded."""
    from simulation.result import Result

    label, *tables = _parts(data)[: 1 + len(KEPT)]
    read = json.loads(label)
    outcomes = {(firm, metric): value for firm, metric, value in read["outcomes"]}
    frames = dict(zip(KEPT, map(_frame, tables), strict=True))
    return Result(read["strategy"], read["replicate"], **frames, outcomes=outcomes, settled=read["settled"])


def texts(data: bytes) -> dict[str, bytes]:
    """The lines of each table by week of the result that was encoded, as in a CSV file without its header."""
    tables, lines = (_parts(data)[start : start + len(TABLES)] for start in (1, 1 + len(KEPT)))
    written = map(_unsqueezed, lines) if lines else (rows(_frame(table)) for table in tables)
    return dict(zip(TABLES, written, strict=True))


def _squeezed(text: bytes) -> bytes:
    import pyarrow as pa

    packed: bytes = pa.compress(text, codec="zstd", asbytes=True)
    return len(text).to_bytes(8, "little") + packed


def _unsqueezed(data: bytes) -> bytes:
    import pyarrow as pa

    text: bytes = pa.decompress(data[8:], int.from_bytes(data[:8], "little"), codec="zstd", asbytes=True)
    return text


def _frame(data: bytes) -> pd.DataFrame:
    import pyarrow as pa

    with pa.ipc.open_stream(data) as reader:
        frame: pd.DataFrame = reader.read_pandas()
    return frame


def _parts(data: bytes) -> list[bytes]:
    parts, place = [], 0
    while place < len(data):
        length = int.from_bytes(data[place : place + 8], "little")
        parts.append(data[place + 8 : place + 8 + length])
        place += 8 + length
    return parts


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as JSON takes them: what is undefined is null."""
    return [plain_row(row) for row in frame.to_dict("records")]


def plain_row(row: Mapping[Any, Any]) -> dict[str, Any]:
    """One row of them."""
    return {
        str(key): None if isinstance(value, float) and not math.isfinite(value) else value for key, value in row.items()
    }
