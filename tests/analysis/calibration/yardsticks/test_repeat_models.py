"""Models of repeat buying: they find what a log was made from, and foretell each customer's next purchases."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from analysis.calibration.data.read import read_data
from analysis.calibration.log.counts import log_of, names_of
from analysis.calibration.yardsticks import bg_nbd, pareto_nbd
from analysis.calibration.yardsticks.histories import WIDEST, Histories, histories_of, likeliest
from analysis.calibration.yardsticks.logs import log_forecasts
from analysis.calibration.yardsticks.table import yardstick_table
from tests.analysis.calibration.yardsticks.made_panels import histories_from

lifetimes = pytest.mark.skipif(importlib.util.find_spec("lifetimes") is None, reason="takes the extra `cdnow`")
LENGTH, AHEAD = 39, 39
TRUTH = {bg_nbd: np.log([0.8, 6.0, 0.9, 2.5]), pareto_nbd: np.log([0.8, 6.0, 0.7, 12.0])}
MODELS = pytest.mark.parametrize("model", [bg_nbd, pareto_nbd], ids=["BG/NBD", "Pareto/NBD"])


def made(model, customers=6_000, seed=1, at=None):
    """A log of customers who buy and leave as the model says, and what each buys afterwards."""
    first, second, third, fourth = np.exp(TRUTH[model] if at is None else at)
    luck = np.random.default_rng(seed)
    rates = luck.gamma(first, 1.0 / second, customers) + 1e-9

    def after_a_repeat(luck, times):
        chance = luck.beta(third, fourth, customers)
        last = np.minimum(luck.geometric(np.maximum(chance, 1e-9)), times.shape[1]) - 1
        return times[np.arange(customers), last]

    def at_any_time(luck, _):
        return luck.exponential(1.0 / (luck.gamma(third, 1.0 / fourth, customers) + 1e-12))

    return histories_from(rates, after_a_repeat if model is bg_nbd else at_any_time, LENGTH, AHEAD, seed)


def covariance(model, histories, at, step=1e-3):
    """Of the logs of parameters, from the curvature of the likelihood."""
    some, _, count = histories.distinct()

    def total(*moves):
        moved = at.copy()
        for place, by in moves:
            moved[place] += by
        return float(count @ model.log_likelihood(some, moved))

    curvature = np.empty((4, 4))
    for i in range(4):
        for j in range(4):
            signs = [(a, b) for a in (step, -step) for b in (step, -step)]
            curvature[i, j] = sum(np.sign(a * b) * total((i, a), (j, b)) for a, b in signs) / (4.0 * step**2)
    return np.linalg.inv(-curvature)


@MODELS
def test_the_parameters_that_a_log_was_made_from_are_within_three_standard_errors(model):
    histories, _ = made(model)
    found = likeliest(model.log_likelihood, histories)
    errors = np.sqrt(np.diag(covariance(model, histories, found)))
    assert (np.abs(found - TRUTH[model]) < 3.0 * errors).all(), (np.exp(found), errors)
    assert errors.max() < 0.6, "the log tells nothing"


@MODELS
def test_expectations_are_means_of_what_such_customers_buy(model):
    histories, later = made(model, customers=20_000)
    expected = model.expected(histories, TRUTH[model], np.array([float(AHEAD)]))[:, 0]
    for repeats in (0, 1, 2, 5):
        for is_recent in (True, False):
            mine = (histories.repeats == repeats) & ((histories.recency > LENGTH / 2) == is_recent)
            if np.count_nonzero(mine) < 100:
                continue
            noise = later[mine].std() / np.sqrt(np.count_nonzero(mine)) + 1e-3
            assert abs(later[mine].mean() - expected[mine].mean()) < 4.0 * noise, (repeats, is_recent)
    assert expected.sum() == pytest.approx(later.sum(), rel=0.03)


@MODELS
def test_the_chance_of_no_repeat_is_that_of_such_customers(model):
    histories, _ = made(model, customers=20_000)
    nothing = Histories(np.zeros(1), np.zeros(1), np.full(1, float(LENGTH)))
    chance = float(np.exp(model.log_likelihood(nothing, TRUTH[model]))[0])
    share = np.mean(histories.repeats == 0)
    assert abs(share - chance) < 4.0 * np.sqrt(chance * (1.0 - chance) / 20_000)


@MODELS
def test_who_bought_lately_or_often_or_is_awaited_longer_buys_more(model):
    lately = Histories(np.full(3, 4.0), np.array([10.0, 25.0, 38.0]), np.full(3, 39.0))
    ahead = np.array([1.0, 13.0, 39.0])
    expected = model.expected(lately, TRUTH[model], ahead)
    assert (np.diff(expected, axis=0) > 0.0).all()
    assert (np.diff(expected, axis=1) > 0.0).all()
    often = Histories(np.array([1.0, 4.0, 60.0]), np.full(3, 38.9), np.full(3, 39.0))
    assert (np.diff(model.expected(often, TRUTH[model], ahead), axis=0) > 0.0).all()


def test_pareto_nbd_has_no_seam_where_its_two_formulas_meet():
    histories, _ = made(pareto_nbd, customers=200)
    near = [pareto_nbd.log_likelihood(histories, np.log([0.8, 10.0 + step, 0.7, 10.0])) for step in (-1e-6, 1e-6)]
    np.testing.assert_allclose(near[0], near[1], rtol=1e-6)


@MODELS
def test_customers_who_do_not_differ_do_not_break_the_search(model):
    at = np.array([0.0, 2.0, 4.0, 6.0]) if model is bg_nbd else np.array([3.0, 5.0, 3.0, 7.0])
    histories, _ = made(model, customers=500, at=at)
    found = likeliest(model.log_likelihood, histories)
    assert (np.abs(found) <= WIDEST).all()
    assert np.isfinite(model.expected(histories, found, np.array([1.0, 39.0]))).all()


def test_bg_nbd_is_that_of_a_library():
    clvkit = pytest.importorskip("clvkit", reason="takes the extra `estimators`")
    import pandas as pd

    luck = np.random.default_rng(3)
    days = [
        (who, day)
        for who in range(600)
        for day in np.cumsum(luck.geometric(luck.beta(1, 30), luck.geometric(luck.beta(1, 3))))
        if day < 200
    ]
    log = pd.DataFrame(days, columns=["customer_id", "day"])
    log["date"], log["amount"] = pd.Timestamp("2024-01-01") + pd.to_timedelta(log["day"], "D"), 1.0
    base = clvkit.CustomerBase.from_transactions(log, time_unit="W", collapse="D")
    theirs = clvkit.BGNBD().fit(base)
    table = base.to_pandas()
    histories = Histories(*(table[name].to_numpy(float) for name in ("frequency", "recency", "T")))
    ours = likeliest(bg_nbd.log_likelihood, histories)
    assert float(bg_nbd.log_likelihood(histories, ours).sum()) == pytest.approx(theirs.log_likelihood_, abs=0.05)
    expected = bg_nbd.expected(histories, ours, np.array([9.0]))[:, 0]
    np.testing.assert_allclose(expected, theirs.predict(t=9).to_pandas().to_numpy().ravel(), rtol=1e-3)


def test_a_log_without_repeats_is_foretold_to_stay_so():
    log = log_of(np.arange(50), np.arange(50) % 10 + 1)
    found = log_forecasts(log, (20, 40))
    assert list(found) == ["naive", "bg_nbd", "pareto_nbd"]
    until = [name.moment == "repeats to come until" for name in names_of(20, 40)]
    for values in found.values():
        assert np.abs(values[until]).max() < 0.02


def test_one_customer_is_enough():
    found = log_forecasts(log_of(np.zeros(5, int), np.array([1, 4, 8, 12, 16])), (20, 40))
    until = np.array([name.moment == "repeats to come until" for name in names_of(20, 40)])
    assert all(np.isfinite(values[until]).all() for values in found.values())


def test_the_level_carried_on_is_that_of_the_last_quarter():
    week = np.array([1, 10, 25, 26, 1, 26])
    log = log_of(np.array([0, 0, 0, 0, 1, 1]), week)
    naive = dict(zip(names_of(26, 52), log_forecasts(log, (26, 52))["naive"], strict=True))
    said = {f"{name.moment} {name.firm}": value for name, value in naive.items() if np.isfinite(value)}
    assert said["repeats to come until week 29"] == pytest.approx(3 / 13 * 3 / 2)
    assert said["repeats to come after 3 repeats"] == pytest.approx(3 / 13 * 26 * 3 / 4)


def test_nothing_held_back_is_nothing_foretold():
    assert log_forecasts(log_of(np.zeros(2, int), np.array([1, 2])), (20, 20)) == {}


PUBLISHED = {bg_nbd: ([0.243, 4.414, 0.793, 2.426], -9582.4), pareto_nbd: ([0.553, 10.578, 0.606, 11.669], -9595.0)}
"""Estimates and log likelihood for a tenth of CDNOW's customers, in Fader, Hardie and Lee 2005."""


