"""The market of a panel: its shelves are the panel's, and coupons do not tell the choice."""

import numpy as np
import pytest

from analysis.calibration.panel.market import calendar, firms_of, market_of, without_coupons
from analysis.calibration.panel.trips import in_order
from simulation.scenario.load import load
from simulation.strategies.pricing import Replay

WEEKS = 26
BRANDS = ("Red", "Blue")


@pytest.fixture(scope="module")
def panel():
    luck = np.random.default_rng(1)
    n = 4_000
    week = luck.integers(1, WEEKS + 1, n).astype(float)
    display = (luck.random((n, 2)) < 0.2).astype(float)
    price = np.array([5.0, 4.0]) * np.where(display > 0.0, 0.8, np.exp(0.03 * luck.standard_normal((n, 2))))
    return in_order(luck.integers(0, 300, n), luck.integers(0, 2, n), week, (price, display), BRANDS)


def test_the_calendar_keeps_means_and_frequencies(panel):
    price, display = calendar(panel, WEEKS)
    assert price.shape == display.shape == (WEEKS, 2)
    assert price.mean(axis=0) == pytest.approx(panel.price.mean(axis=0), rel=0.01)
    assert display.mean(axis=0) == pytest.approx(panel.display.mean(axis=0), abs=0.05)


def test_a_coupon_is_taken_out_whatever_was_bought(panel):
    cheap = panel.price.copy()
    cheap[::7] = np.where(panel.display[::7] > 0.0, cheap[::7], [1.0, 4.0])
    from dataclasses import replace

    cleaned = without_coupons(replace(panel, price=cheap))
    assert cleaned.price[:, 0].min() > 3.0
    assert np.array_equal(cleaned.price[:, 1], cheap[:, 1])


def test_brands_that_a_scenario_does_not_know_become_its_firms(panel):
    market = market_of(load("baseline"), panel, panel, (WEEKS, WEEKS))
    assert list(market.firms) == list(BRANDS)
    assert market.market.weeks == WEEKS
    assert market.customers.purchases.per_year == pytest.approx(52.0 / WEEKS * panel.counts.mean(), rel=1e-3)
    sold = market.firms["Red"].pricing
    assert isinstance(sold, Replay)
    shelf = np.array(sold.prices) * (1.0 - np.array(sold.promotions))
    assert shelf == pytest.approx(calendar(panel, WEEKS)[0][:, 0], rel=2e-3)


def test_firms_are_found_by_name_or_by_how_it_begins():
    yogurt = load("baseline")
    assert firms_of(yogurt, ("alba", "BRIO", "Corda", "Dor")) == ("Alba", "Brio", "Corda", "Dorra")
    assert firms_of(yogurt, ("alba", "BRIO")) is None
