"""Costs that nobody states follow the usual price; a market in which all money is twelve times as much is the same."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from simulation.market.events.inside_firm import Investment
from simulation.reading.block import Block, following
from simulation.result import simulate
from simulation.scenario.inheritance import shipped_names
from simulation.scenario.load import load
from simulation.scenario.price_level import SHOWN_AT
from simulation.scenario.scenario import Scenario
from tests.simulation.sample_markets import price_of

SMALL = {"market.customers": 200, "market.weeks": 8, "market.burn_in_weeks": 4}
SPENT = ("advertising", "people.training", "improvement.prevention")


def test_what_nobody_states_follows_the_usual_price_and_what_is_stated_does_not():
    dear = load("baseline", [("market.usual_price", "120"), ("firms.Alba.recovery.wage", "31")])
    alba, brio = dear.firms["Alba"], dear.firms["Brio"]
    assert (alba.recovery.wage, brio.recovery.wage) == (31.0, 300.0)
    assert (alba.recovery.cost_per_case, alba.improvement.prevention_half) == (12.0, 3000.0)
    assert (alba.advertising_half, alba.acquisition_cost, alba.care.message_cost) == (12_000.0, 96.0, 1800.0)
    assert dear.market.employees.training_half == 3600.0
    assert dear.customers.tenure.cost_new == pytest.approx(26.4)
    assert alba.unit_cost == 5.9  # which the baseline states, as prices and overhead


def test_a_later_change_of_the_usual_price_moves_them_and_null_lets_a_stated_cost_go():
    stated = load("baseline").change("firms.Alba.recovery.wage", 31.0)
    for usual, wage in ((120.0, 300.0), (5.0, 12.5)):
        moved = stated.change("market.usual_price", usual)
        assert (moved.firms["Alba"].recovery.wage, moved.firms["Brio"].recovery.wage) == (31.0, wage)
        assert moved.change("firms.Alba.recovery.wage", None).firms["Alba"].recovery.wage == wage


def test_a_block_of_a_plan_and_an_event_follow_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(
        "extends: baseline\nmarket: {usual_price: 20}\n"
        "events: [{event: investment, firm: Alba}]\n"
        "compare: {as_is: {}, causes: {firms.Alba.recovery: {strategy: root_cause}}}\n"
    )
    mine = load("mine.yaml")
    (event,) = mine.events
    assert isinstance(event, Investment)
    assert event.money == 200.0
    assert mine.with_strategy("causes").firms["Alba"].recovery.cost_per_case == 6.0
    (tmp_path / "child.yaml").write_text("extends: mine.yaml\nmarket: {usual_price: 30}\n")
    assert load("child.yaml").with_strategy("causes").firms["Alba"].recovery.wage == 75.0


def test_an_output_states_every_cost():
    dear = load("baseline").change("market.usual_price", 120)
    saved = yaml.safe_load(yaml.safe_dump(dear.tree()))
    assert saved["firms"]["Alba"]["recovery"]["wage"] == 300.0
    assert Scenario.model_validate(saved) == dear
    assert dear.stated()["firms"]["Alba"]["recovery"]["wage"] is None


def test_at_a_usual_price_of_10_every_cost_is_its_default_to_the_bit():
    def blocks(part: Any) -> Iterator[Block]:
        if isinstance(part, Block):
            yield part
            for name in type(part).model_fields:
                yield from blocks(getattr(part, name))
        elif isinstance(part, dict | tuple):
            for value in part.values() if isinstance(part, dict) else part:
                yield from blocks(value)

    found = [(block, name) for block in blocks(load("baseline")) for name in following(type(block))]
    assert len(found) > 40
    assert load("baseline").market.usual_price == SHOWN_AT
    stated = {("Firm", "unit_cost")}
    for block, name in found:
        if (type(block).__name__, name) not in stated:
            assert getattr(block, name) == type(block).model_fields[name].default, name


def test_training_wins_no_more_and_no_less_in_a_market_of_twelvefold_money():
    """The verdict on training was one of the currency: the half of it, wages and costs to serve stayed those of 10."""
    cheap = load("baseline").changed({**SMALL, "firms.Alba.overhead": 1800.0})
    money = {"market.usual_price": 120.0}
    for name, firm in cheap.firms.items():
        money |= {f"firms.{name}.pricing.price": 12.0 * price_of(cheap, name),
                  f"firms.{name}.unit_cost": 12.0 * firm.unit_cost,
                  f"firms.{name}.overhead": 12.0 * firm.overhead}  # fmt: skip
    dear = cheap.changed(money)
    for scale, market in ((1.0, cheap), (12.0, dear)):
        plan = market.changed({f"firms.Alba.{path}": 300.0 * scale for path in SPENT})
        plain, trained = (simulate(one).outcomes for one in (market, plan))
        gain = (trained["Alba", "profit"] - plain["Alba", "profit"]) / scale
        if scale == 1.0:
            expected, sold = gain, trained["Alba", "revenue"]
    assert gain == pytest.approx(expected, rel=1e-3)
    assert trained["Alba", "revenue"] == pytest.approx(12.0 * sold, rel=1e-3)


def test_every_shipped_scenario_can_be_moved_to_another_price_level():
    for name in shipped_names():
        if name != "yogurt_panel":
            assert load(name, [("market.usual_price", "33")]).market.usual_price == 33.0
