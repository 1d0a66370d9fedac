"""Service that each rule offers: by hand, and for any survey."""

from typing import Any

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.strategies import service
from simulation.strategies.ledger import Ledger, ServiceLevel


def ledger(week: int = 5, **known: Any) -> Ledger:
    usual = {"weeks_open": 60}
    return Ledger(week=week, firm="Alba", unit_cost=6.0, list_price=10.0, shelf_price=10.0, **{**usual, **known})


SURVEYS = st.lists(st.floats(0, 1), max_size=10).map(tuple)
LEVELS = st.builds(ServiceLevel, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))


def test_fixed_service_is_the_block() -> None:
    offered = service.Fixed(quality=0.8, capacity=100, steps=2).offer(ledger(service=ServiceLevel(0.1, 0.1, 0.1)))
    assert offered == ServiceLevel(quality=0.8, capacity=100.0, steps=2.0)


@pytest.mark.parametrize(
    ("surveyed", "process"), [((0.5,) * 4, 0.62), ((0.9,) * 4, 0.58), ((0.71,) * 4, 0.6), ((0.5,) * 3, 0.6)]
)
def test_a_shortfall_raises_process_and_skill_by_a_step(surveyed: tuple[float, ...], process: float) -> None:
    now = ServiceLevel(quality=0.4, process=0.6, technical=0.6)
    offered = service.FollowSatisfaction().offer(ledger(survey_satisfaction=surveyed, service=now))
    assert offered.process == pytest.approx(process)
    assert offered.technical == pytest.approx(process)
    assert offered.quality == 0.4


def test_between_decisions_levels_stay() -> None:
    now = ServiceLevel(process=0.6)
    rule = service.FollowSatisfaction(every_weeks=4)
    raised = [rule.offer(ledger(week, survey_satisfaction=(0.1,) * 4, service=now)).process for week in range(1, 10)]
    assert [week for week, process in enumerate(raised, start=1) if process > 0.6] == [1, 5, 9]


@given(SURVEYS, LEVELS, st.floats(0, 0.5), st.floats(0.5, 1))
def test_levels_are_never_moved_out_of_the_bounds(
    surveyed: tuple[float, ...], now: ServiceLevel, floor: float, ceiling: float
) -> None:
    rule = service.FollowSatisfaction(floor=floor, ceiling=ceiling, step=0.3, every_weeks=1)
    offered = rule.offer(ledger(survey_satisfaction=surveyed, service=now))
    assert min(now.process, floor) <= offered.process <= max(now.process, ceiling)
    assert min(now.technical, floor) <= offered.technical <= max(now.technical, ceiling)


def test_a_floor_above_the_ceiling_is_refused() -> None:
    with pytest.raises(pydantic.ValidationError, match="is above ceiling"):
        service.FollowSatisfaction(floor=0.9, ceiling=0.5)


def test_the_imitator_closes_most_of_the_gap_after_the_lag() -> None:
    leader = ServiceLevel(quality=0.9, process=0.5, technical=0.8)
    seen, own = (leader,) + (ServiceLevel(),) * 25, (ServiceLevel(),) * 26
    offered = service.ImitateLeader().offer(ledger(best_rival_service=seen, services=own))
    assert (offered.quality, offered.process, offered.technical) == pytest.approx((0.84, 0.7, 0.77))


@pytest.mark.parametrize("known", [{"week": 6}, {"week": 0}, {"weeks_open": 0}, {"best_rival_service": ()}])
def test_without_a_decision_or_a_model_nothing_is_imitated(known: dict[str, Any]) -> None:
    seen = {"best_rival_service": (ServiceLevel(quality=0.9),) * 26, "services": (ServiceLevel(),) * 26, **known}
    assert service.ImitateLeader().offer(ledger(**seen)) == ServiceLevel()


def test_a_lead_wears_away_within_the_lag_and_four_weeks() -> None:
    rule, now = service.ImitateLeader(), ServiceLevel()
    leads: list[float] = []
    rivals: list[ServiceLevel] = []
    own: list[ServiceLevel] = []
    for week in range(1, 80):
        leader = ServiceLevel(quality=0.9 if week >= 10 else 0.7)
        now = rule.offer(ledger(week, service=now, best_rival_service=tuple(rivals), services=tuple(own)))
        own.append(now)
        rivals.append(leader)
        leads.append(leader.quality - now.quality)
    peak = max(leads)
    assert leads[10 + 25 - 2] == pytest.approx(peak)
    assert leads[10 + 26 + 4 - 1] <= 0.40 * peak
    assert leads[10 + 52 + 4 - 1] <= 0.15 * peak


@given(LEVELS, LEVELS)
def test_the_imitator_never_becomes_worse_nor_better_than_the_leader(now: ServiceLevel, leader: ServiceLevel) -> None:
    offered = service.ImitateLeader(lag_weeks=1).offer(
        ledger(service=now, best_rival_service=(leader,), services=(now,))
    )
    for own, seen, level in zip(
        (now.quality, now.process, now.technical),
        (leader.quality, leader.process, leader.technical),
        (offered.quality, offered.process, offered.technical),
        strict=True,
    ):
        assert own <= level <= max(own, seen) + 1e-12


def test_continuous_improvement_raises_all_levels_each_quarter_up_to_its_ceiling() -> None:
    rule = service.ContinuousImprovement(quality=0.97)
    raised = rule.offer(ledger(week=14, service=ServiceLevel(quality=0.97, process=0.7, technical=0.5)))
    assert (raised.quality, raised.process, raised.technical) == pytest.approx((0.98, 0.72, 0.52))
    still = ServiceLevel(quality=0.97, process=0.7, technical=0.5)
    assert rule.offer(ledger(week=15, service=still)) == still


@pytest.mark.parametrize("place", range(3))
def test_what_matters_most_is_raised_and_nothing_else(place: int) -> None:
    matters = tuple(0.5 if number == place else 0.25 for number in range(3))
    raised = service.ImproveWhatMatters().offer(ledger(week=14, service=ServiceLevel(), matters=matters))
    levels = (raised.quality, raised.process, raised.technical)
    assert levels == pytest.approx(tuple(0.73 if number == place else 0.7 for number in range(3)))
    assert service.ImproveWhatMatters().offer(ledger(week=14, service=ServiceLevel())) == ServiceLevel()
