"""Tables with every replicate as Parquet, for programs: the same bytes whoever ran what, every number to the bit.

Names are texts, numbers of runs and weeks whole, metrics 64-bit fractions; an undefined number is null. Columns whose
numbers hardly ever come again are stored byte by byte, the others by reference to the numbers that there are.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.formats.csv_bytes import TEXT_COLUMNS

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

ROWS_A_GROUP = 100_000
WHOLE = frozenset({"replicate", "week", "customers"})
MOSTLY_NEW = 0.75
"""Share of different numbers in a column above which references to them take more room than they save."""


def to_parquet(frame: pd.DataFrame) -> bytes:
    """The table as a Parquet file, whose bytes follow from its rows and from the version of Arrow."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pandas(frame, schema=_schema(frame), preserve_index=False).replace_schema_metadata(None)
    new = [name for name in frame.columns if _kind(name) == "float" and frame[name].nunique() > MOSTLY_NEW * len(frame)]
    stream = io.BytesIO()
    pq.write_table(
        table,
        stream,
        row_group_size=ROWS_A_GROUP,
        compression="zstd",
        compression_level=9,
        use_dictionary=[name for name in frame.columns if name not in new],
        use_byte_stream_split=new,
        store_schema=False,
    )
    return stream.getvalue()


def read_parquet(path: Path) -> pd.DataFrame:
    """A table written by `to_parquet`, as it was."""
    import pyarrow.parquet as pq

    frame: pd.DataFrame = pq.read_table(path).to_pandas()
    return frame


def _schema(frame: pd.DataFrame) -> pa.Schema:
    import pyarrow as pa

    kinds = {"text": pa.string(), "whole": pa.int64(), "float": pa.float64()}
    return pa.schema([(name, kinds[_kind(name)]) for name in frame.columns])


def _kind(column: str) -> str:
    """What a column holds, by its name: a table may have no rows to tell it from."""
    if column in TEXT_COLUMNS:
        return "text"
    return "whole" if column in WHOLE else "float"
