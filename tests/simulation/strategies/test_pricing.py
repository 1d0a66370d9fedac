"""Prices that each rule asks: by hand, and for any ledger."""

import math
from typing import Any

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.strategies import pricing
from simulation.strategies.ledger import Ledger
from simulation.strategies.price_rule import PricingStrategy, ReactivePricing
from simulation.strategies.pricing import Replay


def ledger(week: int = 1, **known: Any) -> Ledger:
    usual = {"weeks_open": 60, "rival_prices": (9.0, 8.0), "market_price": 9.5}
    return Ledger(week=week, firm="Alba", unit_cost=6.0, list_price=10.0, shelf_price=10.0, **{**usual, **known})


MONEY = st.floats(0.01, 1000)
LEDGERS = st.builds(
    Ledger,
    week=st.integers(-60, 300),
    firm=st.just("Alba"),
    unit_cost=MONEY,
    list_price=MONEY,
    shelf_price=MONEY,
    rival_prices=st.lists(MONEY, max_size=4).map(tuple),
    market_price=st.floats(0, 1000),
    prices=st.lists(MONEY, max_size=40).map(tuple),
    profit=st.lists(st.floats(-1e6, 1e6), max_size=40).map(tuple),
    weeks_open=st.integers(0, 400),
)
RULES = [
    pricing.Fixed(),
    pricing.CostPlus(),
    pricing.ExpectedPrice(premium=-0.5),
    pricing.MatchCheapest(),
    pricing.Undercut(by=0.5),
    pricing.HighLow(),
    pricing.EverydayLow(),
    pricing.Penetration(),
    pricing.Skimming(),
    pricing.HillClimb(),
    Replay(prices=(9.0, 8.0), promotions=(0.0, 0.1)),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.strategy)
@given(ledger=LEDGERS)
def test_every_price_is_money_and_every_promotion_a_share(rule: PricingStrategy, ledger: Ledger) -> None:
    price = rule.list_price(ledger)
    assert math.isfinite(price)
    assert price >= 0.0
    assert 0.0 <= rule.promotion(ledger) <= 1.0


@pytest.mark.parametrize("rule", [rule for rule in RULES if isinstance(rule, ReactivePricing)], ids=str)
@given(ledger=LEDGERS)
def test_rules_that_react_never_sell_below_the_floor(rule: ReactivePricing, ledger: Ledger) -> None:
    assert rule.list_price(ledger) >= ledger.unit_cost * (1 + rule.floor_margin)


@pytest.mark.parametrize(
    ("rule", "price"),
    [
        (pricing.Fixed(price=7), 7.0),
        (pricing.CostPlus(markup=0.5), 9.0),
        (pricing.ExpectedPrice(premium=0.1), 10.45),
        (pricing.MatchCheapest(), 8.0),
        (pricing.Undercut(by=0.1), 7.2),
        (pricing.Undercut(by=0.5), 6.3),
        (pricing.EverydayLow(price=10, saving=0.1), 9.0),
    ],
    ids=lambda value: getattr(value, "strategy", None),
)
def test_prices_by_hand(rule: PricingStrategy, price: float) -> None:
    assert rule.list_price(ledger()) == pytest.approx(price)


@pytest.mark.parametrize("rule", [pricing.ExpectedPrice(), pricing.MatchCheapest(), pricing.Undercut()], ids=str)
def test_rules_that_react_hold_their_price_without_a_market_and_in_burn_in(
    rule: ReactivePricing,
) -> None:
    assert rule.list_price(ledger(rival_prices=(), market_price=0.0)) == 10.0
    assert rule.list_price(ledger(week=0)) == 10.0


def test_promotions_keep_their_calendar_in_burn_in_too() -> None:
    rule = pricing.HighLow(every_weeks=4, promotion_weeks=2, depth=0.3, first_week=2)
    depths = [rule.promotion(ledger(week)) for week in range(-3, 8)]
    assert depths == [0.0, 0.3, 0.3, 0.0, 0.0, 0.3, 0.3, 0.0, 0.0, 0.3, 0.3]
    assert {rule.list_price(ledger(week)) for week in range(-3, 8)} == {10.0}


def test_a_promotion_that_outlasts_its_period_is_refused() -> None:
    with pytest.raises(pydantic.ValidationError, match="exceeds every_weeks"):
        pricing.HighLow(every_weeks=2, promotion_weeks=3)


