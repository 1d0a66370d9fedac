"""Contacts before the sale, and customers who take part: who meets them, what they do, and what they cost."""

from typing import Any

import numpy as np
import pytest

from simulation.measurement.cost_parts import care_cents
from simulation.model import LoyaltyModel
from simulation.state import counts as m
from simulation.state.tables import World
from simulation.state.visit_codes import AT_DESK, CONTENT, SETTLED_AT_ONCE
from simulation.week.choose import choose
from simulation.week.count import count_visits
from simulation.week.pay import pay
from simulation.week.remember import remember
from tests.simulation.sample_markets import lived, market
from tests.simulation.week.sample_worlds import human, moment, tiny, visit

MANY = 2000
BEFORE_SALE = {"learning": 0.5, "warmth": 0.5, "recall": 0.25}
TAKING_PART = {"joining": 0.5, "closeness": 0.1, "telling": 1.0}


def shopped(**columns: Any) -> World:
    world = tiny(MANY, rate=50.0, **columns)
    choose(world, human(before_sale=BEFORE_SALE), moment(), 0, 1)
    return world


def test_a_stranger_judges_a_contact_before_the_sale_like_half_a_purchase() -> None:
    """Met 0.7, expected 0.6: satisfaction 0.1 + 0.8 × 0.7 + 0.5 × 0.1 = 0.71; affect + 0.5 × 0.2 × 0.21 × 0.5."""
    relations = shopped(pre_sale=[1.0, 0.0], affect=0.5, conviction=0.3, salience=0.2, previous_choice=0).relationships
    assert relations.expectation[0] == pytest.approx(0.65)
    assert relations.affect[0] == pytest.approx(0.5105)
    assert relations.salience[0] == pytest.approx(0.4)
    assert relations.expectation[1] == pytest.approx(0.6)
    assert relations.affect[1] == pytest.approx(0.5)
    assert (relations.conviction == np.float32(0.3)).all()


def test_a_poor_firm_is_found_out_before_the_sale() -> None:
    relations = shopped(pre_sale=[1.0, 0.0], performance=[0.4, 0.7], affect=0.5, previous_choice=0).relationships
    assert relations.expectation[0] == pytest.approx(0.5)
    assert relations.affect[0] == pytest.approx(0.5)  # nothing to warm to


def test_customers_of_the_firm_and_who_does_not_think_of_it_meet_nothing_before_the_sale() -> None:
    customers = shopped(pre_sale=[1.0, 0.0], purchases=[[1], [0]])
    unaware = shopped(pre_sale=[1.0, 0.0], previous_choice=1, salience=[[0.0], [1.0]])
    for world in (customers, unaware):
        assert (world.relationships.expectation[0] == np.float32(0.6)).all()
        count_visits(world, human(), moment(), 0, 1)
        assert world.tally.counts[0, m.ADVISED].sum() == 0


@pytest.mark.parametrize("share", [0.3, 0.8])
def test_each_contact_is_counted(share: float) -> None:
    world = shopped(pre_sale=[0.0, share], previous_choice=1)
    met = int((world.relationships.expectation[1] != np.float32(0.6)).sum())
    count_visits(world, human(), moment(), 0, 1)
    assert world.tally.counts[0, m.ADVISED].sum(axis=1).tolist() == [0, met]
    assert met / MANY == pytest.approx(share, abs=0.04)


def test_contacts_before_the_sale_are_paid_for_and_win_customers_of_a_good_firm() -> None:
    offer = {"firms.Dorra.care": {"pre_sale": 1.0, "pre_sale_cost": 0.25}, "firms.Dorra.service.quality": 0.95}
    plain, advising = (
        lived(market({"firms.Dorra.service.quality": 0.95, **changes}, customers=2000, weeks=40))
        for changes in ({}, offer)
    )
    advising.audit()
    sold = [total(model, m.UNITS)[3] for model in (plain, advising)]
    assert sold[1] > 1.05 * sold[0]
    assert total(plain, m.ADVISED).tolist() == [0, 0, 0, 0]
    advised, newcomers = (total(advising, measure)[3] for measure in (m.ADVISED, m.ACQUIRED))
    assert advised > newcomers > 0
    for week in advising.recorder.weeks:
        counts = week.counts[:, 3].sum(axis=1)
        spent = advising.firms[3].costs(counts.tolist())["acquisition"]
        assert spent == 25 * counts[m.ADVISED] + 800 * (counts[m.ACQUIRED] - counts[m.REFERRED])