@lifetimes
@MODELS
def test_published_estimates_are_found_again(model):
    package = importlib.util.find_spec("lifetimes")
    assert package is not None
    assert package.origin is not None
    rows = np.loadtxt(
        Path(package.origin).parent / "datasets" / "cdnow_customers_summary.csv", delimiter=",", skiprows=1
    )
    histories = Histories(*rows.T[1:])
    at = likeliest(model.log_likelihood, histories)
    numbers, likelihood = PUBLISHED[model]
    assert np.exp(at) == pytest.approx(numbers, abs=6e-3)
    assert model.log_likelihood(histories, at).sum() == pytest.approx(likelihood, abs=0.06)


@lifetimes
def test_the_cohort_of_a_web_shop_by_day_as_others_computed_it():
    bought = read_data("cdnow").transactions
    assert bought is not None
    day = (bought["date"] - bought["date"].min()).dt.days.to_numpy()
    customer, time = np.unique(np.column_stack([bought["customer_id"], day]), axis=0).T
    early = time < 273
    histories = histories_of(customer[early], time[early] / 7.0, 272 / 7.0)
    some, _, count = histories.distinct()
    observed = np.count_nonzero(~early)
    for model, off in ((bg_nbd, -0.152), (pareto_nbd, -0.136)):
        at = likeliest(model.log_likelihood, histories)
        total = float((count @ model.expected(some, at, np.array([39.0])))[0])
        assert total / observed - 1.0 == pytest.approx(off, abs=0.015)


@lifetimes
def test_by_week_models_of_repeats_are_closer_than_the_last_level():
    table = yardstick_table(read_data("cdnow")).set_index("model")[["total", "path", "counts"]]
    naive, bg, pareto = table.loc[["naive", "bg_nbd", "pareto_nbd"]].to_numpy(float)
    assert bg[1] < naive[1] < 2.0
    assert max(bg[2], pareto[2]) < naive[2] / 3.0
    assert bg[0] == pytest.approx(-4.8, abs=0.5)
