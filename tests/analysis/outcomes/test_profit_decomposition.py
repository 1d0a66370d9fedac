"""Where a difference in profit comes from: worked by hand, and exact to the cent whatever the books."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.outcomes.profit_decomposition import (
    EVERYBODY,
    PRICE,
    SHARED_PARTS,
    UNIT_COST,
    ProfitBooks,
    Sales,
    books_of,
    decomposed,
    driver_table,
)
from analysis.study.files import stacked
from tests.analysis import sample_results

sales = st.builds(
    lambda units, price, goods, extra: Sales(units, units * price + extra * (units > 0), units * goods),
    st.integers(0, 10_000), st.integers(0, 5_000), st.integers(0, 5_000), st.integers(0, 99),
)  # fmt: skip
books = st.builds(
    ProfitBooks,
    st.dictionaries(st.sampled_from(["kept", "new", "won back"]), sales, max_size=3),
    st.dictionaries(st.sampled_from(SHARED_PARTS), st.integers(-(10**9), 10**9)),
)


def test_a_price_cut_worked_by_hand():
    """100 units at 10.00, then 120 at 9.00; each costs 6.00, the desk 50.00 and then 70.00.

    Price: -1.00 x 110 units; volume: 20 x the mean margin of 4.00 and 3.00; desk: -20.00.
    """
    before = ProfitBooks({EVERYBODY: Sales(100, 100_000, 60_000)}, {"desk": 5_000})
    after = ProfitBooks({EVERYBODY: Sales(120, 108_000, 72_000)}, {"desk": 7_000})
    parts = {name: cents for name, cents in decomposed(before, after).items() if cents}
    assert parts == {PRICE: -11_000, "volume": 7_000, "complaint desk": -2_000}
    assert sum(parts.values()) == after.profit - before.profit


def test_without_sales_in_one_run_all_is_volume():
    parts = decomposed(ProfitBooks({}, {}), ProfitBooks({"new": Sales(3, 3_000, 1_800)}, {}))
    assert parts == {PRICE: 0, UNIT_COST: 0, "volume: new": 1_200}


@given(books, books)
def test_the_parts_add_up_to_the_cent(before, after):
    assert sum(decomposed(before, after).values()) == after.profit - before.profit


@given(books, books)
def test_there_and_back_are_opposites_within_a_cent(before, after):
    there, back = decomposed(before, after), decomposed(after, before)
    assert all(abs(there[name] + back[name]) <= 1 for name in there)


def test_equal_books_differ_in_nothing():
    alike = ProfitBooks({EVERYBODY: Sales(7, 7_001, 4_200)}, {"desk": 5})
    assert set(decomposed(alike, alike).values()) == {0}


def test_the_table_of_a_comparison_adds_up_to_the_difference_in_profit():
    results = [sample_results.fake_result(name, r, gain=5.0 * r) for name in ("as_is", "cut") for r in (1, 2)]
    weekly = stacked(results, "weekly")
    weekly["profit"] = weekly["revenue"] - weekly["cost_unit"] - sum(weekly[f"cost_{part}"] for part in SHARED_PARTS)
    weekly.loc[weekly["strategy"] == "cut", "revenue"] += 1.25
    table = driver_table(books_of(weekly, "Alba"), "as_is")
    own = weekly[weekly["firm"] == "Alba"].groupby(["strategy", "replicate"])["revenue"].sum()
    for replicate in (1, 2):
        difference = own["cut", replicate] - own["as_is", replicate]
        parts = table[table["replicate"] == replicate]["value"].sum()
        assert parts == pytest.approx(difference, abs=0.011)
