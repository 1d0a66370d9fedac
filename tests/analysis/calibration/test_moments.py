"""Moments of a panel: right on purchases that can be counted by hand, and as sure as a bootstrap says."""

import numpy as np
import pytest

from analysis.calibration.fitting.moments import Named
from analysis.calibration.panel.moments import names_of, panel_moments
from analysis.calibration.panel.trips import in_order

BRANDS = ("A", "B")


def trips(*households, display=None):
    """Purchases written as one text a household, `AAB`."""
    who = np.repeat(np.arange(len(households)), [len(one) for one in households])
    brand = np.array([BRANDS.index(letter) for one in households for letter in one])
    time = np.concatenate([np.arange(1.0, len(one) + 1.0) for one in households])
    price = np.full((who.size, 2), 2.0)
    shown = np.zeros((who.size, 2)) if display is None else np.asarray(display, float)
    return in_order(who, brand, time, (price, shown), BRANDS)


def value(found, moment, firm=""):
    return found.values[found.names.index(Named(moment, firm))]


def test_moments_of_purchases_counted_by_hand():
    found = panel_moments(trips("AAB", "BBBB", "A"))
    assert value(found, "share", "A") == pytest.approx(3 / 8)
    assert value(found, "repeat_all") == pytest.approx(4 / 5)
    assert value(found, "repeat", "A") == pytest.approx(1 / 2)
    assert value(found, "repeat", "B") == 1.0
    assert value(found, "flow", "A > B") == pytest.approx(1 / 5)
    assert value(found, "penetration", "B") == pytest.approx(2 / 3)
    assert value(found, "sole_buyers") == pytest.approx(2 / 3)
    assert value(found, "purchases") == pytest.approx(8 / 3)
    # in random order AAB repeats in a third of its two steps, BBBB in all three: 1/3 * 2 + 3 of 5
    assert value(found, "inertia") == pytest.approx((4 - (2 / 3 + 3)) / 5)


def test_what_a_brand_on_show_wins():
    shown = [[1, 0]] * 4 + [[0, 0]] * 4
    found = panel_moments(trips("AAAB", "ABBB", display=shown))
    assert value(found, "lift", "A") == pytest.approx(np.log((3.5 / 1.5) / (1.5 / 3.5)))
    assert np.isnan(value(found, "lift", "B"))  # never on show


def test_purchases_in_any_order_are_put_in_order():
    found = in_order(np.array([7, 3, 7]), np.array([1, 0, 0]), np.array([2.0, 1.0, 1.0]),
                     (np.ones((3, 2)), np.zeros((3, 2))), BRANDS)  # fmt: skip
    assert found.household.tolist() == [0, 1, 1]
    assert found.brand.tolist() == [0, 0, 1]
    assert found.previous.tolist() == [-1, -1, 0]
    other = found.in_order_of(("B", "A"))
    assert (other.brand.tolist(), other.previous.tolist()) == ([1, 1, 0], [-1, -1, 1])


def test_standard_errors_are_those_of_households_not_of_purchases():
    households = ["A" * 8] * 50 + ["B" * 8] * 50
    found = panel_moments(trips(*households), resamples=2_000, seed=1)
    error = np.sqrt(np.diag(found.covariance))[found.names.index(Named("share", "A"))]
    assert error == pytest.approx(np.sqrt(0.25 / 100), rel=0.1)


def test_the_logit_finds_what_made_the_choices():
    luck = np.random.default_rng(1)
    n = 20_000
    price = np.exp(0.2 * luck.standard_normal((n, 2)))
    utility = -3.0 * np.log(price) + np.array([0.0, 0.5]) + luck.gumbel(size=(n, 2))
    who, time = np.divmod(np.arange(n), 10)
    made = in_order(who, utility.argmax(axis=1), time + 1.0, (price, np.zeros((n, 2))), BRANDS)
    found = panel_moments(made, resamples=200, seed=1)
    place = found.names.index(Named("logit_price", ""))
    error = np.sqrt(found.covariance[place, place])
    assert found.values[place] == pytest.approx(-3.0, abs=3.0 * error)
    assert 0.03 < error < 0.15
    assert abs(value(found, "logit_last")) < 0.15


def test_nobody_shows_nothing():
    some = trips("AB")
    found = panel_moments(some.of(some.household > 5), resamples=3)
    assert len(found.values) == len(names_of(BRANDS))
    assert np.isnan(found.values).all()