@pytest.mark.parametrize(("rule", "first"), [(pricing.Penetration(weeks=10), 7.0), (pricing.Skimming(weeks=10), 13.0)])
def test_opening_offers_fade_evenly(rule: Any, first: float) -> None:
    half = (first + 10.0) / 2
    assert rule.list_price(ledger(0)) == 10.0
    assert rule.list_price(ledger(1)) == pytest.approx(first)
    assert rule.list_price(ledger(6)) == pytest.approx(half)
    assert rule.list_price(ledger(50)) == 10.0
    assert rule.list_price(ledger(50, weeks_open=0)) == pytest.approx(first)
    assert rule.list_price(ledger(55, weeks_open=5)) == pytest.approx(half)


def climbed(profit_at: Any, weeks: int, start: float = 10.0, **rule: Any) -> list[float]:
    climber = pricing.HillClimb(price=start, **rule)
    prices: list[float] = []
    for week in range(1, weeks + 1):
        profit = tuple(profit_at(price) for price in prices[-104:])
        prices.append(climber.list_price(ledger(week, prices=tuple(prices[-104:]), profit=profit)))
    return prices


@pytest.mark.parametrize("start", [8.0, 10.0, 13.0])
def test_the_climber_finds_the_most_profitable_price_and_stays_near(start: float) -> None:
    best = 10.5
    prices = climbed(lambda price: -((price - best) ** 2), 300, start, every_weeks=4)
    assert all(abs(price - best) <= 3 * 0.02 * best for price in prices[-100:])


def test_the_climber_moves_only_in_decision_weeks() -> None:
    prices = climbed(lambda price: price, 17, every_weeks=8, step=0.1)
    assert prices == pytest.approx([11.0] * 8 + [12.1] * 8 + [13.31])


def test_the_climber_begins_at_its_own_price_whatever_was_asked_before_week_1() -> None:
    settled = ledger(1, prices=(10.0,) * 20, profit=(0.0,) * 20)
    assert pricing.HillClimb(price=8.0, step=0.1).list_price(settled) == pytest.approx(8.8)


def test_the_climber_waits_for_its_firm_to_open() -> None:
    closed = ledger(9, weeks_open=0, prices=(10.0,) * 20, profit=(0.0,) * 20)
    assert pricing.HillClimb().list_price(closed) == 10.0


def test_the_climber_turns_at_the_ends_of_its_range() -> None:
    up = climbed(lambda price: price, 200, every_weeks=1, largest_change=0.2)
    down = climbed(lambda price: -price, 200, every_weeks=1, largest_change=0.2)
    assert max(up) == pytest.approx(12.0)
    assert min(down) == pytest.approx(8.0)
    assert up[-1] < up[-2] or up[-1] > 11.5


def test_a_replayed_series_repeats_before_its_start_and_after_its_end() -> None:
    rule = Replay(prices=(1.0, 2.0, 3.0), promotions=(0.0, 0.5, 0.0))
    assert [rule.list_price(ledger(week)) for week in range(-1, 6)] == [2.0, 3.0, 1.0, 2.0, 3.0, 1.0, 2.0]
    assert [rule.promotion(ledger(week)) for week in range(1, 4)] == [0.0, 0.5, 0.0]
    assert Replay(prices=(1.0,)).promotion(ledger()) == Replay(prices=(1.0,)).display(ledger()) == 0.0
    shown = Replay(prices=(1.0, 2.0), displays=(0.0, 0.5))
    assert [shown.display(ledger(week)) for week in range(-1, 3)] == [0.0, 0.5, 0.0, 0.5]


@pytest.mark.parametrize(
    "given",
    [{}, {"file": "a.csv"}, {"prices": [1.0], "promotions": [0.1, 0.2]}, {"prices": [-1.0]},
     {"prices": [1.0], "displays": [0.1, 0.2]}, {"prices": [1.0], "displays": [1.5]}],
)  # fmt: skip
def test_a_series_that_does_not_fit_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(pydantic.ValidationError):
        Replay.model_validate(given)


@pytest.mark.parametrize(("base", "rule"), [(PricingStrategy, "list_price"), (ReactivePricing, "reaction")])
def test_a_strategy_of_ones_own_without_its_rule_is_refused_before_any_week(base: type[Any], rule: str) -> None:
    """So are the bases, which say nothing of a price."""
    own = type("Own", (base,), {})
    for kind in (base, own):
        with pytest.raises(
            TypeError, match=f"{kind.__name__} with(out an implementation for)? abstract method '?{rule}"
        ):
            kind()
