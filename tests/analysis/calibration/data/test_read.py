"""Files of a user come in as they are meant, or each fault says file, row and column; and no id comes further."""

from contextlib import suppress

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.calibration.data import raw_tables
from analysis.calibration.data.data import Data
from analysis.calibration.data.examples import EXAMPLES, example
from analysis.calibration.data.kinds import KINDS
from analysis.calibration.data.read import kind_of, read_data
from simulation import load
from simulation.reading.errors import Refused

GOOD = "customer_id,date,amount\nA7,2025-01-06,10.5\nA7,2025-01-13,9\nB2,2025-02-03,0\n"


@pytest.fixture(scope="module")
def market():
    return load("baseline")


def written(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def refused(folder, scenario=None, mapping=None):
    before = sorted(folder.rglob("*"))
    with pytest.raises(Refused) as refusal:
        read_data(folder, mapping, scenario)
    assert sorted(folder.rglob("*")) == before, "nothing is written where something is wrong"
    return str(refusal.value)


def test_transactions_become_numbers_days_and_customers_from_0(tmp_path, market):
    data = read_data(written(tmp_path, transactions=GOOD), None, market)
    table = data.transactions
    assert table["customer_id"].tolist() == [0, 0, 1]
    assert table["amount"].tolist() == [10.5, 9.0, 0.0]
    assert table["date"].dt.strftime("%d.%m.%y").tolist() == ["06.01.25", "13.01.25", "03.02.25"]
    assert set(table["firm"]) == {"Alba"}
    assert table["units"].isna().all()
    assert (str(data.period().first), str(data.period().last)) == ("2025-01-06", "2025-02-03")
    assert data.period().weeks == pytest.approx(29 / 7)


@pytest.mark.parametrize("kind", [kind for kind in EXAMPLES if kind != "shelf"])
def test_every_example_reads_without_a_fault(tmp_path, market, kind):
    name, content = example(kind, tuple(market.firms))
    (tmp_path / name).write_bytes(content)
    data = read_data(tmp_path, None, market)
    assert len(getattr(data, kind)) > 0
    assert data.files == {kind: f"{kind}.csv"}
    assert b"," in content
    assert set(EXAMPLES) == set(KINDS)


def test_an_example_of_nothing_we_know_is_refused():
    with pytest.raises(Refused, match="no file is called 'transaction'; did you mean 'transactions'"):
        example("transaction")


def test_all_examples_make_one_folder_and_customers_are_the_same_in_all_of_it(tmp_path, market):
    for kind in EXAMPLES:
        if kind != "shelf":
            name, content = example(kind, tuple(market.firms))
            (tmp_path / name).write_bytes(content)
    data = read_data(tmp_path, None, market)
    assert set(data.complaints["customer_id"]) == set(data.transactions["customer_id"]) == {0, 1, 2}
    assert len(data.files) == len(EXAMPLES) - 1


def test_ids_go_no_further_and_do_not_hang_on_the_order_of_rows(tmp_path):
    lines = GOOD.splitlines()
    first = read_data(written(tmp_path, transactions=GOOD)).transactions
    second = read_data(written(tmp_path, transactions="\n".join([lines[0], *lines[:0:-1]]))).transactions
    assert first["customer_id"].tolist() == second["customer_id"].tolist()[::-1]
    assert "A7" not in first.to_csv()


def test_columns_are_mapped_to_their_own_names(tmp_path):
    other = GOOD.replace("customer_id,date,amount", "who,order_date,paid")
    mapping = {"customer_id": "who", "date": "order_date", "amount": "paid"}
    table = read_data(written(tmp_path, transactions=other), mapping).transactions
    assert table["amount"].sum() == 19.5
    assert "no column 'customer_id' (who bought" in refused(tmp_path)
    assert "`--map customer_id=YOUR_NAME`" in refused(tmp_path)
    assert "--map date: no file has a column 'ordered'; did you mean 'order_date'?" in refused(
        tmp_path, None, mapping | {"date": "ordered"}
    )
    assert "--map: no column is called 'day'" in refused(tmp_path, None, {"day": "order_date"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty; its first row names the columns"),
        ("customer_id,date,amount\n", "has names of columns and no rows below them"),
        ("customer_id\nA\n", "no column 'date' (the day"),
        ("customer_id,date,amount,amount\nA,2025-01-06,1,2\n", ":1:4: a second column 'amount' beside column 3"),
        (GOOD.replace("10.5", "NaN"), ":2:3: amount: is empty"),
        (GOOD.replace("10.5", ""), ":2:3: amount: is empty"),
        (GOOD.replace("10.5", "ten"), ":2:3: amount: 'ten' is not a number"),
        (GOOD.replace("10.5", "1e308"), ":2:3: amount: 1e+308 is out of range"),
        (GOOD.replace("10.5", "1e999"), ":2:3: amount: inf is out of range"),
        (GOOD.replace("10.5", "-3"), ":2:3: amount: -3 is out of range; money paid is 0 or more; net a refund"),
        (GOOD.replace("10.5", "$10.50"), ":2:3: amount: '$10.50' is not a number"),
        (GOOD.replace("2025-01-13", "2025-13-01"), ":3:2: date: '2025-13-01' is no day as the others are written"),
        (GOOD.replace("2025-01-13", "yesterday"), ":3:2: date: 'yesterday' is no day"),
        (GOOD.replace("2025-01-13", "2999-01-13"), ":3:2: date: 2999-01-13 has not come yet"),
        (GOOD.replace("2025-01-13", "1025-01-13"), ":3:2: date: 1025-01-13 is before 1900"),
        (GOOD.replace("2025-01-13", ""), ":3:2: date: is empty"),
        (GOOD.replace("B2", ""), ":4:1: customer_id: is empty"),
        (GOOD.replace("9\n", "9,extra\n"), ":3:4: line 3 has 4 cells, the first 3"),
        (b"customer_id,date,amount\n\xff\xfe,2025-01-06,1\n", "is not UTF-8"),
    ],
)
def test_bad_rows_say_file_row_column_and_what_would_be_right(tmp_path, text, told):
    message = refused(written(tmp_path, transactions=text))
    assert "transactions.csv" in message
    assert told in message


def test_every_fault_of_a_file_is_told_at_once_and_no_more_than_are_read(tmp_path):
    rows = "".join(f"C{who},{'2025-02-30' if who % 2 else '2025-02-03'},x\n" for who in range(60))
    message = refused(written(tmp_path, transactions=f"customer_id,date,amount\n{rows}"))
    assert len(message.splitlines()) == 25
    assert ":2:3: amount: 'x' is not a number" in message
    assert ":3:2: date: '2025-02-30' is no day" in message


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (("31.03.2025", "01.04.2025"), ["2025-03-31", "2025-04-01"]),
        (("03/31/2025", "04/01/2025"), ["2025-03-31", "2025-04-01"]),
        (("20250331", "20250401"), ["2025-03-31", "2025-04-01"]),
        (("2025-03-31 09:15:00", "2025-04-01T23:59:59Z"), ["2025-03-31", "2025-04-01"]),
    ],
)
def test_days_are_read_however_all_of_them_are_written(tmp_path, days, found):
    text = "customer_id,date,amount\n" + "".join(f"A,{day},1\n" for day in days)
    assert read_data(written(tmp_path, transactions=text)).transactions["date"].astype(str).tolist() == found


