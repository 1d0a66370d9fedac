"""Years add up to the whole, and what becomes of a gain is said where the intervals bear it."""

import math

import pandas as pd
import pytest

from analysis.outcomes.by_year import by_year
from analysis.outcomes.outcomes import comparison, gather
from analysis.outcomes.real_size import of_real_size
from analysis.outcomes.years import Year, course_of, told_by_year, years_of
from analysis.statistics.estimates import Estimate
from tests.analysis.sample_results import fake_result

SCALES = {1: 2.0, 2: 3.0}


@pytest.fixture(scope="module")
def results():
    return [fake_result(name, r, gain, 130) for name, gain in (("as_is", 0.0), ("cut", 2.0)) for r in (1, 2)]


def test_years_add_up_to_the_difference_of_the_whole_run(results):
    table = by_year(pd.concat([one.weekly for one in results]), SCALES, "as_is")
    assert table["weeks"].tolist() == [52, 52, 26] * (len(table) // 3)
    whole = comparison(gather(of_real_size(results, SCALES)), "as_is").set_index(["firm", "metric"])["difference"]
    summed = table.groupby(["firm", "metric"])["difference"].sum().to_dict()
    assert summed == pytest.approx({key: whole.to_dict()[key] for key in summed}, abs=1e-6)


def test_one_year_is_not_told_by_year(results):
    weekly = pd.concat([one.weekly[one.weekly["week"] <= 52] for one in results])
    assert years_of(by_year(weekly, SCALES, "as_is"), "Alba", "profit") == {}
    assert told_by_year({}, "cut", "USD") == ""


def year(mean, half):
    return Estimate(mean, math.nan, mean - half, mean + half, 5)


@pytest.mark.parametrize(
    ("means", "half", "said"),
    [
        ([4.9, 3.2, -1.4], 1.0, "the gain turns into a loss in year 3"),
        ([4.9, 3.2, 0.4], 1.0, "the gain is not shown any more in year 3"),
        ([4.9, 0.2, 0.4], 1.0, "the gain is not shown any more from year 2 on"),
        ([0.2, 3.0, 4.0], 1.0, "the gain shows from year 2 on"),
        ([9.0, 3.0], 1.0, "the gain fades"),
        ([3.0, 9.0], 1.0, "the gain grows"),
        ([3.0, 3.5], 1.0, "the gain lasts"),
        ([5_419.0, 18_258.0], 5_000.0, "the gain grows"),
        ([5_419.0, 12_000.0], 5_000.0, "the gain seems to grow"),
        ([12_000.0, 5_419.0], 5_000.0, "the gain seems to fade"),
        ([100.0, 103.0], 1.0, "the gain lasts"),
        ([4.0, 5.0, 3.9], 4.0, ""),
        ([4.9, 4.0], 4.5, "the gain is not sure any more in year 2"),
        ([4.0, 4.9], 4.5, "the gain is sure only in year 2"),
        ([-3.0, -9.0], 1.0, "the loss grows"),
        ([-9.0, -3.0], 1.0, "the loss fades"),
        ([-3.0, 9.0], 1.0, "the loss turns into a gain in year 2"),
        ([0.1, 0.2], 1.0, ""),
        ([3.0, 0.1, 3.0], 1.0, ""),
        ([3.0, 9.0], math.nan, ""),
    ],
)
def test_what_becomes_of_a_difference(means, half, said):
    years = [year(mean, half) for mean in means]
    assert course_of(years) == said
    told = told_by_year({"cut": [Year(one, 52) for one in years]}, "cut", "USD")
    assert told.startswith(", by year ")
    assert (f"({said})" in told) if said else "(" not in told


def test_what_is_left_of_the_weeks_is_told_with_its_weeks_and_is_no_year():
    years = {"cut": [Year(year(5.0, 1.0), 52), Year(year(-1.0, 0.5), 8)]}
    assert told_by_year(years, "cut", "USD") == ", by year +5.00 and −1.00 USD, the last of 8 weeks"


def test_a_firm_that_is_not_there_under_a_plan_has_no_difference(results):
    weekly = pd.concat([one.weekly for one in results])
    gone = (weekly["strategy"] == "cut") & (weekly["firm"] == weekly["firm"].iloc[-1])
    table = by_year(weekly[~gone], SCALES, "as_is")
    assert set(table["firm"]) == set(weekly["firm"]) - {weekly["firm"].iloc[-1]}
