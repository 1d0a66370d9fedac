"""Hand-worked numbers and properties of the statistics behind every comparison."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.statistics import estimates

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
SAMPLES = st.lists(NUMBERS, min_size=2, max_size=12)


def test_mean_and_interval_worked_by_hand() -> None:
    """2, 4, 6: mean 4, sd 2, standard error 2/sqrt(3) = 1.1547; t(0.975, 2) = 4.3027; half-width 4.9683."""
    found = estimates.estimate([2.0, 4.0, 6.0])
    assert found.mean == 4.0
    assert found.sd == 2.0
    assert found.half_width == pytest.approx(4.9683, abs=1e-4)
    assert (found.low, found.high) == pytest.approx((-0.9683, 8.9683), abs=1e-4)


def test_paired_difference_worked_by_hand() -> None:
    """Differences 1, 1, 2, 2: mean 1.5, sd 0.57735, t(0.975, 3) = 3.18245, half-width 0.91869."""
    found = estimates.paired_difference([11.0, 21.0, 32.0, 42.0], [10.0, 20.0, 30.0, 40.0])
    assert found.mean == 1.5
    assert found.half_width == pytest.approx(0.91869, abs=1e-5)
    assert found.excludes_zero


def test_the_interval_of_a_share_worked_by_hand() -> None:
    found = estimates.share([1.0, 1.0, 1.0, 0.0])
    z = 1.959963984540054
    middle, half = (0.75 + z**2 / 8) / (1 + z**2 / 4), z / (1 + z**2 / 4) * math.sqrt(0.75 * 0.25 / 4 + z**2 / 64)
    assert (found.mean, found.low, found.high) == pytest.approx((0.75, middle - half, middle + half), rel=1e-12)
    assert (found.low, found.high) == pytest.approx((0.3006, 0.9544), abs=1e-4)
    assert estimates.share([1.0, 1.0]).low == 1.0


def test_p_value_worked_by_hand() -> None:
    """Differences 1, 1, 2, 2: t = 1.5 / 0.288675 = 5.19615 with 3 degrees; two-sided p = 0.0138."""
    assert estimates.p_value(estimates.estimate([1.0, 1.0, 2.0, 2.0])) == pytest.approx(0.0138, abs=1e-4)


def test_holm_worked_by_hand() -> None:
    """0.01, 0.04, 0.03 with three questions: 3 x 0.01, then 2 x 0.03, then the larger of 0.04 and 0.06."""
    assert estimates.holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])


def test_nothing_differs_exactly() -> None:
    """A strategy that changes nothing differs by exactly 0 with interval [0, 0]."""
    values = [0.1, 0.2, 0.3, 1e9 + 0.1]
    found = estimates.paired_difference(values, values)
    assert (found.mean, found.sd, found.low, found.high) == (0.0, 0.0, 0.0, 0.0)
    assert estimates.p_value(found) == 1.0
    assert estimates.chance_of_being_best([values, values], "up") == [0.5, 0.5]


def test_one_replicate_has_no_interval() -> None:
    """One replicate says how large, not how sure."""
    found = estimates.paired_difference([3.0], [1.0])
    assert found.mean == 2.0
    assert all(math.isnan(value) for value in (found.low, found.high, found.sd))
    assert not found.excludes_zero
    assert estimates.p_value(found) == 1.0
    assert all(math.isnan(chance) for chance in estimates.chance_of_being_best([[3.0], [1.0]], "up"))
    assert math.isnan(estimates.speed_up([3.0], [1.0]))


def test_a_constant_gain_is_certain() -> None:
    """The same difference in every replicate leaves no doubt."""
    gain = estimates.paired_difference([2.0, 3.0], [1.0, 2.0])
    assert (gain.low, gain.high) == (1.0, 1.0)
    assert estimates.p_value(gain) == 0.0
    assert estimates.chance_of_being_best([[1.0, 2.0], [2.0, 3.0]], "up") == [0.0, 1.0]
    assert estimates.chance_of_being_best([[1.0, 2.0], [2.0, 3.0]], "down") == [1.0, 0.0]
    assert estimates.speed_up([2.0, 3.0], [1.0, 2.0]) == math.inf


def test_ties_share_the_chance() -> None:
    """Of three strategies, two that are equal everywhere split what the pair deserves."""
    chances = estimates.chance_of_being_best([[1.0, 2.0, 3.0], [5.0, 6.5, 7.0], [5.0, 6.5, 7.0]], "up")
    assert chances[1] == chances[2]
    assert sum(chances) == pytest.approx(1.0)
    assert chances[0] < 0.02


def test_speed_up_worked_by_hand() -> None:
    """Variances 1 and 1, differences 1, 1, 4 with variance 3: two thirds, so pairing hurt here."""
    assert estimates.speed_up([1.0, 2.0, 3.0], [0.0, 1.0, -1.0]) == pytest.approx(2.0 / 3.0)


@given(SAMPLES)
def test_interval_holds_the_mean(values: list[float]) -> None:
    """The mean lies within its interval and between the extremes."""
    found = estimates.estimate(values)
    assert found.low <= found.mean <= found.high
    assert min(values) <= found.mean <= max(values)


@given(SAMPLES)
def test_order_of_replicates_does_not_matter(values: list[float]) -> None:
    """The same replicates in another order give the same bits."""
    assert estimates.estimate(values) == estimates.estimate(sorted(values))


@settings(max_examples=30)
@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=2, max_size=6))
def test_chances_add_up(rows: list[tuple[float, float, float]]) -> None:
    """The chances of all strategies add up to one, whatever is compared, and repeat exactly."""
    columns = list(zip(*rows, strict=True))
    chances = estimates.chance_of_being_best(columns, "up")
    assert sum(chances) == pytest.approx(1.0)
    assert all(0.0 <= chance <= 1.0 for chance in chances)
    assert chances == estimates.chance_of_being_best(columns, "up")


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=8))
def test_two_strategies_agree_with_their_interval(rows: list[tuple[float, float]]) -> None:
    """With two strategies, a chance above 0.975 is the same news as an interval above zero."""
    first, second = zip(*rows, strict=True)
    difference = estimates.paired_difference(second, first)
    chance = estimates.chance_of_being_best([first, second], "up")[1]
    if abs(chance - 0.975) > 1e-6:
        assert (chance > 0.975) == (difference.low > 0.0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_holm_never_helps(p_values: list[float]) -> None:
    """Asking more questions never makes an answer surer, and the order of answers is kept."""
    adjusted = estimates.holm(p_values)
    assert all(before <= after <= 1.0 for before, after in zip(p_values, adjusted, strict=True))
    ranked = sorted(range(len(p_values)), key=lambda index: p_values[index])
    assert [adjusted[i] for i in ranked] == sorted(adjusted)


@given(SAMPLES)
def test_better_downwards_is_the_mirror(values: list[float]) -> None:
    """What is best when low is what is worst when high, for two strategies."""
    other = [value + (1.0 if index % 2 else -0.5) for index, value in enumerate(values)]
    up = estimates.chance_of_being_best([values, other], "up")
    down = estimates.chance_of_being_best([values, other], "down")
    assert up[0] == pytest.approx(down[1])


def test_what_is_left_by_rounding_is_no_difference() -> None:
    """A cost of 88.48 in every replicate differs by 1e-14 between them, which no independent luck could ever show."""
    base = [-127.8, -60.17, 310.39, 12.01]
    cut = [round(value - 88.48, 2) for value in base]
    assert len({after - before for after, before in zip(cut, base, strict=True)}) > 1
    found = estimates.paired_difference(cut, base)
    assert found.mean == pytest.approx(-88.48)
    assert found.sd == 0.0
    assert estimates.speed_up(cut, base) == math.inf
    hardly = [value * (1.0 + 2e-16) for value in base]
    assert hardly != base
    assert estimates.is_tied(hardly, base)
    assert estimates.chance_of_being_best([base, hardly, cut], "up") == [0.5, 0.5, 0.0]


def test_a_small_difference_is_a_difference() -> None:
    """A cent a year beside millions."""
    found = estimates.paired_difference([1e6 + 0.01, 2e6 + 0.01], [1e6, 2e6])
    assert found.mean == pytest.approx(0.01, rel=1e-6)
    assert not estimates.is_tied([1e6 + 0.01], [1e6])


@given(st.lists(st.lists(NUMBERS | st.just(math.nan), min_size=4, max_size=4), min_size=1, max_size=6))
def test_estimates_of_columns_are_those_of_each_column(rows: list[list[float]]) -> None:
    means, halves = estimates.estimates_of_columns(np.array(rows))
    for place, (middle, half) in enumerate(zip(means, halves, strict=True)):
        known = [row[place] for row in rows if not math.isnan(row[place])]
        if not known:
            assert math.isnan(middle)
            assert math.isnan(half)
            continue
        found, size = estimates.estimate(known), max(map(abs, known))
        assert middle == pytest.approx(found.mean, rel=1e-9, abs=1e-12 * size)
        assert half == pytest.approx(found.half_width, rel=1e-6, abs=1e-9 * size, nan_ok=True)
        assert min(known) < max(known) or (middle, half) == (known[0], pytest.approx(0.0 * half, nan_ok=True))
