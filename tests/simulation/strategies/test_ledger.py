"""What the ledger derives from its numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.strategies.ledger import ServiceLevel, trailing_mean

LEVEL = st.floats(0, 1)


def test_cost_per_visit_by_hand() -> None:
    # mean level (.5 + .7 + .9) / 3 = .7; .25 * .7 / .3
    assert ServiceLevel(quality=0.5, process=0.7, technical=0.9).cost_per_visit == pytest.approx(0.58333, abs=1e-5)
    assert ServiceLevel(quality=0.5, process=0.5, technical=0.5, cost_at_half=2).cost_per_visit == pytest.approx(2.0)
    assert ServiceLevel(quality=0, process=0, technical=0).cost_per_visit == 0.0


def test_perfect_service_is_dear_and_not_infinite() -> None:
    assert ServiceLevel(quality=1, process=1, technical=1).cost_per_visit == pytest.approx(0.25 * 99)


@given(LEVEL, st.floats(0.001, 0.1))
def test_the_next_step_of_excellence_costs_more_than_the_last(level: float, step: float) -> None:
    low, middle, high = (
        ServiceLevel(quality=min(0.99, x), process=min(0.99, x), technical=min(0.99, x)).cost_per_visit
        for x in (level, level + step, level + 2 * step)
    )
    assert low <= middle <= high
    if level + 2 * step < 0.99:
        assert high - middle >= (middle - low) * (1 - 1e-9)


def test_trailing_mean_by_hand() -> None:
    books = (1.0, 2.0, 3.0, 5.0)
    assert trailing_mean(books, 2) == 4.0
    assert trailing_mean(books, 2, 2) == 1.5
    assert trailing_mean(books, 3, 2) is None
    assert trailing_mean(books, 0) is None
    assert trailing_mean((), 1) is None