def test_a_day_that_may_be_two_is_refused(tmp_path):
    text = "customer_id,date,amount\nA,05/04/2025,1\nA,01/02/2025,1\n"
    assert ":3:2: date: '01/02/2025' may be 2025-02-01 or 2025-01-02" in refused(written(tmp_path, transactions=text))


def test_decimal_commas_are_read_and_thousands_refused(tmp_path):
    text = "customer_id;date;amount\nA;2025-01-06;10,50\nA;2025-01-07;3,5\n"
    assert read_data(written(tmp_path, transactions=text)).transactions["amount"].tolist() == [10.5, 3.5]
    assert "may be 1.050 or 1050" in refused(
        written(tmp_path, transactions="customer_id;date;amount\nA;2025-01-06;1,050\n")
    )


def test_ids_may_be_text_or_numbers_and_mean_the_same_in_both_forms(tmp_path):
    written(tmp_path, transactions="customer_id,date,amount\n7,2025-01-06,1\n8,2025-01-06,1\n")
    survey = pd.DataFrame({"customer_id": [8.0, 7.0], "date": pd.to_datetime(["2025-01-06"] * 2), "nps": [9, 3]})
    survey.to_parquet(tmp_path / "survey.parquet")
    data = read_data(tmp_path)
    assert data.survey["customer_id"].tolist() == [1, 0]
    assert data.survey["nps"].tolist() == [9.0, 3.0]


