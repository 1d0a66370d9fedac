"""A crossing is found where it is, with the interval that its slope gives, and all of them are told."""

import math
from collections.abc import Callable

import pytest

from analysis.breakeven.levels import levels
from analysis.statistics.estimates import Estimate, critical_t, estimate

GRID = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)


def seen(line: Callable[[float], float], luck: tuple[float, ...] = (0.0, 0.0, 0.0)) -> Callable[[float], Estimate]:
    """The difference at a value, in as many replicates as there are kinds of luck."""
    return lambda value: estimate([line(value) + one for one in luck])


def test_a_straight_line_is_level_where_arithmetic_says():
    (one,) = levels(GRID, seen(lambda x: 2.0 * x - 7.0))
    assert one.value == pytest.approx(3.5, abs=1e-9)
    assert one.low == one.high == one.value
    assert one.better == "above"


def test_the_interval_is_that_of_the_difference_over_the_slope():
    luck = (-1.0, 0.0, 1.0)
    (one,) = levels(GRID, seen(lambda x: 7.0 - 2.0 * x, luck))
    half = critical_t(2) * 1.0 / math.sqrt(3.0) / 2.0
    assert (one.low, one.high) == pytest.approx((3.5 - half, 3.5 + half), abs=1e-6)
    assert one.better == "below"


def test_more_replicates_of_the_same_luck_narrow_it():
    def width(times: int) -> float:
        (one,) = levels(GRID, seen(lambda x: x - 5.1, (-1.0, 1.0) * times))
        return one.high - one.low

    assert width(8) < width(2) < width(1)


def test_one_replicate_has_no_interval():
    (one,) = levels(GRID, seen(lambda x: x - 5.1, (0.0,)))
    assert one.value == pytest.approx(5.1)
    assert math.isnan(one.low)


def test_every_crossing_is_told_with_its_side():
    found = levels(GRID, seen(lambda x: (x - 1.0) * (x - 5.0) * (x - 9.0)))
    assert [one.value for one in found] == pytest.approx([1.0, 5.0, 9.0], abs=0.001)
    assert [one.better for one in found] == ["above", "below", "above"]


def test_where_less_is_better_sides_turn():
    (one,) = levels(GRID, seen(lambda x: x - 5.0), more_is_better=False)
    assert one.better == "below"


@pytest.mark.parametrize("level", [0.0, 2.0, 10.0])
def test_a_crossing_on_the_grid_is_told_once(level):
    (one,) = levels(GRID, seen(lambda x: x - level))
    assert one.value == pytest.approx(level, abs=1e-9)


@pytest.mark.parametrize("height", [1.0, -1.0, 0.0])
def test_a_flat_line_is_level_nowhere(height):
    assert levels(GRID, seen(lambda _: height)) == []


def test_a_step_is_found_to_a_fifth_of_a_cent():
    (one,) = levels(GRID, seen(lambda x: math.copysign(1.0, x - 3.21)))
    assert one.value == pytest.approx(3.21, abs=0.002)


def test_whole_numbers_are_all_that_is_run():
    asked: list[float] = []

    def at(value: float) -> Estimate:
        asked.append(value)
        return estimate([value - 3.4, value - 3.4])

    (one,) = levels((0.0, 5.0, 10.0), at, whole=True)
    assert one.value == pytest.approx(3.4, abs=0.002)
    assert all(value == int(value) for value in asked)
