"""Tables that users give: what can be meant is read, everything else is refused with file, row and column."""

import os
from pathlib import Path

import pytest

from simulation.reading.csv_tables import read_table, refuse_totals, with_points
from simulation.reading.errors import Refused
from simulation.strategies import series


def table(folder: Path, text: str | bytes, most_rows: int = 100):
    file = folder / "t.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_table(file, "t.csv", most_rows, 1_000_000)


def prices(folder: Path, text: str) -> list[float]:
    (folder / "p.csv").write_bytes(text.encode())
    found: list[float] = series.inlined({"strategy": "replay", "file": "p.csv"}, folder)["prices"]
    return found


@pytest.mark.parametrize(
    "text",
    [
        "week,price\n1,9.99\n2,8\n",
        "\ufeffweek,price\r\n1,9.99\r\n2,8",
        "week;price\n1;9,99\n2;8\n",
        "sep=;\nweek;price\n1;9,99\n2;8,0\n",
        "week\tprice\n1\t9.99\n2\t8\n",
        'week,price\n1,"9,99"\n2,8\n',
        "week,price\r1,9.99\r2,8\r",
        ",week,price\n0,1,9.99\n1,2,8\n",
        '"","week","price"\n"1",1,9.99\n"2",2,8\n',
        "week, price ,\n1,9.99,\n2,8,\n,,\n,,\n\n",
        "date,price\n2024-01-01,9.99\n2024-01-08,8\n",
        "date,price\n2024-01-01 00:00:00,9.99\n2024-01-08 00:00:00,8\n",
        "date;price\n29.12.2023;9,99\n05.01.2024;8\n",
        "date,price\n12/28/2023,9.99\n01/04/2024,8\n",
        "week,price\n52,9.99\n1,8\n",
        "brand,price\nTotal,9.99\nTotal,8\n",
        "week,sales,price\n1,10,9.99\n2,,8\n",
    ],
)
def test_a_table_is_read_as_programs_write_it(tmp_path, text):
    assert prices(tmp_path, text) == [9.99, 8.0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("week,price,price\n1,9.99,5\n2,8,4\n", "p.csv:1:3: a second column 'price' beside column 2"),
        ("week,price,week\n1,9,1\n", "p.csv:1:3: a second column 'week'"),
        ("week,price\n1,9.99\n2,8\nTotal,17.99\n", "p.csv:4:1: 'Total' is unlike the other rows, such as '2'"),
        ("week,price\n1,9.99\n2,8\n,17.99\n", "p.csv:4:1: '' is unlike the other rows"),
        ("brand,price\nA,9\nGrand Total:,9\n", "p.csv:3:1: 'Grand Total:'"),
        ("price\n2\n3\n4\n9\n", "p.csv:5:1: 9 is the sum of the rows above"),
        ("price\n2\n\n3\n", "p.csv:3:1: line 3 is blank"),
        ("week,price\n1,2\n,\n2,3\n", "p.csv:3:1: line 3 is blank"),
        ("week,price\n1,2\n2,\n3,3\n", "p.csv:3:2: price: a number of 0 or more is due, not ''"),
        ("week,price\n1,2\n2,NA\n", "p.csv:3:2: price: a number of 0 or more is due, not 'NA'"),
        ("week,price\n1,9,99\n2,8,50\n", "p.csv:2:3: line 2 has 3 cells, the first 2"),
        ("week;price\n1;1,234\n", "p.csv:2:2: '1,234' may be 1.234 or 1234"),
        ("week;price\n1;1,50\n2;1.50\n", "p.csv:2:2: '1,50' may be 1.50 or 150"),
        ('week,price\n1,"1,234.50"\n', "p.csv:2:2: price: a number of 0 or more is due, not '1,234.50'"),
        ("week,price\n1,$9\n", "p.csv:2:2: price: a number of 0 or more is due, not '$9'"),
        ("1,9.99\n2,8\n", "p.csv:1:1: has numbers where its columns are named"),
        ("week,,price\n1,x,9\n", "p.csv:1:2: column 2 has no name"),
        (",price\na,9\nb,8\n", "p.csv:1:1: column 1 has no name"),
        ("week,price\n1,9\n3,8\n", "p.csv:3:1: week 3 follows week 1"),
        ("week,price\n1,9\n1,8\n", "p.csv:3:1: week 1 follows week 1"),
        ("date,price\n2024-01-08,9\n2024-01-01,8\n", "p.csv:3:1: 2024-01-01 follows 2024-01-08, which is -7 days"),
        ("day,price\n2024-01-08,9\n2024-01-09,8\n", "p.csv:3:1: 2024-01-09 follows 2024-01-08, which is 1 days"),
        ("week,price\n1,8\n2,2024-01-09\n", "p.csv:3:2: price: a number"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(tmp_path, text, said):
    with pytest.raises(Refused) as refusal:
        prices(tmp_path, text)
    assert str(refusal.value.faults[0]).startswith(said)


def test_every_fault_of_a_shape_is_told_at_once(tmp_path):
    with pytest.raises(Refused) as refusal:
        table(tmp_path, "a,a,\n1,2,3\n,,\n1,2,3,4\n")
    assert [(fault.line, fault.column) for fault in refusal.value.faults] == [(1, 2), (1, 3), (3, 1), (4, 4)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a\n\xff\n", "t.csv:2:1: cannot be read as CSV: byte 0xff is not UTF-8"),
        ("a\n1\n".encode("utf-16"), "t.csv:1:1: cannot be read as CSV: byte 0xff is not UTF-8"),
        (b'a\n"1\n', "cannot be read as CSV: unexpected end of data"),
        (b"a\n" + b"1" * 1_000_000, "cannot be read as CSV: it is larger than 1 MB"),
        (b"a\n" + b"1\n" * 101, "has 101 rows or more; at most 100 are read"),
        (b"a\n" + b"\n" * 200 + b"1\n", "has 101 rows or more"),
    ],
)
def test_bytes_that_are_no_table_are_refused(tmp_path, content, said):
    with pytest.raises(Refused) as refusal:
        table(tmp_path, content)
    assert said in str(refusal.value)


def test_pipes_devices_and_folders_are_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for file, why in ((tmp_path / "pipe", "a pipe or a device"), (Path("/dev/zero"), "a pipe"), (tmp_path, "a folder")):
        with pytest.raises(Refused, match=f"cannot be read as CSV: it is {why}"):
            read_table(file, "x", 100, 1_000_000)


def test_lines_are_those_of_the_file_though_a_cell_has_several(tmp_path):
    found = table(tmp_path, 'sep=,\nname,n\n"a\nb",1\nc,2\n')
    assert [row.line for row in found.rows] == [4, 5]


def test_a_table_without_totals_passes(tmp_path):
    found = table(tmp_path, "note,n\nfirst,1\n,2\n\nlast,3\n")
    refuse_totals(found, [0])
    assert with_points(found, 1) == ["1", "2", "3"]
