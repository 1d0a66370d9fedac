"""Parquet files of a study: exact, the same bytes each time, read by other programs as what they are."""

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from analysis.formats.parquet_bytes import read_parquet, to_parquet
from analysis.study.files import stacked
from tests.analysis import sample_results

RESULTS = [sample_results.fake_result(name, number) for name in ("as_is", "=cheap, very") for number in (1, 2)]
EMPTY = pd.DataFrame([], columns=["strategy", "replicate", "week", "origin", "destination", "reason", "customers"])


@pytest.mark.parametrize("name", ["weekly", "segments", "flows"])
def test_a_table_reads_back_to_the_bit_and_is_written_alike(tmp_path, name):
    frame = stacked(RESULTS, name)
    (tmp_path / "t.parquet").write_bytes(to_parquet(frame))
    pd.testing.assert_frame_equal(read_parquet(tmp_path / "t.parquet"), frame, check_exact=True)
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "t.parquet"), frame, check_exact=True)
    assert to_parquet(frame) == to_parquet(frame.copy()) == (tmp_path / "t.parquet").read_bytes()
    assert pq.read_schema(tmp_path / "t.parquet").metadata is None


def test_an_undefined_number_is_null_and_no_text_is_missing(tmp_path):
    frame = pd.DataFrame({"strategy": ["NA", "", "null"], "week": [1, 2, 3], "profit": [0.1, np.nan, -0.0]})
    (tmp_path / "t.parquet").write_bytes(to_parquet(frame))
    table = pq.read_table(tmp_path / "t.parquet")
    assert table["profit"].null_count == 1
    assert table["strategy"].to_pylist() == ["NA", "", "null"]
    assert np.signbit(table["profit"].to_pylist()[2])


def test_a_table_without_rows_keeps_its_columns_and_their_kinds(tmp_path):
    (tmp_path / "t.parquet").write_bytes(to_parquet(EMPTY))
    schema = pq.read_schema(tmp_path / "t.parquet")
    assert schema.names == list(EMPTY.columns)
    assert [str(kind) for kind in schema.types] == ["string", "int64", "int64", "string", "string", "string", "int64"]


@pytest.mark.parametrize("library", ["polars", "duckdb"])
def test_other_programs_read_it(tmp_path, library):
    reader, file = pytest.importorskip(library), tmp_path / "t.parquet"
    frame = stacked(RESULTS, "weekly")
    file.write_bytes(to_parquet(frame))
    total = reader.read_parquet(str(file))["profit"].sum() if library == "polars" else float(
        reader.sql(f"select sum(profit) from '{file}'").fetchall()[0][0])  # fmt: skip
    assert total == pytest.approx(frame["profit"].sum(), rel=1e-12)
