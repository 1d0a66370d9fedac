"""What is new on the shelf: what each event offers in numbers, and what customers make of it."""

from typing import Any

import numpy as np
import pytest

from simulation.loyalty import BEHAVIORAL, EMOTIONAL, IMPULSIVE, LOYALTY_TYPES
from simulation.market.events.novelty import FeatureChange, Launch, WiderChoice
from simulation.state import counts as m
from simulation.state.tables import World
from simulation.strategies.conditions import Conditions
from simulation.strategies.ledger import ServiceLevel
from simulation.week.choose import choose
from tests.simulation.sample_markets import lived, market
from tests.simulation.week.sample_worlds import human, moment, tiny

USUAL = Conditions(price=10.0, service=ServiceLevel())
MANY = 2000
START = 20
CROWD = {"customers": 2000, "weeks": 45}


def shopped(world: World, **parts) -> World:
    choose(world, human(**parts), moment(), 0, 1)
    return world


def weekly(event: dict, measure: int) -> np.ndarray:
    """What is counted each week by firm and type, in a market where the event happens; an empty one: none."""
    events = [{"from_week": START, **event}] if event else []
    weeks = lived(market({"events": events}, **CROWD)).recorder.weeks
    return np.array([week.counts[measure] for week in weeks])


def test_a_change_of_features_is_felt_in_its_week_alone() -> None:
    event = FeatureChange(firm="Alba", from_week=5, size=0.5, turn=-0.2)
    assert [week for week in range(-9, 60) if event.touches("Alba", week)] == [5]
    once = event.modify(USUAL, 5)
    assert once == USUAL._replace(changed=0.5, turn=-0.2)
    twice = event.modify(once, 5)
    assert (twice.changed, twice.turn) == pytest.approx((0.75, -0.4))


def test_tastes_for_the_changed_product_are_drawn_anew_and_nothing_else_moves() -> None:
    """Of a share of the customers, the same ones and more at a larger share; around what the new pleases more."""
    moved = {}
    for share in (0.0, 0.3, 0.7, 1.0):
        held: dict[str, Any] = {"taste": 0.4, "affect": 0.3, "habit": 0.2, "conviction": 0.6, "rate": 0.0}
        world = shopped(tiny(MANY, **held, changed=[share, 0.0], turn=[2.0, 0.0]))
        relations = world.relationships
        assert (relations.taste[1] == np.float32(0.4)).all()
        for name in ("affect", "habit", "conviction"):
            assert (getattr(relations, name) == np.float32(held[name])).all()
        moved[share] = relations.taste[0] != np.float32(0.4)
        assert moved[share].mean() == pytest.approx(share, abs=0.04)
    assert (moved[0.3] <= moved[0.7]).all()
    assert moved[1.0].all()
    assert relations.taste[0].mean() == pytest.approx(2.0, abs=0.1)
    assert relations.taste[0].std() == pytest.approx(1.0, abs=0.06)


def test_customers_switch_when_what_they_valued_is_gone() -> None:
    """The product is no worse on average; and yet the more it changes, the fewer stay, and those whom it suits do.

    Tastes are wide, and nobody seeks variety, so that tastes are what most customers have chosen by.
    """
    tasteful: dict[str, Any] = {f"customers.types.{kind}.taste_spread": 2.0 for kind in LOYALTY_TYPES}
    tasteful["customers.switches.variety"] = False
    stayed = []
    for size in (0.0, 0.4, 1.0):
        events = [{"event": "feature_change", "firm": "Alba", "from_week": START, "size": size}]
        model = lived(market(tasteful | {"events": events}, customers=4000, weeks=60), START - 1)
        own = model.world.customers.previous_choice == 0
        before = model.world.relationships.taste[0].copy()
        while model.running:
            model.step()
        stays = model.world.customers.previous_choice == 0
        suits = model.world.relationships.taste[0] - before
        stayed.append(stays[own].mean())
    assert stayed[0] > stayed[1] > stayed[2]
    assert stayed[0] - stayed[2] > 0.02
    assert stays[own & (suits < -0.5)].mean() < stays[own & (suits > 0.5)].mean() - 0.1


