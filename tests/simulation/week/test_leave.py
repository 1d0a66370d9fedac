"""Leaving a firm: for a time, for good, and as long as there is somewhere else to go."""

import numpy as np
import pytest

from simulation.model import LoyaltyModel
from simulation.state.switch_reasons import RESPONSE
from simulation.state.tables import LONGEST_AWAY, NEVER, World
from simulation.week.answer import leave
from simulation.week.choose import choose
from tests.simulation.sample_markets import market
from tests.simulation.week.sample_worlds import WEEK, human, moment, tiny

MANY = 2000
GONE = WEEK + LONGEST_AWAY
KEPT_AWAY = ("word_of_mouth", "reputation", "own_experience")


def left(world: World, firm: int = 0, **voice: float) -> np.ndarray:
    """Everybody leaves a firm; returns until when each is gone from each, shape (firms, customers)."""
    nature = human(voice={"exit_weeks": 52.0, **voice})
    for i in range(world.customers.rate.size):
        leave(world, nature, moment(), i, firm, RESPONSE)
    return np.asarray(world.relationships.gone_until)


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_a_share_leaves_for_good_and_the_others_as_before(share: float) -> None:
    usual, found = left(tiny(MANY))[0].copy(), left(tiny(MANY), for_good=share)[0]
    for_good = found == GONE
    assert for_good.mean() == pytest.approx(share, abs=0.04)
    assert (found[~for_good] == usual[~for_good]).all()


def test_who_leaves_the_last_firm_makes_up_with_the_other() -> None:
    world = tiny(3, gone_until=[[NEVER] * 3, [NEVER, GONE - 9, WEEK + 5]])
    found = left(world, for_good=1.0, alternatives=1.0)
    assert found.tolist() == [[GONE] * 3, [NEVER] * 3]
    assert left(tiny(1, gone_until=[[NEVER], [GONE - 9]]), for_good=1.0)[1] == [GONE - 9]


def test_a_closed_firm_is_nowhere_to_go() -> None:
    world = tiny(1, gone_until=[[NEVER], [GONE - 9]], is_open=[1.0, 0.0])
    assert left(world, for_good=1.0, alternatives=1.0).tolist() == [[GONE], [GONE - 9]]


@pytest.mark.parametrize("alternatives", [1, 2])
def test_so_many_firms_stay_within_reach_and_the_one_left_first_is_forgiven_first(alternatives: int) -> None:
    model = LoyaltyModel(
        market({"customers.voice.for_good": 1.0, "customers.voice.alternatives": alternatives}, customers=5)
    )
    nature, world = model.nature, model.world
    for week, firm in enumerate((2, 0, 3, 1), start=1):
        leave(world, nature, moment(week), 0, firm, RESPONSE)
    within_reach = world.relationships.gone_until[:, 0] == NEVER
    assert within_reach.tolist() == ([False, False, True, False] if alternatives == 1 else [True, False, True, False])


def test_a_changed_life_forgives_only_where_firms_are_left_for_good() -> None:
    for share, forgiven in ((0.0, 0.0), (0.5, 1.0)):
        world = tiny(MANY, gone_until=GONE, rate=0.01)
        choose(world, human(purchases={"renewal": 52.0}, voice={"for_good": share}), moment(), 0, 1)
        assert (world.relationships.gone_until == NEVER).mean() == forgiven


def test_those_who_left_for_good_do_not_buy_again() -> None:
    """A firm half of whose visits fail sells less in the second year, the more of those who leave stay away.

    Nothing else keeps customers from it: what they hear of it, its name, and what they remember of it.
    """
    bad = {"firms.Alba.service.failure_rate": 0.5, "customers.purchases.renewal": 0.0, "customers.voice.exit_weeks": 8}
    bad |= dict.fromkeys((f"customers.switches.{memory}" for memory in KEPT_AWAY), False)
    sold = []
    for share in (0.0, 0.5, 1.0):
        model = LoyaltyModel(market(bad | {"customers.voice.for_good": share}, customers=600, weeks=104))
        while model.running:
            model.step()
        sold.append(int(sum(week.counts[0, 0].sum() for week in model.recorder.weeks[52:])))
    assert sold[0] > 1.5 * sold[1] > 1.5 * sold[2]
