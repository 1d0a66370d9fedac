"""A replayed price series is read once, and every fault of its file is named."""

from pathlib import Path
from typing import Any

import pytest

from simulation.reading.errors import Refused
from simulation.strategies import series
from simulation.strategies.pricing import Replay

BLOCK = {"strategy": "replay", "file": "prices.csv"}


def write(folder: Path, text: str) -> Path:
    (folder / "prices.csv").write_text(text, encoding="utf-8")
    return folder


def test_prices_and_promotions_are_inlined(tmp_path: Path) -> None:
    folder = write(tmp_path, "\ufeffweek,paid,deal\r\n1,9.5,0\r\n\r\n2,10,0.25\r\n")
    block = series.inlined({**BLOCK, "price_column": "paid", "promotion_column": "deal"}, folder)
    assert block["prices"] == [9.5, 10.0]
    assert block["promotions"] == [0.0, 0.25]
    assert (block["source"], block.keys() & set(series.ORIGIN)) == ("column paid of prices.csv", set())
    replay = Replay.model_validate(block)
    assert series.inlined(replay.model_dump(), tmp_path / "elsewhere") == replay.model_dump()


def test_displays_are_inlined_from_a_column_of_their_own(tmp_path: Path) -> None:
    folder = write(tmp_path, "price,shown\n9,0\n9,1\n9,0.5\n")
    block = series.inlined({**BLOCK, "display_column": "shown"}, folder)
    assert (block["displays"], block["promotions"]) == ([0.0, 1.0, 0.5], [])
    assert Replay.model_validate(block).displays == (0.0, 1.0, 0.5)
    with pytest.raises(Refused, match="from 0 to 1"):
        series.inlined({**BLOCK, "display_column": "price"}, folder)


def test_without_a_column_of_promotions_there_are_none(tmp_path: Path) -> None:
    assert series.inlined(BLOCK, write(tmp_path, "price\n3\n"))["promotions"] == []


@pytest.mark.parametrize("block", [{"strategy": "replay"}, {"file": 3}, {"file": "no.csv", "prices": [1.0]}])
def test_blocks_that_name_no_file_to_read_stay_as_they_are(block: dict[str, Any], tmp_path: Path) -> None:
    assert series.inlined(block, tmp_path) == block


def test_every_bad_cell_is_named_with_its_line_and_column(tmp_path: Path) -> None:
    folder = write(tmp_path, "week,price\n1,9\n\n2,x\n3,-1\n4\n5,nan\n6,1_0\n")
    with pytest.raises(Refused) as refusal:
        series.inlined(BLOCK, folder)
    assert [(fault.file, fault.line, fault.column) for fault in refusal.value.faults] == [
        ("prices.csv", line, 2) for line in (4, 5, 6, 7, 8)
    ]
    assert "price: a number of 0 or more is due, not 'x'" in str(refusal.value)


def test_a_promotion_deeper_than_the_price_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="from 0 to 1"):
        series.inlined({**BLOCK, "promotion_column": "deal"}, write(tmp_path, "price,deal\n1,20\n"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("prise\n1\n", "no column 'price'; did you mean 'prise'"),
        ("price\n", "has no rows"),
        ("", "has no rows"),
        ('price\n"1\n', "cannot be read as CSV"),
        ("price\n" + "1\n" * 10_001, "10001 rows"),
        ("price\n" + "1.000000\n" * 700_000, "larger than 5 MB"),
    ],
)
def test_files_that_hold_no_series_are_refused(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=message):
        series.inlined(BLOCK, write(tmp_path, text))


@pytest.mark.parametrize("file", ["../prices.csv", "/etc/passwd", "missing.csv", ".", "a\0b"])
def test_files_elsewhere_or_nowhere_are_refused(file: str, tmp_path: Path) -> None:
    write(tmp_path, "price\n1\n")
    (tmp_path / "inner").mkdir()
    with pytest.raises(Refused):
        series.inlined({**BLOCK, "file": file}, tmp_path / "inner")


def test_text_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "prices.csv").write_bytes(b"price\n\xff\n")
    with pytest.raises(Refused, match="cannot be read as CSV"):
        series.inlined(BLOCK, tmp_path)
