"""How customers stand with a firm: by when they bought there first and last, and by their loyalty."""

import numpy as np
import pytest

from simulation.state.standings import LAPSED, LOYAL, LOYAL_FROM, NEW, REGULAR
from simulation.state.tables import World
from simulation.week.pay import pay
from simulation.week.remember import remember
from simulation.week.standing import count_standings, standing_of
from tests.simulation.week.sample_worlds import NEVER, WEEK, human, moment, tiny, visit

LAPSE = moment().lapse_weeks


def known(first: int, last: int, loyalty: float) -> World:
    """One customer, who bought from the first firm first and last in these weeks."""
    world = tiny(1, affect=loyalty, conviction=loyalty, habit=loyalty)
    world.relationships.first_purchase[:] = [[first], [NEVER]]
    world.relationships.last_purchase[:] = [[last], [NEVER]]
    world.relationships.purchases[0] = 1
    return world


@pytest.mark.parametrize(
    ("first", "last", "loyalty", "standing"),
    [
        (NEVER, NEVER, 1.0, NEW),
        (WEEK - 51, WEEK - 1, 1.0, NEW),
        (WEEK - 52, WEEK - 1, 0.499, REGULAR),
        (WEEK - 52, WEEK - 1, LOYAL_FROM, LOYAL),
        (WEEK - 59, WEEK - LAPSE + 1, 1.0, LOYAL),
        (WEEK - 59, WEEK - LAPSE, 1.0, LAPSED),
        (WEEK - 51, WEEK - LAPSE, 0.0, LAPSED),
    ],
)
def test_standing_by_hand(first: int, last: int, loyalty: float, standing: int) -> None:
    assert standing_of(known(first, last, loyalty), moment(), 0, 0) == standing


def test_loyal_is_who_is_loyal_on_the_mean_of_the_three() -> None:
    world = tiny(3, affect=[0.9, 0.0, 0.0], conviction=[0.6, 0.5, 0.9], habit=[0.0, 0.99, 0.7])
    world.relationships.first_purchase[:] = 1
    world.relationships.last_purchase[:] = WEEK - 1
    assert [standing_of(world, moment(), i, 0) for i in range(3)] == [LOYAL, REGULAR, LOYAL]


def test_who_comes_back_after_a_lapse_is_booked_as_lapsed_once() -> None:
    world = known(WEEK - 59, WEEK - LAPSE, 0.2)
    row = visit(world, 0, 0)
    pay(world, human(), moment(), 0, 1)
    assert world.visits.standing[row] == LAPSED
    remember(world, human(), moment(), 0, 1)
    pay(world, human(), moment(WEEK + 1), 0, 1)
    assert world.visits.standing[row] == REGULAR


def test_a_first_purchase_is_that_of_a_new_customer_and_so_are_those_of_a_year() -> None:
    world = tiny(1, affect=1.0, conviction=1.0, habit=1.0)
    row, found = visit(world, 0, 1), []
    for week in (WEEK, WEEK + 20, WEEK + 40, WEEK + 51, WEEK + 52):
        pay(world, human(), moment(week), 0, 1)
        found.append(int(world.visits.standing[row]))
        remember(world, human(), moment(week), 0, 1)
    assert found == [NEW] * 4 + [LOYAL]


def test_each_customer_of_each_firm_is_counted_once() -> None:
    world = tiny(5, affect=0.8, conviction=0.8, habit=[[0.8] * 5, [0.0] * 4 + [-1.0]])
    newest, oldest = world.relationships.last_purchase, world.relationships.first_purchase
    newest[0], oldest[0] = [NEVER, WEEK, WEEK, WEEK, WEEK - LAPSE], [NEVER, WEEK, 8, 1, 1]
    newest[1], oldest[1] = [NEVER, NEVER, NEVER, WEEK - LAPSE, WEEK], [NEVER, NEVER, NEVER, 1, 1]
    customers = np.zeros((2, 4), np.int64)
    count_standings(world, moment(), customers)
    assert customers.tolist() == [[1, 0, 2, 1], [0, 1, 0, 1]]
