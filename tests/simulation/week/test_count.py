"""The week in numbers: each visit and each customer counted once, where it belongs."""

import numpy as np
import pytest

from simulation.state import counts as m
from simulation.state.standings import LAPSED, LOYAL, NEW
from simulation.state.tables import World
from simulation.state.visit_codes import (
    AT_DESK,
    BALKED,
    NOTHING_SUITED,
    SETTLED_AT_ONCE,
    SETTLED_LATER,
    SILENT,
    UNSETTLED,
)
from simulation.week.census import take_census
from simulation.week.count import count_visits
from tests.simulation.week.sample_worlds import NEVER, NOBODY, WEEK, human, moment, tiny, visit


def counted(world: World) -> tuple[np.ndarray, np.ndarray]:
    for column in world.tally:
        column[:] = 99
    for phase in (count_visits, take_census):
        phase(world, human(), moment(), 0, 1)
    return world.tally.counts[0], world.tally.sums[0]


def test_sales_by_firm_and_type() -> None:
    world = tiny(loyalty_type=[0, 1, 1, 3])
    visit(world, 0, 0, quantity=2, paid=2000, goods_cents=1200, service_cents=70, is_new=1, attributes=5)
    visit(world, 1, 1, quantity=3, paid=3100, compensation=30, is_new=2, previous=1, failure=1)
    visit(world, 2, 0, previous=1)
    counts, sums = counted(world)
    assert counts[m.UNITS].tolist() == [[2, 1, 0, 0], [0, 3, 0, 0]]
    assert counts[m.TRIPS].tolist() == counts[m.DECISIONS].tolist() == [[1, 1, 0, 0], [0, 1, 0, 0]]
    assert counts[m.REVENUE].tolist() == [[2000, 1000, 0, 0], [0, 3100, 0, 0]]
    assert counts[m.GOODS_CENTS, 0, 0] == 1200
    assert counts[m.SERVICE_CENTS, 0, 0] == 70
    assert counts[m.COMPENSATION].sum() == 30
    assert counts[m.ACQUIRED].sum(axis=1).tolist() == [1, 1]
    assert counts[m.REFERRED].sum(axis=1).tolist() == [0, 1]
    assert counts[m.EARLIER_BUYERS].tolist() == [[0] * 4, [0, 4, 0, 0]]
    assert counts[m.REPEATS].tolist() == [[0] * 4, [0, 3, 0, 0]]
    assert counts[m.ATTRIBUTES, 0, 0] == 5
    assert counts[m.FAILURES].sum() == 1
    assert sums[m.ANSWERED].sum() == pytest.approx(2.1, abs=1e-6)


def test_sales_by_firm_and_standing() -> None:
    """The first counts once more, by standing in place of type."""
    world = tiny(loyalty_type=[0, 1, 1, 3], extension_cents=250.0)
    visit(world, 0, 0, standing=LOYAL, quantity=2, paid=2000, goods_cents=1200, service_cents=70, extension=3)
    visit(world, 1, 0, standing=LOYAL, paid=3100, compensation=30)
    visit(world, 2, 1, standing=NEW, is_new=2, paid=900)
    visit(world, 3, NOBODY, standing=LAPSED, previous=1)
    counts, _ = counted(world)
    sales = world.tally.standings[0]
    assert (sales.sum(axis=2) == counts[: m.SALES].sum(axis=2)).all()
    assert sales[m.REVENUE].tolist() == [[0, 0, 5100, 0], [900, 0, 0, 0]]
    assert sales[m.UNITS].tolist() == [[0, 0, 3, 0], [1, 0, 0, 0]]
    assert sales[[m.GOODS_CENTS, m.SERVICE_CENTS, m.COMPENSATION], 0, LOYAL].tolist() == [1200, 70, 30]
    assert sales[[m.EXTENSION_UNITS, m.EXTENSION_CENTS], 0, LOYAL].tolist() == [3, 750]
    assert sales[[m.ACQUIRED, m.REFERRED], 1, NEW].tolist() == [1, 1]


