"""What deals do to need: customers in reach of a bargain buy ahead, use up what they have, and need a little more."""

import numpy as np
import pytest

from simulation.result import simulate
from simulation.scenario.scenario import Scenario
from simulation.state.tables import World
from simulation.week.choose import choose
from tests.simulation.sample_markets import lived, market
from tests.simulation.week.sample_worlds import human, moment, tiny

MANY = 4000
SALE = {"event": "promotion", "firm": "Brio", "depth": 0.3, "from_week": 3, "weeks": 2}
NAMES = ("stockpiling", "expansion")


def shopped(world: World, **purchases: float) -> World:
    still = {"stockpiling": 0.0, "expansion": 0.0, "outside_appeal": -50.0}
    choose(world, human(purchases=still | purchases), moment(), 0, 1)
    return world


def bought(world: World) -> int:
    return int(world.visits.quantity[: world.visits.trips[0]].sum())


def test_who_buys_below_the_expected_price_fills_the_shelf_at_home() -> None:
    """The price lies 20 % below the expected one, 15 % beyond the latitude; 4 weeks' need of 0.5 a week is 2 units."""
    plain = shopped(tiny(MANY, rate=0.5, price=8.0, loyalty_type=2))
    full = shopped(tiny(MANY, rate=0.5, price=8.0, loyalty_type=2), stockpiling=4.0)
    assert plain.visits.trips[0] == full.visits.trips[0]
    assert plain.customers.stock.sum() == 0
    assert full.customers.stock.sum() == bought(full) - bought(plain)
    assert full.customers.stock.sum() / full.visits.trips[0] == pytest.approx(0.3, abs=0.03)
    assert shopped(tiny(MANY, rate=0.5, price=11.0), stockpiling=4.0).customers.stock.sum() == 0


def test_what_is_at_home_is_used_before_anything_is_bought() -> None:
    without, stocked = shopped(tiny(MANY, rate=1.0)), shopped(tiny(MANY, rate=1.0, stock=1))
    used = int((1 - stocked.customers.stock).sum())
    assert 0 < used < MANY
    assert bought(stocked) == bought(without) - used
    assert shopped(tiny(MANY, rate=1.0, stock=100)).visits.trips[0] == 0


def test_a_deal_in_mind_raises_need_and_one_out_of_mind_does_not() -> None:
    """Half of what is in mind is cut by 20 %, price weighs 2: need grows by exp(0.5 x 2 x 0.1), some 10 %."""
    usual = bought(shopped(tiny(MANY)))
    tempted = bought(shopped(tiny(MANY, depth=[0.2, 0.0]), expansion=0.5))
    assert tempted / usual == pytest.approx(np.exp(0.1), abs=0.01)
    assert bought(shopped(tiny(MANY, depth=[0.2, 0.0], salience=[[0.0], [1.0]]), expansion=0.5)) == usual
    assert bought(shopped(tiny(MANY, depth=[0.2, 0.0], is_open=[0.0, 1.0]), expansion=0.5)) == usual


def switched(**switches: bool) -> Scenario:
    return market({f"customers.switches.{name}": on for name, on in switches.items()} | {"events": [SALE]}, weeks=12)


def units(scenario: Scenario) -> np.ndarray:
    table = simulate(scenario).weekly
    return np.asarray(table.groupby("week")["units"].sum())


def test_without_promotions_neither_changes_anything() -> None:
    """Exactly: a market in which no price ever falls below the expected one."""
    on, off = (
        simulate(market({f"customers.switches.{name}": is_on for name in NAMES}, weeks=8)).weekly
        for is_on in (True, False)
    )
    assert on.equals(off)


def test_switched_off_there_is_no_stock_and_need_is_as_ever() -> None:
    assert not lived(switched(stockpiling=False, expansion=False)).world.customers.stock.any()
    assert lived(switched(stockpiling=True, expansion=False)).world.customers.stock.max() >= 0


def test_what_is_bought_ahead_is_missing_later_and_what_tempts_is_not() -> None:
    off, ahead, tempted = (
        units(switched(stockpiling=s, expansion=e)) for s, e in ((False, False), (True, False), (False, True))
    )
    assert ahead[2:4].sum() > off[2:4].sum()
    assert ahead[4:].sum() < off[4:].sum()
    assert tempted[2:4].sum() > off[2:4].sum()
    assert tempted[4:].sum() == pytest.approx(off[4:].sum(), rel=0.02)