def total(model: LoyaltyModel, measure: int) -> np.ndarray:
    """What was counted in all weeks, by firm."""
    counted: np.ndarray = np.sum([week.counts[measure] for week in model.recorder.weeks], axis=0).sum(axis=1)
    return counted


def paid(loyalty: float, invited: float) -> float:
    """The share of customers so loyal that take part when so many are invited."""
    world = tiny(MANY, affect=loyalty, conviction=loyalty, habit=loyalty, participation=invited)
    for i in range(MANY):
        visit(world, i, 0)
    pay(world, human(taking_part=TAKING_PART), moment(), 0, 1)
    return float(world.visits.takes_part[:MANY].mean())


def test_the_loyal_take_part_when_they_are_invited() -> None:
    """A fully loyal customer does so half of the time, others in proportion; nobody who is not asked."""
    shares = [paid(loyalty, 1.0) for loyalty in (0.0, 0.3, 0.6, 1.0)]
    assert shares == pytest.approx([0.0, 0.15, 0.3, 0.5], abs=0.03)
    assert paid(1.0, 0.4) == pytest.approx(0.2, abs=0.03)
    assert paid(1.0, 0.0) == 0.0


def after(response: int, *, takes_part: bool, cumulative: float = 0.7, telling: float = 1.0) -> tuple[float, ...]:
    """Affect, conviction and news of a customer after a visit that it found satisfying, but nothing to talk of."""
    world = tiny(affect=0.4, conviction=0.3, cumulative_satisfaction=cumulative)
    visit(world, 0, 1, response=response, takes_part=takes_part, satisfaction=0.5)
    nature = human(taking_part=TAKING_PART | {"telling": telling}, conviction={"learning": 0.0})
    remember(world, nature, moment(), 0, 1)
    relations = world.relationships
    return float(relations.affect[1, 0]), float(relations.conviction[1, 0]), float(world.customers.news[0])


def test_who_takes_part_and_is_content_comes_closer_and_tells_others() -> None:
    assert after(CONTENT, takes_part=False) == pytest.approx((0.4, 0.3, 0.0))
    assert after(CONTENT, takes_part=True) == pytest.approx((0.46, 0.37, 2.0))
    assert after(CONTENT, takes_part=True, telling=0.0) == pytest.approx((0.46, 0.37, 0.0))


def test_who_was_let_down_does_not_come_closer_by_taking_part() -> None:
    for response in (AT_DESK, SETTLED_AT_ONCE):
        assert after(response, takes_part=True) == pytest.approx(after(response, takes_part=False))
    assert after(CONTENT, takes_part=True, cumulative=0.3)[:2] == pytest.approx((0.4, 0.3))


def test_invitations_cost_money_with_every_visit() -> None:
    block = market({"firms.Alba.care": {"participation": 0.5, "participation_cost": 0.4}}).firms["Alba"]
    counts = [0] * m.COUNTS
    counts[m.TRIPS] = 30
    assert care_cents(block.care, counts, 2.0) == 30 * 20


def test_taking_part_binds_customers_and_tells_the_firm_what_matters() -> None:
    changes = {"firms.Alba.care.participation": 1.0, "customers.taking_part.closeness": 0.2}
    plain, inviting = (lived(market(one, customers=2000, weeks=40)) for one in ({}, changes))
    taking_part = total(inviting, m.TAKING_PART)
    assert taking_part[0] > 500
    assert taking_part[1:].sum() == total(plain, m.TAKING_PART).sum() == 0
    for measure in (m.UNITS, m.REPEATS):
        assert total(inviting, measure)[0] > 1.02 * total(plain, measure)[0]
    truth = np.array([0.4, 0.35, 0.25])
    assert sorted(plain.firms[0].research.matters) == [0.0, 0.0, 1.0]  # a guess
    assert np.abs(np.array(inviting.firms[0].research.matters) - truth).max() < 0.1
