"""The table of coverage in the docs: the estimators hold what is known, in fewer repetitions than stand there."""

import pytest

from tools.doubt_coverage import END, LUCK, PAGE, START, as_markdown, coverage, truths

FEW = 6


@pytest.fixture(scope="module")
def table():
    return coverage(FEW).set_index(["case", "number"])


@pytest.mark.slow
def test_most_intervals_hold_the_truth(table):
    assert table["covered"].dropna().mean() > 0.9
    assert (table["covered"].dropna() > 0.3).all()


@pytest.mark.slow
def test_means_of_estimates_are_near_the_truth(table):
    part = table[table["se"].notna()]
    assert ((part["mean"] - part["truth"]).abs() <= 2.0 * part["se"] + 1e-9).all()


@pytest.mark.slow
@pytest.mark.parametrize("case", LUCK)
def test_what_is_inert_is_seldom_told(table, case):
    assert table.loc[[(case, "inert told")], "mean"].iloc[0] <= 0.15


def test_truths_are_those_that_have_formulas():
    known = truths("little luck")
    assert known["better"] == pytest.approx(0.618, abs=0.002)
    assert known["p95"] == pytest.approx(30.0 + 164.5, abs=1.0)
    assert truths("nothing unknown")["EVPI"] == 0.0


def test_the_page_has_such_a_table(table):
    shown = PAGE.read_text("utf-8").partition(START)[2].partition(END)[0]
    assert shown.splitlines()[:4][2:] == as_markdown(table.reset_index(), FEW).splitlines()[2:4]
    assert shown.count("\n|") == 2 + len(table)
