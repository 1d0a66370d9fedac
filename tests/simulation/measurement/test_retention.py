"""Retention falls when loyalty falls, where the share of customers who are active at all may rise."""

import pytest

from simulation.result import Result, simulate
from tests.simulation.sample_markets import market

LOYALTY = ("habit", "affect", "conviction")
BESIDE = ("own_experience", "variety")
"""What holds customers, or lets them go, beside loyalty; none of these tests has it."""


def lived(*off: str, weeks: int = 52, burn_in_weeks: int = 104) -> Result:
    switches = {f"customers.switches.{name}": False for name in (*BESIDE, *off)}
    return simulate(market(switches, customers=1500, weeks=weeks, burn_in_weeks=burn_in_weeks))


def level(result: Result, metric: str) -> float:
    """The metric of all firms, each weighed by its share of the market."""
    firms = {firm for firm, _ in result.outcomes}
    return sum(result.outcomes[firm, "market_share"] * result.outcomes[firm, metric] for firm in firms)


@pytest.fixture(scope="module")
def loyal() -> Result:
    return lived()


def test_without_what_binds_fewer_are_retained_though_as_many_stay_active(loyal: Result) -> None:
    free = lived(*LOYALTY)
    assert level(free, "retention") < level(loyal, "retention") - 0.05
    assert level(free, "active_share") > level(loyal, "active_share") - 0.02


def test_without_habit_alone_fewer_are_retained(loyal: Result) -> None:
    assert level(lived("habit"), "retention") < level(loyal, "retention") - 0.02


def test_it_is_undefined_before_two_windows_have_passed() -> None:
    result = lived(weeks=14, burn_in_weeks=92)
    for table in (result.weekly, result.segments):
        known = table.groupby("week")["retention"].apply(lambda values: values.notna().any())
        assert known.tolist() == [week >= 12 for week in range(1, 15)]
        assert table["churn"].isna().equals(table["retention"].isna())
