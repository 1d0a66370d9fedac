"""What is paid to the cent, what serving costs, and how an encounter turns out."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.state.visit_codes import MAJOR, MINOR, NEW, NO_FAILURE, REFERRED, REGULAR
from simulation.state.whole_cents import whole
from simulation.week.experience import experience, failure_of, perceived_performance
from simulation.week.pay import pay
from simulation.week.standing import newness
from tests.simulation.sample_parameters import SHARE
from tests.simulation.week.sample_worlds import NEVER, NOBODY, WEEK, human, moment, tiny, visit


@given(st.floats(0.0, 1e9))
def test_money_is_booked_in_whole_cents(cents: float) -> None:
    assert abs(whole(cents) - cents) <= 0.5
    assert [whole(2.5), whole(2.499), whole(0.0)] == [3, 2, 0]


@pytest.mark.parametrize(
    ("purchases", "hearsay", "kind"),
    [(0, 0.0, NEW), (0, 0.3, REFERRED), (0, 0.1, REFERRED), (0, 0.09, NEW), (0, -0.3, NEW), (5, 0.3, REGULAR)],
)
def test_a_newcomer_is_referred_by_praise_not_older_than_its_half_life(
    purchases: int, hearsay: float, kind: int
) -> None:
    assert newness(purchases, hearsay, 0.1) == kind
    assert newness(0, 0.0, 0.0) == NEW


def test_years_of_custom_buy_more_and_cost_less() -> None:
    """Three units at 10.00: a newcomer pays 30.00; in the second year a tenth more; later a fifth more, no further."""
    world = tiny(
        first_purchase=[[NEVER, WEEK - 51, WEEK - 52, WEEK - 520], [NEVER] * 4], purchases=[[0, 3, 3, 3], [0] * 4]
    )
    world = replace(world, growth=np.array([0.0, 0.1, 0.2]))
    for i in range(4):
        visit(world, i, 0, quantity=3)
    pay(world, human(), moment(), 0, 1)
    assert world.visits.paid.tolist()[:4] == [3000, 3000, 3300, 3600]
    assert world.visits.goods_cents.tolist()[:4] == [1800, 1800, 1980, 2160]
    assert world.visits.service_cents.tolist()[:4] == [100, 69, 68, 50]  # 50 + 50 exp(-years)
    assert world.visits.is_new.tolist()[:4] == [NEW, REGULAR, REGULAR, REGULAR]


def test_who_did_not_buy_does_not_pay() -> None:
    world = tiny()
    row = visit(world, 0, NOBODY, paid=77)
    pay(world, human(), moment(), 0, 1)
    assert world.visits.paid[row] == 77


def test_failures_come_as_often_as_the_firm_fails() -> None:
    assert failure_of(0.1, 0.5, 0.1, 0.2) == NO_FAILURE
    assert failure_of(0.09, 0.2, 0.1, 0.2) == MINOR
    assert failure_of(0.09, 0.19, 0.1, 0.2) == MAJOR
    world = tiny(3000, failure_rate=0.3, major_share=0.4)
    for i in range(3000):
        visit(world, i, 0)
    experience(world, human(), moment(), 0, 1)
    shares = np.bincount(world.visits.failure, minlength=3) / 3000
    assert shares == pytest.approx([0.7, 0.18, 0.12], abs=0.03)


@given(SHARE, st.floats(-4.0, 4.0), st.floats(0.0, 10.0))
def test_performance_stays_within_0_and_1_and_failures_take_from_it(
    level: float, luck: float, impatience: float
) -> None:
    felt = human(experience={"noise": 0.1}).experience
    fine, minor, major = (
        perceived_performance(level, luck, failure, impatience, felt) for failure in (0, MINOR, MAJOR)
    )
    assert 0.0 <= major <= minor <= fine <= 1.0
    assert perceived_performance(level, luck, 0, impatience + 1.0, felt) <= fine


def test_an_encounter_by_hand() -> None:
    """0.7, minor failure 0.25, half of the patience gone 0.2 x 0.5; after-sale service 0.6 for who bought before."""
    felt = human().experience
    assert perceived_performance(0.7, 0.0, MINOR, 0.5, felt) == pytest.approx(0.35)
    world = tiny(wait=5.0)
    world.relationships.purchases[0, 1] = 4
    rows = [visit(world, 0, 0), visit(world, 1, 0), visit(world, 2, NOBODY, performance=0.123)]
    experience(world, human(), moment(), 0, 1)
    assert world.visits.performance[rows] == pytest.approx([0.6, 0.5, 0.123], abs=1e-6)


def test_what_fits_a_customers_taste_performs_better() -> None:
    world = tiny(taste=[[0.0, 1.0, -1.0, 0.0], [0.0] * 4])
    rows = [visit(world, i, 0) for i in range(3)]
    experience(world, human(experience={"fit": 0.05}), moment(), 0, 1)
    assert world.visits.performance[rows] == pytest.approx([0.7, 0.75, 0.65], abs=1e-6)
