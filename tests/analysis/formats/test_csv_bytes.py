"""Tables as CSV: one cell for one value, whatever is in it."""

import math
from pathlib import Path

import pandas as pd

from analysis.formats.csv_bytes import read_csv, to_csv


def test_text_in_a_column_that_nobody_expected_it_in_is_one_cell_all_the_same(tmp_path: Path) -> None:
    frame = pd.DataFrame({"anything": ["a, b", '=1+1"', ""], "number": [1.5, math.nan, 2.0]})
    (tmp_path / "table.csv").write_bytes(to_csv(frame))
    assert read_csv(tmp_path / "table.csv").equals(frame)
    assert b'"\'=1+1""' in to_csv(frame)
