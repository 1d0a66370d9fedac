"""The desks answer in turn, within capacity, and give up on what waited too long."""

import numpy as np
import pytest

from simulation.engine.chance import uniform
from simulation.firm.complaint_desk import Desk, line_up
from simulation.state import counts as m
from simulation.state.decisions import DESK
from simulation.state.standings import LAPSED, LOYAL, NEW, REGULAR
from simulation.state.tables import World
from simulation.state.visit_codes import AT_DESK
from simulation.week.visit_lists import desk_visits
from tests.simulation.week.sample_worlds import LUCK, NEVER, WEEK, human, moment, tiny, visit


def filed(size: int = 6, firm: int = 0, **columns) -> World:
    """Everybody complains at one firm's desk."""
    world = tiny(size, answer_days=2.5, **columns)
    for i in range(size):
        visit(world, i, firm, satisfaction=0.2, response=AT_DESK, paid=1000 + i)
    return world


def counts() -> np.ndarray:
    return np.zeros((m.COUNTS, 2, 4), np.int64)


def admitted(world: World) -> Desk:
    desk = Desk(0)
    desk.admit(world, line_up(world, moment()), moment(), 87)
    return desk


def test_luck_orders_the_complaints_of_a_week() -> None:
    world = filed()
    desk = admitted(world)
    order = sorted(range(6), key=lambda i: uniform(LUCK, WEEK, i, DESK, 0))
    assert desk.cases.customer.tolist() == order
    assert desk.cases.paid.tolist() == [1000 + i for i in order]
    assert desk.backlog == 6


def test_each_desk_takes_its_own_complaints() -> None:
    world = filed(4, firm=1)
    assert admitted(world).backlog == 0
    assert desk_visits(world).tolist() == [0, 1, 2, 3]


def test_first_come_first_served_and_unused_time_is_kept_up_to_one_case() -> None:
    world, nature = filed(resolution=1.0, compensation=0.1), human()
    desk, told = admitted(world), counts()
    order = desk.cases.customer.tolist()
    assert desk.answer(world, nature, moment(), 2.6, told) == (2, 5.0)
    assert desk.cases.customer.tolist() == order[2:]
    assert desk.unused == pytest.approx(0.6)
    assert desk.answer(world, nature, moment(WEEK + 1), 2.6, told) == (3, 3 * 7.5)
    assert desk.answer(world, nature, moment(WEEK + 2), 100.0, told) == (1, 12.5)
    assert desk.unused == 1.0
    assert desk.answer(world, nature, moment(WEEK + 3), 5.0, told) == (0, 0.0)
    assert told[m.SETTLED].sum() == 6
    assert told[m.COMPENSATION].sum() == sum((1000 + i + 5) // 10 for i in range(6))


def test_what_is_paid_back_belongs_to_the_purchase_complained_about() -> None:
    """However the customers stand by the time of the answer, and whichever cases wait in between."""
    world = filed(resolution=1.0, compensation=0.1)
    world.visits.standing[:6] = [LOYAL, LOYAL, REGULAR, NEW, LAPSED, NEW]
    desk = admitted(world)
    world.visits.standing[:6] = 0
    for week in range(WEEK, WEEK + 6):
        desk.answer(world, human(), moment(week), 1.0, counts())
    paid_back = world.tally.standings[0, m.COMPENSATION, 0]
    assert paid_back.tolist() == [100 + 101, 100, 100 + 100, 100]


def test_what_waits_too_long_has_failed() -> None:
    world, told = filed(resolution=1.0, affect=0.8), counts()
    desk = admitted(world)
    for week in range(WEEK, WEEK + 6):
        assert desk.answer(world, human(), moment(week), 0.0, told) == (0, 0.0)
        assert desk.backlog == 6
    assert desk.answer(world, human(), moment(WEEK + 6), 0.0, told) == (0, 0.0)
    assert desk.backlog == 0
    np.testing.assert_allclose(world.relationships.affect[0], 0.6, rtol=1e-6)
    assert told[m.SETTLED].sum() == 0
    assert told[m.EXITS, 0].sum() == (world.relationships.gone_until[0] > 0).sum() > 0


def test_a_desk_without_answers_settles_nothing() -> None:
    world, told = filed(200, resolution=0.3, empathy=1.0), counts()
    admitted(world).answer(world, human(), moment(), 1e6, told)
    assert told[m.SETTLED].sum() / 200 == pytest.approx(0.3, abs=0.1)


def test_a_second_problem_is_known_as_one() -> None:
    world = filed(3, last_failure=[[NEVER, WEEK - 10, WEEK - 100], [0] * 3])
    desk = admitted(world)
    repeated = dict(zip(desk.cases.customer.tolist(), desk.cases.is_repeat.tolist(), strict=True))
    assert repeated == {0: False, 1: True, 2: False}
