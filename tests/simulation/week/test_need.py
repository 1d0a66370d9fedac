"""What prices do to need: who meets a bargain buys ahead, uses up what is there, and needs more where it is cheap."""

from typing import Any

import numpy as np
import pytest

from simulation.result import simulate
from simulation.scenario.scenario import Scenario
from simulation.state.tables import NOBODY, World
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


def test_who_meets_a_promotion_below_the_expected_price_fills_the_shelf_at_home() -> None:
    """The price lies 20 % below the expected one, 15 % beyond the latitude; 4 weeks' need of 0.5 a week is 2 units."""
    sale: dict[str, Any] = {"rate": 0.5, "price": 8.0, "depth": 0.2, "loyalty_type": 2}
    plain, full = shopped(tiny(MANY, **sale)), shopped(tiny(MANY, **sale), stockpiling=4.0)
    assert plain.visits.trips[0] == full.visits.trips[0]
    assert plain.customers.stock.sum() == 0
    assert full.customers.stock.sum() == bought(full) - bought(plain)
    assert full.customers.stock.sum() / full.visits.trips[0] == pytest.approx(0.3, abs=0.03)
    assert shopped(tiny(MANY, **(sale | {"price": 11.0})), stockpiling=4.0).customers.stock.sum() == 0


def test_a_low_price_that_is_no_promotion_is_no_reason_to_buy_ahead() -> None:
    """Of two firms as cheap only the one that promotes fills shelves; nobody buys ahead from the other."""
    world = shopped(tiny(MANY, price=8.0, depth=[0.0, 0.2], loyalty_type=2), stockpiling=4.0)
    rows = slice(0, world.visits.trips[0])
    stock = world.customers.stock[world.visits.customer[rows]]
    of_each = [stock[world.visits.firm[rows] == j] for j in (0, 1)]
    assert of_each[0].size > MANY / 4
    assert of_each[0].sum() == 0
    assert of_each[1].mean() > 1.0
    assert shopped(tiny(MANY, price=8.0, loyalty_type=2), stockpiling=4.0).customers.stock.sum() == 0


def test_what_is_at_home_is_used_before_anything_is_bought() -> None:
    without, stocked = shopped(tiny(MANY, rate=1.0)), shopped(tiny(MANY, rate=1.0, stock=1))
    used = int((1 - stocked.customers.stock).sum())
    assert 0 < used < MANY
    assert bought(stocked) == bought(without) - used
    assert shopped(tiny(MANY, rate=1.0, stock=100)).visits.trips[0] == 0


CHEAP: dict[str, Any] = {"price": [8.0, 10.0]}
"""One of two firms, a fifth below the usual price."""


def test_a_low_price_in_mind_raises_need_and_one_out_of_mind_does_not() -> None:
    """Half of what is in mind is cheaper by 20 %, price weighs 2: need grows by exp(0.5 x 2 x 0.1), some 10 %."""
    usual = bought(shopped(tiny(MANY)))
    assert bought(shopped(tiny(MANY, **CHEAP), expansion=0.5)) / usual == pytest.approx(np.exp(0.1), abs=0.01)
    out_of_mind = tiny(MANY, **CHEAP, salience=[[0.0], [1.0]])
    closed = tiny(MANY, **CHEAP, is_open=[0.0, 1.0])
    assert bought(shopped(out_of_mind, expansion=0.5)) == bought(shopped(closed, expansion=0.5)) == usual
    labelled = tiny(MANY, **CHEAP, depth=[0.2, 0.0])
    plain = shopped(tiny(MANY, **CHEAP), expansion=0.5)
    np.testing.assert_array_equal(shopped(labelled, expansion=0.5).visits.quantity, plain.visits.quantity)


def test_a_high_price_lowers_need() -> None:
    """All that is in mind is dearer by 20 %: need shrinks by exp(-0.5 x 2 x 0.2)."""
    usual, dear = bought(shopped(tiny(MANY))), bought(shopped(tiny(MANY, price=12.0), expansion=0.5))
    assert dear / usual == pytest.approx(np.exp(-0.2), abs=0.01)


@pytest.mark.parametrize("own_price", [0.0, 0.25, 1.0])
@pytest.mark.parametrize(("own", "below"), [(0, 0.2), (1, 0.0)])
def test_the_price_one_is_used_to_counts_by_its_weight(own_price: float, own: int, below: float) -> None:
    """Price weighs 2; the mean in mind lies 10 % below the usual one, the own firm's by 20 %, or not at all."""
    cut = (1.0 - own_price) * 0.1 + own_price * below
    usual = bought(shopped(tiny(MANY)))
    moved = bought(shopped(tiny(MANY, **CHEAP, previous_choice=own), expansion=0.5, own_price=own_price))
    assert moved / usual == pytest.approx(np.exp(cut), abs=0.012)


def test_the_price_of_a_firm_that_has_closed_counts_no_more() -> None:
    gone, none = (
        shopped(tiny(MANY, **CHEAP, is_open=[0.0, 1.0], previous_choice=own), expansion=0.5, own_price=1.0)
        for own in (0, NOBODY)
    )
    assert bought(gone) == bought(none)


def switched(**switches: bool) -> Scenario:
    return market({f"customers.switches.{name}": on for name, on in switches.items()} | {"events": [SALE]}, weeks=12)


def units(scenario: Scenario) -> np.ndarray:
    table = simulate(scenario).weekly
    return np.asarray(table.groupby("week")["units"].sum())


def test_at_usual_prices_neither_changes_anything() -> None:
    """Exactly: a market in which every price is the usual one."""
    usual = {f"firms.{firm}.pricing.price": 10.0 for firm in ("Alba", "Brio", "Corda", "Dorra")}
    on, off = (
        simulate(market(usual | {f"customers.switches.{name}": is_on for name in NAMES}, weeks=8)).weekly
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
