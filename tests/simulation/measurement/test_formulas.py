"""Formulas over weeks: rolling sums, ratios without a divisor, cents split without loss."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from simulation.measurement.cost_parts import COST_PARTS
from simulation.measurement.formulas import allocated, ratio, rolling
from simulation.measurement.metrics import METRICS


def test_a_ratio_to_nothing_is_undefined() -> None:
    found = ratio(np.array([1.0, 0.0, 3.0]), np.array([2.0, 0.0, 0.0]))
    np.testing.assert_array_equal(found, [0.5, np.nan, np.nan])


@given(hnp.arrays(np.float64, st.integers(1, 40), elements=st.integers(0, 1000).map(float)), st.integers(1, 30))
def test_a_rolling_sum_is_the_sum_of_the_last_weeks(values: np.ndarray, weeks: int) -> None:
    by_hand = [values[max(0, week - weeks + 1) : week + 1].sum() for week in range(values.size)]
    before = values.copy()
    np.testing.assert_array_equal(rolling(values, weeks), by_hand)
    np.testing.assert_array_equal(values, before)


@given(
    st.integers(0, 10**9),
    st.lists(st.integers(0, 1000), min_size=4, max_size=4),
    st.lists(st.integers(0, 50), min_size=4, max_size=4).filter(any),
)
def test_cents_are_split_without_loss(total: int, weights: list[int], customers: list[int]) -> None:
    weights = [weight if people else 0 for weight, people in zip(weights, customers, strict=True)]
    parts = allocated(np.array([float(total)]), np.array([weights], float), np.array(customers, float))[0]
    assert parts.sum() == total
    assert (parts >= 0).all()
    assert (parts == np.rint(parts)).all()
    used = np.array(weights if any(weights) else customers, float)
    assert np.abs(parts - total * used / used.sum()).max() <= 1.0
    assert (parts[np.array(customers) == 0] == 0).all()


def test_a_split_by_hand() -> None:
    parts = allocated(
        np.array([100.0, 7.0]), np.array([[1.0, 1.0, 1.0, 0.0], [0.0] * 4]), np.array([1.0, 3.0, 2.0, 0.0])
    )
    assert parts.tolist() == [[33.0, 34.0, 33.0, 0.0], [1.0, 4.0, 2.0, 0.0]]


def test_a_split_where_nobody_is_left() -> None:
    """A type may have bought and be gone since, or nobody may be there at all."""
    weights, nobody = np.array([[1.0, 1.0, 1.0, 1.0], [0.0] * 4]), np.zeros(4)
    assert allocated(np.array([100.0, 8.0]), weights, nobody).tolist() == [[25.0] * 4, [2.0] * 4]
    others = np.array([1.0, 3.0, 0.0, 0.0])
    assert allocated(np.array([100.0, 8.0]), weights, others).tolist() == [[25.0] * 4, [2.0, 6.0, 0.0, 0.0]]


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_says_what_it_means(name: str) -> None:
    metric = METRICS[name]
    assert metric.meaning
    assert metric.unit
    assert metric.better in {"up", "down", ""}
    assert metric.kind in {"flow", "stock", "rate"}


def test_every_part_of_the_cost_is_a_metric() -> None:
    assert {f"cost_{part}" for part in COST_PARTS} == {name for name in METRICS if name.startswith("cost_")} - {
        "cost_to_serve",
        "cost_to_acquire",
        "cost_to_retain",
    }
