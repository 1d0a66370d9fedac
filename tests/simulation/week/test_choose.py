"""Who shops, what comes to mind, what settles the choice, and what drives a customer home without."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.behavior.psychology import loyalty_index
from simulation.loyalty import BEHAVIORAL, COGNITIVE, EMOTIONAL, IMPULSIVE
from simulation.state.tables import NEVER, NOBODY, World
from simulation.state.visit_codes import BALKED, BY_CUE, NOTHING_SUITED, WEIGHED
from simulation.week.choose import choose
from simulation.week.meeting import performance_for
from tests.simulation.week.sample_worlds import WEEK, human, moment, tiny

MANY = 2000


def shopped(world: World, demand: float = 1.0, nature=None, **parts) -> World:
    choose(world, nature or human(**parts), moment(demand=demand), 0, 1)
    return world


def chosen(world: World) -> np.ndarray:
    return world.visits.firm[: world.visits.trips[0]]


def test_needs_follow_the_rate_and_the_markets_demand() -> None:
    needy, idle = shopped(tiny(MANY, rate=0.5)), shopped(tiny(MANY, rate=0.5), demand=0.5)
    assert needy.visits.quantity[: needy.visits.trips[0]].sum() / MANY == pytest.approx(0.5, abs=0.05)
    assert idle.visits.quantity[: idle.visits.trips[0]].sum() / MANY == pytest.approx(0.25, abs=0.04)
    assert shopped(tiny(MANY, rate=0.0)).visits.trips[0] == 0
    assert (needy.customers.last_trip == WEEK).sum() == needy.visits.trips[0]


@given(st.floats(0.0, 3.0), st.floats(0.0, 2.0))
def test_who_shops_in_a_slump_shops_in_a_boom(rate: float, more: float) -> None:
    low, high = shopped(tiny(50, rate=rate)), shopped(tiny(50, rate=rate + more))
    assert ((low.customers.last_trip == WEEK) <= (high.customers.last_trip == WEEK)).all()


def test_a_closed_firm_an_empty_shelf_and_a_lost_customer_are_never_weighed() -> None:
    for shut in ({"is_open": [0.0, 1.0]}, {"availability": [0.0, 1.0]}, {"gone_until": [[WEEK + 1], [NEVER]]}):
        world = shopped(tiny(50, previous_choice=0, depth=0.2, **shut))
        trips = world.visits.trips[0]
        assert (world.visits.considered[:trips] == 0b10).all()
        assert set(chosen(world)) == {1}
    back = shopped(tiny(50, gone_until=[[WEEK], [NEVER]]))
    assert 0 in chosen(back)


def test_the_last_firm_comes_to_mind_the_unknown_does_not_and_a_label_catches_the_eye() -> None:
    world = shopped(tiny(MANY, salience=0.0, previous_choice=0))
    assert (world.visits.considered[: world.visits.trips[0]] == 0b01).all()
    for presence in (1.0, 0.4):
        sale: dict[str, Any] = {"depth": [0.0, 0.2], "presence": presence}
        labelled = shopped(tiny(MANY, salience=0.0, previous_choice=0, **sale))
        seen = labelled.visits.considered[: labelled.visits.trips[0]] >> 1 & 1
        assert seen.mean() == pytest.approx(0.5 * presence, abs=0.04), "a label is seen where the firm is"


def test_a_display_catches_the_eye_and_label_and_display_draw_by_their_weights() -> None:
    shown = tiny(MANY, salience=0.0, previous_choice=0, display=[0.0, 0.5])
    world = shopped(shown, attention={"display": 0.8})
    seen = world.visits.considered[: world.visits.trips[0]] >> 1 & 1
    assert seen.mean() == pytest.approx(0.4, abs=0.04)
    fond = {"label_weight": 1.0, "display_weight": 1.0}
    for on_the_shelf, drawn in (
        ({}, 0.0),
        ({"depth": [0.0, 0.2]}, 1.0),
        ({"depth": [0.0, 0.2], "display": [0, 1]}, 2.0),
    ):
        share = (chosen(shopped(tiny(MANY, loyalty_type=BEHAVIORAL, **on_the_shelf), traits=fond)) == 1).mean()
        assert np.log(share / (1.0 - share)) == pytest.approx(drawn, abs=0.2)


def test_looking_up_moves_expectation_to_the_truth_and_brings_to_mind() -> None:
    """Half of the way from 0.6 to 0.7 before the first purchase, to 0.9 for who has after-sale service."""
    nature = human(traits={"look_error": 0.0})
    curious = replace(nature, types=(nature.types[0]._replace(search=1.0),) * 4)
    world = tiny(salience=0.0, performance_after=0.9, loyalty_type=COGNITIVE)
    world.relationships.purchases[1] = 3
    shopped(world, nature=curious)
    np.testing.assert_allclose(world.relationships.expectation[0], 0.65, rtol=1e-6)
    np.testing.assert_allclose(world.relationships.expectation[1], 0.75, rtol=1e-6)
    assert (world.customers.last_considered == 0b11).all()
    assert performance_for(world, 0, 0) == 0.7


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        (IMPULSIVE, {"price": [10.0, 7.0]}),
        (EMOTIONAL, {"affect": [[0.1], [1.0]], "attraction": [9.0, 0.0]}),
        (BEHAVIORAL, {"previous_choice": 1, "habit": [[0.0], [1.0]], "attraction": [9.0, 0.0]}),
    ],
    ids=["a deal", "a favourite", "a habit"],
)
def test_one_cue_settles_what_weighing_would_not(kind: int, columns: dict) -> None:
    world = shopped(tiny(MANY, loyalty_type=kind, **columns))
    trips = world.visits.trips[0]
    by_cue = world.visits.process[:trips] == BY_CUE
    assert by_cue.any()
    assert set(world.visits.firm[:trips][by_cue]) == {1}
    assert set(world.visits.attributes[:trips][by_cue]) == {1}
    assert (world.customers.last_process[world.visits.customer[:trips]] == world.visits.process[:trips]).all()


def test_the_expert_weighs_even_its_own_firm() -> None:
    world = shopped(tiny(200, loyalty_type=COGNITIVE, previous_choice=1, habit=1.0, affect=1.0, price=[10.0, 5.0]))
    assert set(world.visits.process[: world.visits.trips[0]]) == {WEIGHED}


def test_weighing_is_a_logit() -> None:
    """A firm more attractive by ln 3 is chosen three times as often."""
    world = shopped(tiny(20_000 // 5, loyalty_type=COGNITIVE, attraction=[np.log(3.0), 0.0]))
    assert (chosen(world) == 0).mean() == pytest.approx(0.75, abs=0.025)


def test_buying_nothing_has_its_worth() -> None:
    world = shopped(tiny(200, loyalty_type=COGNITIVE, previous_choice=0), purchases={"outside_appeal": 50.0})
    trips = world.visits.trips[0]
    assert set(chosen(world)) == {NOBODY}
    assert set(world.visits.process[:trips]) == {NOTHING_SUITED}
    assert set(world.customers.previous_choice) == {0}


def test_who_thinks_of_nobody_buys_from_nobody() -> None:
    world = shopped(tiny(50, salience=0.0), purchases={"outside_appeal": -1e9})
    assert set(chosen(world)) == {NOBODY}


def test_a_queue_at_the_tolerance_drives_two_thirds_away() -> None:
    """A wait as long as patience leaves exp(-1) of the customers; nobody waits for ever, all bear no wait."""
    world = shopped(tiny(MANY, wait=10.0))
    trips = world.visits.trips[0]
    assert (world.visits.process[:trips] == BALKED).mean() == pytest.approx(1.0 - np.exp(-1.0), abs=0.04)
    assert BALKED not in shopped(tiny(MANY)).visits.process
    assert (chosen(shopped(tiny(MANY, wait=200.0))) == NOBODY).all()


def test_every_step_of_buying_loses_some() -> None:
    """A tenth gives up at each of two steps: 0.81 arrive; who knows the firm well loses half of that."""
    strangers = shopped(tiny(MANY, steps=2.0), traits={"effort_per_step": 0.1})
    assert (chosen(strangers) != NOBODY).mean() == pytest.approx(0.81, abs=0.03)
    old = shopped(tiny(MANY, steps=2.0, purchases=10**6), traits={"effort_per_step": 0.1})
    assert (chosen(old) != NOBODY).mean() == pytest.approx(0.95**2, abs=0.03)


def test_a_life_event_brings_another_rate_and_other_tastes() -> None:
    world = tiny(MANY, rate=1.0)
    before = world.relationships.taste.copy(), world.customers.rate.copy()
    shopped(world, purchases={"renewal": 26.0})  # in half of the weeks
    changed = (world.relationships.taste != before[0]).all(axis=0)
    assert changed.mean() == pytest.approx(0.5, abs=0.04)
    assert (world.relationships.taste[:, changed].std()) == pytest.approx(1.0, abs=0.05)
    assert set(np.flatnonzero(world.customers.rate != before[1])) <= set(np.flatnonzero(changed))


def test_a_first_purchase_is_no_switch_and_a_repeat_is_none() -> None:
    assert not shopped(tiny(50)).visits.reason.any()
    assert not shopped(tiny(50, previous_choice=0, is_open=[1.0, 0.0])).visits.reason.any()


def share_of_the_first(world: World, **parts) -> float:
    """Of those who bought, who bought from the first of two like firms."""
    return float((chosen(shopped(world, **parts)) == 0).mean())


@pytest.mark.parametrize("speaks", [{"weight": 5.0, "usual": 0.6}, {"avoidance": 20.0, "avoided_below": 0.4}])
def test_own_satisfaction_speaks_once_one_has_bought(speaks: dict[str, float]) -> None:
    unhappy: dict[str, Any] = {"cumulative_satisfaction": [[0.2], [0.6]]}
    strangers = share_of_the_first(tiny(MANY, **unhappy), satisfaction=speaks)
    assert strangers == share_of_the_first(tiny(MANY, **unhappy))
    bought = share_of_the_first(tiny(MANY, purchases=5, **unhappy), satisfaction=speaks)
    assert bought < 0.5 * strangers
    assert share_of_the_first(tiny(MANY, purchases=5), satisfaction=speaks) > bought


def test_a_bad_name_keeps_strangers_away_and_a_good_one_draws_nobody() -> None:
    """The first firm 0.2 below the mean of both; regulars of long standing know better."""
    named: dict[str, Any] = {"reputation": [0.3, 0.7]}
    even = share_of_the_first(tiny(MANY))
    assert share_of_the_first(tiny(MANY, **named)) == even
    strangers = share_of_the_first(tiny(MANY, **named), reputation={"weight": 10.0})
    regulars = share_of_the_first(tiny(MANY, purchases=10_000, **named), reputation={"weight": 10.0})
    assert strangers < 0.5 * even
    assert regulars == pytest.approx(share_of_the_first(tiny(MANY, purchases=10_000)), abs=0.01)


DEAR_TO_ALL: dict[str, Any] = {
    "taste": [[3.0], [0.0]],
    "affect": [[0.9], [0.0]],
    "habit": [[1.0], [0.0]],
    "conviction": [[1.0], [0.0]],
}
"""One of two firms that otherwise are alike is liked, trusted and gone to by everybody."""
UNTIED = 1.0 - loyalty_index(conviction=1.0, affect=0.9, habit=1.0)
"""Share of the chance to seek variety that such loyalty leaves."""


@pytest.mark.parametrize("kind", [IMPULSIVE, EMOTIONAL, COGNITIVE, BEHAVIORAL])
def test_who_seeks_variety_is_tied_to_nothing_and_settles_by_no_cue(kind: int) -> None:
    """Between two firms that are alike but for taste, loyalty and the last purchase both are as likely."""
    loyal = shopped(tiny(MANY, loyalty_type=kind, previous_choice=0, purchases=50, **DEAR_TO_ALL))
    curious = shopped(
        tiny(MANY, loyalty_type=kind, previous_choice=0, purchases=50, **DEAR_TO_ALL),
        purchases={"variety_seeking": 1.0 / UNTIED},
    )
    assert (chosen(loyal) == 0).mean() > 0.9
    assert (chosen(curious) == 0).mean() == pytest.approx(0.5, abs=0.04)
    assert set(curious.visits.process[: curious.visits.trips[0]]) == {WEIGHED}


def test_who_seeks_variety_still_minds_price_and_quality() -> None:
    """Utility of 4 x 0.2 for quality: what the firm offers counts as ever."""
    ties: dict[str, Any] = {"taste": [[-3.0], [3.0]], "previous_choice": 1}
    world = tiny(MANY, loyalty_type=COGNITIVE, expectation=[[0.8], [0.6]], **ties)
    shopped(world, purchases={"variety_seeking": 1.0})
    assert (chosen(world) == 0).mean() == pytest.approx(1.0 / (1.0 + np.exp(-0.8)), abs=0.03)


@pytest.mark.parametrize("share", [0.0, 0.3])
def test_variety_is_sought_as_often_as_said_and_moves_nobody_elses_luck(share: float) -> None:
    """Half of those who seek it find themselves at the other firm; all others choose as without."""
    ties: dict[str, Any] = {"loyalty_type": BEHAVIORAL, "previous_choice": 0, "purchases": 50, **DEAR_TO_ALL}
    never = shopped(tiny(MANY, **ties), traits={"routine": 1.0})
    some = shopped(tiny(MANY, **ties), traits={"routine": 1.0}, purchases={"variety_seeking": share / UNTIED})
    trips = never.visits.trips[0]
    by_cue = some.visits.process[:trips] == BY_CUE
    assert some.visits.trips[0] == trips
    assert (never.visits.process[:trips] == BY_CUE).all()
    assert 1.0 - by_cue.mean() == pytest.approx(share, abs=0.03)
    for name in ("customer", "quantity", "considered"):
        np.testing.assert_array_equal(getattr(some.visits, name)[:trips], getattr(never.visits, name)[:trips])
    assert (chosen(some)[by_cue] == chosen(never)[by_cue]).all()
    if share > 0.0:
        assert (chosen(some)[~by_cue] == 1).mean() == pytest.approx(0.5, abs=0.06)


def test_the_more_loyal_seek_less_variety() -> None:
    """Of four in five at most, those without loyalty seek as many, those half loyal half as many."""
    for loyalty, share in ((0.0, 0.8), (0.5, 0.4), (1.0, 0.0)):
        minds = {name: [[loyalty], [0.0]] for name in ("affect", "habit", "conviction")}
        ties: dict[str, Any] = {"loyalty_type": BEHAVIORAL, "previous_choice": 0, "purchases": 50, **minds}
        usual = shopped(tiny(MANY, taste=[[9.0], [0.0]], **ties))
        world = shopped(tiny(MANY, taste=[[9.0], [0.0]], **ties), purchases={"variety_seeking": 0.8})
        assert (chosen(usual) == 0).mean() > 0.99
        assert (chosen(world) == 1).mean() == pytest.approx(0.5 * share, abs=0.04)