def test_mixed_types_in_a_parquet_file_are_faults_of_its_rows(tmp_path):
    frame = pd.DataFrame({"customer_id": ["a", "b"], "date": ["2025-01-06", "2025-01-07"], "amount": ["1", "many"]})
    frame.to_parquet(tmp_path / "transactions.parquet")
    assert "transactions.parquet:2:3: amount: 'many' is not a number" in refused(tmp_path)
    (tmp_path / "transactions.parquet").write_bytes(b"PAR1 no")
    assert "cannot be read as Parquet" in refused(tmp_path)
    frame.assign(amount=[[1], [2]]).to_parquet(tmp_path / "transactions.parquet")
    assert "column 'amount' holds list<" in refused(tmp_path)


def test_sources_that_cannot_be_meant_are_refused(tmp_path):
    with pytest.raises(Refused, match=r"--data: there is no '.*; name a folder, a file, or a data set: yogurt"):
        read_data(tmp_path / "nowhere")
    assert "has no file that can be read; call its files by what they hold: transactions" in refused(tmp_path)
    file = written(tmp_path, orders=GOOD) / "orders.csv"
    with pytest.raises(Refused, match="does not say what it holds; rename it"):
        read_data(file)
    written(tmp_path, transactions=GOOD)
    pd.DataFrame({"customer_id": [1]}).to_parquet(tmp_path / "transactions.parquet")
    assert "holds transactions as transactions.csv does; keep one" in refused(tmp_path)
    assert read_data(tmp_path / "transactions.csv").files == {"transactions": "transactions.csv"}


@pytest.mark.parametrize("name", ["transactions", "transactions_2025", "shop-transactions", "Transactions"])
def test_a_file_says_by_its_name_what_it_holds(tmp_path, name):
    assert kind_of(tmp_path / f"{name}.csv") == "transactions"


def test_firms_are_those_of_the_scenario(tmp_path, market):
    text = "customer_id,date,amount,firm\nA,2025-01-06,1,{}\nB,2025-01-06,1,BRIO\n"
    assert "transactions.csv:2:4: firm: no firm is called 'Albo'; did you mean 'Alba'?" in refused(
        written(tmp_path, transactions=text.format("Albo")), market
    )
    table = read_data(written(tmp_path, transactions=text.format("Alba")), None, market).transactions
    assert table["firm"].tolist() == ["Alba", "Brio"]
    assert read_data(tmp_path).transactions["firm"].tolist() == ["Alba", "BRIO"]


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("prices", "week,firm,price\n1,Alba,9\n1,Alba,8\n", ":3:1: week: a second price of Alba in week 1; keep one"),
        ("prices", "week,firm,price\n1.5,Alba,9\n", ":2:1: week: 1.5 is not a whole number"),
        ("prices", "week,firm,price\n1,Alba,0\n", ":2:3: price: 0 is out of range; a price is above 0"),
        ("survey", "customer_id,date,nps\nA,2025-01-06,11\n", ":2:3: nps: 11 is out of range"),
        ("survey", "customer_id,date,nps\nA,2025-01-06,\n", "answers neither nps nor satisfaction"),
        ("complaints", "customer_id,opened,answered\nA,2025-01-06,2025-01-05\n", ":2:3: answered: 2025-01-05 is befo"),
        ("complaints", "customer_id,opened,resolved\nA,2025-01-06,perhaps\n", "'perhaps' is neither yes nor no"),
        ("targets", "outcome,value\nprofit,3\n", ":2:1: outcome: 'profit' cannot be observed: follows from prices"),
        ("targets", "outcome,value\nmarket_share,21\n", ":2:2: value: 21 is out of range; write 0 to 1"),
        ("targets", "outcome,value,se\nnps,21,0\n", ":2:3: se: 0 is out of range; it is above 0"),
        ("experiments", "path,from,to,weeks,outcome,difference,se\nfirms.Alba.prise,1,2,8,units,3,1\n", ":2:1: path: "),
        ("experiments", "path,from,to,weeks,outcome,difference,se\nmarket.weeks,1,1,8,units,3,1\n", "nothing was trie"),
        ("experiments", "path,from,to,weeks,outcome,difference,se\nquestion,1,2,8,units,3,1\n", "is no number"),
        ("shelf", "week,brand,price\n1,Alba,9\n", "is a shelf before which nobody chose"),
    ],
)
def test_what_contradicts_itself_or_the_scenario_is_refused(tmp_path, market, kind, text, told):
    assert told in refused(written(tmp_path, **{kind: text}), market)


