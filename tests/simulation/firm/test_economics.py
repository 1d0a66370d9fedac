"""Money: the queue against exact theory, advertising, lifetime value."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.firm.economics import YOUNG, advertised_presence, lifetime_value, queue_minutes, usual_standing
from simulation.scenario.parameters.market import Trade
from simulation.state.whole_cents import cents

TRADE = Trade()
HOURS = 60.0 * TRADE.opening_hours  # minutes in which a firm is open a week


@pytest.mark.parametrize("load", [0.1, 0.5, 0.8, 0.95])
def test_one_server_waits_as_in_an_exact_queue(load: float) -> None:
    """M/M/1: the mean wait is service time x load / (1 - load)."""
    minutes = 5.0
    capacity = HOURS / minutes
    wait = queue_minutes(load * capacity, capacity, minutes, TRADE)
    assert wait == pytest.approx(minutes * load / (1.0 - load), rel=1e-12)


@pytest.mark.parametrize("servers", [2, 5, 20])
@pytest.mark.parametrize("load", [0.7, 0.9])
def test_several_servers_wait_nearly_as_by_erlang(servers: int, load: float) -> None:
    """Sakasegawa's approximation of M/M/c lies within 10 % of Erlang's exact wait where a queue is worth naming."""
    minutes, offered = 6.0, servers * load
    erlang = offered**servers / math.factorial(servers) / (1.0 - load)
    waits = erlang / (sum(offered**k / math.factorial(k) for k in range(servers)) + erlang)
    exact = waits * minutes / (servers * (1.0 - load))
    capacity = servers * HOURS / minutes
    assert queue_minutes(load * capacity, capacity, minutes, TRADE) == pytest.approx(exact, rel=0.1, abs=0.05)


def test_no_limit_and_nobody_mean_no_wait() -> None:
    assert queue_minutes(1e9, 0.0, 5.0, TRADE) == 0.0
    assert queue_minutes(0.0, 100.0, 5.0, TRADE) == 0.0


@given(st.floats(1.0, 1e5), st.floats(1.0, 1e4), st.floats(0.5, 60.0), st.floats(1.0, 3.0))
def test_more_visitors_never_wait_less(visits: float, capacity: float, minutes: float, more: float) -> None:
    wait = queue_minutes(visits, capacity, minutes, TRADE)
    longer = queue_minutes(visits * more, capacity, minutes, TRADE)
    assert 0.0 <= wait <= longer + 1e-9 <= TRADE.longest_wait + 1e-9


@given(st.floats(0.0, 1e6))
def test_cents_are_halves_upwards(money: float) -> None:
    assert abs(cents(money) - 100.0 * money) <= 0.5 + 1e-6
    assert [cents(0.125), cents(9.99), cents(0.0)] == [13, 999, 0]


def test_advertising_closes_half_of_the_gap_at_its_half() -> None:
    assert advertised_presence(0.6, 1000.0, 1000.0) == pytest.approx(0.8)
    assert advertised_presence(0.6, 0.0, 1000.0) == 0.6


@given(st.floats(0.0, 1.0), st.floats(0.0, 1e9), st.floats(0.0, 1e9))
def test_more_advertising_never_brings_less_presence(presence: float, adstock: float, more: float) -> None:
    low, high = advertised_presence(presence, adstock, 500.0), advertised_presence(presence, adstock + more, 500.0)
    assert presence <= low <= high + 1e-12 <= 1.0 + 1e-9


@given(st.floats(0.0, 1000.0), st.floats(0.0, 1.0), st.floats(0.01, 2.0))
def test_lifetime_value_is_the_sum_of_discounted_margins(margin: float, retention: float, rate: float) -> None:
    years = range(4000)
    by_hand = sum(margin * (retention / (1.0 + rate)) ** year for year in years)
    assert lifetime_value(margin, retention, rate) == pytest.approx(by_hand, rel=1e-9, abs=1e-9)


def test_lifetime_value_by_hand() -> None:
    assert lifetime_value(100.0, 0.8, 0.12) == pytest.approx(350.0)
    assert lifetime_value(100.0, 0.0, 0.12) == pytest.approx(100.0)


def test_what_is_usual_is_the_mean_of_a_firms_first_weeks_then_slow() -> None:
    """12 where all ask 10 on average; then 15 against 10 from the end of the first half year on, half-life 10 weeks."""
    standing, keep = 99.0, 0.5**0.1
    for week, price in enumerate([11.0, 13.0] * (YOUNG // 2)):
        standing = usual_standing(standing, price, (8.0, 12.0), week, keep)
    assert standing == pytest.approx(1.2, rel=1e-12)
    for week in range(YOUNG, YOUNG + 10):
        standing = usual_standing(standing, 15.0, (10.0,), week, keep)
    assert standing == pytest.approx(1.35, rel=1e-12)


def test_alone_a_firms_price_is_what_is_usual_and_gifts_are_no_trouble() -> None:
    assert usual_standing(3.0, 7.0, (), 0, 0.9) == 1.0
    assert usual_standing(3.0, 0.0, (0.0,), 0, 0.9) == 0.0