def test_units_by_the_year_of_tenure_in_which_they_were_bought() -> None:
    world = tiny(first_purchase=[[NEVER, WEEK - 51, WEEK - 52, WEEK - 52 * 9], [NEVER] * 4])
    for i in range(4):
        visit(world, i, 0, quantity=i + 1)
    _, sums = counted(world)
    assert sums[m.TENURE : m.TENURE + m.TENURES, 0].sum(axis=-1).tolist() == [3.0, 3.0, 0.0, 0.0, 4.0]
    assert not sums[m.TENURE : m.TENURE + m.TENURES, 1].any()


@pytest.mark.parametrize(
    ("response", "left", "counted_as"),
    [
        (SILENT, 0, {m.DISSATISFIED}),
        (SILENT, 1, {m.DISSATISFIED, m.SILENT_EXITS, m.EXITS}),
        (SETTLED_AT_ONCE, 0, {m.DISSATISFIED, m.VOICED, m.SETTLED}),
        (SETTLED_LATER, 1, {m.DISSATISFIED, m.VOICED, m.SETTLED, m.EXITS}),
        (UNSETTLED, 1, {m.DISSATISFIED, m.VOICED, m.EXITS}),
        (AT_DESK, 0, {m.DISSATISFIED, m.VOICED, m.AT_DESK}),
    ],
)
def test_each_response_is_counted_as_what_it_is(response: int, left: int, counted_as: set[int]) -> None:
    world = tiny(1)
    visit(world, 0, 1, response=response, has_left=left)
    counts, _ = counted(world)
    problems = (m.DISSATISFIED, m.VOICED, m.AT_DESK, m.SETTLED, m.SILENT_EXITS, m.EXITS)
    assert {measure for measure in problems if counts[measure, 1, 0] == 1} == counted_as
    assert not counts[problems, 0].any()


def test_trips_without_purchase_are_held_against_the_firm_of_the_last() -> None:
    world = tiny()
    visit(world, 0, NOBODY, previous=1, process=BALKED)
    visit(world, 1, NOBODY, previous=1, process=NOTHING_SUITED)
    visit(world, 2, NOBODY, process=BALKED)
    counts, _ = counted(world)
    assert counts[m.ABANDONED].sum(axis=1).tolist() == [0, 1]
    assert counts[m.UNSUITED].sum(axis=1).tolist() == [0, 1]
    assert counts[m.TRIPS].sum() == 0


def test_the_census_by_hand() -> None:
    """Lapse time 26 weeks, window 52, base 39: last purchases this week, 25, 26 and 52 weeks ago."""
    world = tiny(
        affect=0.5, conviction=0.25, habit=0.75, window_units=[2, 3, 5, 7], window_cents=[20, 30, 50, 70],
        cumulative_satisfaction=[[1.0, 0.2, 0.5, 0.5], [0.0] * 4], was_active=[[1, 1, 1, 0], [0] * 4],
        earlier_purchase=[[WEEK - 52, WEEK - 77, WEEK - 78, WEEK - 91], [NEVER] * 4],
        year_trips=[[3, 4, 5, 6], [0] * 4],
    )  # fmt: skip
    world.relationships.last_purchase[0] = [WEEK, WEEK - 25, WEEK - 26, WEEK - 52]
    counts, sums = counted(world)
    own = counts[:, 0, 0]
    assert own[m.ACTIVE] == 2
    assert own[m.BUYERS] == 3
    assert (own[m.BUYERS_UNITS], own[m.BUYERS_CENTS]) == (10, 100)
    assert (own[m.STARTERS], own[m.STARTERS_KEPT]) == (3, 2)
    assert (own[m.EARLIER_ACTIVE], own[m.KEPT]) == (2, 2)
    assert (own[m.BASE], own[m.STAYED_TRIPS]) == (3, 3 + 4 + 5)
    assert (own[m.PROMOTERS], own[m.DETRACTORS]) == (1, 1)
    assert sums[m.SATISFACTION :, 0, 0] == pytest.approx([1.2, 0.5, 1.0, 1.5], abs=1e-6)
    assert not counts[m.ACTIVE :, 1].any()