def test_the_last_part_of_the_time_is_held_back(tmp_path):
    text = "customer_id,date,amount\n" + "".join(f"A,2025-0{month}-01,1\n" for month in range(1, 7))
    targets = "outcome,value\nnps,3\n"
    early, late = read_data(written(tmp_path, transactions=text, targets=targets)).split(0.5)
    assert [len(part.transactions) for part in (early, late)] == [3, 3]
    assert early.transactions["date"].max() < late.transactions["date"].min()
    assert early.targets is not None
    assert late.targets is None
    with pytest.raises(ValueError, match="1 is no share to hold back"):
        early.split(1.0)


def test_a_long_log_is_read(tmp_path):
    many = 200_000
    frame = pd.DataFrame({"customer_id": np.arange(many) % 7919, "date": "2025-01-06", "amount": 1.5})
    frame.to_csv(tmp_path / "transactions.csv", index=False)
    table = read_data(tmp_path).transactions
    assert len(table) == many
    assert table["customer_id"].nunique() == 7919


def test_nothing_at_all_is_no_data():
    assert Data("none").period() is None


@pytest.mark.parametrize(("limit", "ending", "told"), [
    ("MOST_ROWS", ".csv", "has 3 rows or more; at most 2 are read"),
    ("MOST_BYTES", ".csv", "it is larger than 0 MB"),
    ("MOST_ROWS", ".parquet", "has more than 2 rows; take a sample"),
    ("MOST_BYTES", ".parquet", "it is larger than 0 MB"),
])  # fmt: skip
def test_files_too_large_to_read_are_refused(tmp_path, monkeypatch, limit, ending, told):
    monkeypatch.setitem(getattr(raw_tables, limit), ending, 2)
    if ending == ".csv":
        written(tmp_path, transactions=GOOD)
    else:
        frame = pd.DataFrame({"customer_id": ["a", "b", "c"], "date": "2025-01-06", "amount": 1.0})
        frame.to_parquet(tmp_path / "transactions.parquet")
    assert told in refused(tmp_path)


def test_a_refusal_tells_no_customer_s_id(tmp_path, market):
    text = "customer_id,date,amount,firm\nsecret-77,2025-13-06,ten,Albo\nsecret-78,2025-01-06,-1,Alba\n"
    message = refused(written(tmp_path, transactions=text), market)
    assert len(message.splitlines()) == 4
    assert "secret" not in message


@given(
    content=st.binary(max_size=300) | st.text(alphabet='customer_id,date mount\n";0123456789-.eNa\t\r', max_size=300)
)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_table_or_a_kind_refusal(tmp_path, content):
    for ending in (".csv", ".parquet"):
        file = tmp_path / f"transactions{ending}"
        file.write_bytes(b"customer_id,date,amount\n" + (content.encode() if isinstance(content, str) else content))
        with suppress(Refused):  # any other error is a fault of ours
            assert len(read_data(file).transactions) > 0