def test_a_worse_product_loses_more_than_another_one() -> None:
    sold = [
        weekly({"event": "feature_change", "firm": "Alba", "turn": turn}, m.UNITS)[START:, 0].sum()
        for turn in (-1.5, 0.0, 1.5)
    ]
    assert sold[0] < sold[1] < sold[2]


def test_a_wider_choice_shows_the_firms_that_it_names_or_all() -> None:
    assert WiderChoice(size=0.4).modify(USUAL, 1) == USUAL._replace(sight=0.4)
    assert WiderChoice(size=0.5).modify(USUAL._replace(sight=0.5), 1).sight == 0.75
    some = WiderChoice.model_validate({"firms": ["Brio"], "from_week": 3, "weeks": 2})
    assert [some.touches(firm, 3) for firm in ("Alba", "Brio")] == [False, True]
    assert [week for week in range(9) if some.touches("Brio", week)] == [3, 4]


def test_what_is_on_show_meets_the_eye_of_who_had_it_not_in_mind() -> None:
    """A chance of 0.4 alone, 0.7 where a label catches half of the eyes besides; it is not remembered."""
    for depth, expected in ((0.0, 0.4), (0.2, 0.7)):
        world = shopped(tiny(MANY, salience=0.0, presence=1.0, previous_choice=0, sight=[0.0, 0.4], depth=[0.0, depth]))
        seen = world.visits.considered[: world.visits.trips[0]] >> 1 & 1
        assert seen.mean() == pytest.approx(expected, abs=0.04)
        assert not world.relationships.salience.any()


def test_with_more_to_choose_from_the_small_firm_gains_and_fewer_buy_nothing() -> None:
    plain: dict[str, Any] = {}
    wide = {"event": "wider_choice", "size": 1.0, "weeks": None}
    shares = [weekly(event, m.UNITS)[START:].sum(axis=(0, 2)) for event in (plain, wide)]
    shares = [units / units.sum() for units in shares]
    assert shares[1][3] > shares[0][3] * 1.02
    assert shares[1][0] < shares[0][0]
    unsuited = [weekly(event, m.UNSUITED)[START:].sum() for event in (plain, wide)]
    assert unsuited[1] < unsuited[0]


def test_the_new_of_a_launch_fades_evenly() -> None:
    event = Launch(firm="Alba", from_week=11, weeks=4, interest=0.8, allure=2.0, queue=12.0)
    offers = [event.modify(USUAL, week) for week in range(11, 15)]
    assert [offer.sight for offer in offers] == pytest.approx([0.8, 0.6, 0.4, 0.2])
    assert [offer.allure for offer in offers] == pytest.approx([2.0, 1.5, 1.0, 0.5])
    assert [offer.crowd for offer in offers] == pytest.approx([12.0, 9.0, 6.0, 3.0])
    assert not event.touches("Alba", 15)
    assert Launch(firm="Alba", weeks=None).modify(USUAL, 500).crowd == 6.0


def test_the_impatient_leave_the_queue_of_a_launch_and_those_of_habit_wait() -> None:
    """Without a queue everybody wants the new; with one, impulsive customers stay away and the others come."""
    event = {"event": "launch", "firm": "Dorra", "weeks": 6}
    usual, launched, unqueued = (
        weekly(one, m.TRIPS)[START - 1 : START + 5, 3].sum(axis=0) for one in ({}, event, {**event, "queue": 0.0})
    )
    assert unqueued.sum() > 1.4 * usual.sum()
    assert usual.sum() < launched.sum() < unqueued.sum()
    kept = launched / unqueued
    assert kept[IMPULSIVE] < 0.7 < kept[EMOTIONAL] < kept[BEHAVIORAL]
    given_up = [weekly(one, m.ABANDONED)[START - 1 : START + 5, :, IMPULSIVE].sum() for one in ({}, event)]
    assert given_up[1] > 1.5 * given_up[0]


def test_a_queue_is_waited_in_on_top_of_the_firms_own() -> None:
    model = lived(market({"events": [{"event": "launch", "firm": "Brio", "from_week": 3, "queue": 9.0}]}, weeks=3))
    assert model.world.firms.wait.tolist() == [0.0, 9.0, 0.0, 0.0]
    assert model.firms[1].wait == 0.0
