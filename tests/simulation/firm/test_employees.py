"""Those who serve: what is usual is not felt, what is not is felt through contact alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.firm.employees import Crew
from simulation.strategies.conditions import Conditions
from simulation.strategies.ledger import ServiceLevel
from simulation.strategies.people import People
from tests.simulation.sample_markets import columns, differing, lived, market

USUAL = ServiceLevel(process=0.7, technical=0.6, failure_rate=0.1)


def crew(**people: float) -> Crew:
    """A crew of the baseline's nature, as it is hired."""
    return Crew(People(**people), market().market.employees)


def year(team: Crew, weeks: int = 52, load: float = 0.0, **offered: Any) -> Crew:
    """The crew after so many weeks of one offer."""
    for _ in range(weeks):
        team.live(Conditions(price=1.0, service=USUAL, **offered), load)
    return team


@given(st.integers(0, 60))
def test_the_usual_is_not_felt_at_all(weeks: int) -> None:
    team = year(crew(), weeks)
    assert team.morale == pytest.approx(0.7)
    assert (team.morale_gap, team.experience_gap) == (0.0, 0.0)
    assert team.served(USUAL) == USUAL
    assert (team.kindness(0.5), team.assurance) == (0.5, 0.0)


def test_better_pay_lifts_morale_by_the_parameter_and_costs_wages() -> None:
    team = year(crew(), 104, pay=1.1)
    assert team.morale == pytest.approx(0.7 + 1.0 * 0.1, abs=1e-4)
    served = team.served(USUAL)
    assert served.process == pytest.approx(0.7 + 0.35 * 0.1, abs=1e-4)
    assert served.failure_rate < 0.1
    usual, raised = crew().wages(1000.0, Conditions(1.0, USUAL)), team.wages(1000.0, Conditions(1.0, USUAL, pay=1.1))
    assert 0.0 < raised - usual < 40.0  # a tenth of 400, less what fewer departures save


def test_pay_training_and_rest_satisfy_and_overload_does_not() -> None:
    usual = crew().nature.usual_morale
    assert year(crew(), pay=1.1).morale > usual
    assert year(crew(), training=300.0).morale == pytest.approx(usual + 0.075, abs=0.001)
    assert year(crew(), load=1.2).morale < usual
    assert year(crew(), load=0.8).morale == usual


def test_departures_take_technical_capability_with_them() -> None:
    team = year(crew(), 208, turnover=0.45)
    settled = 1.0 / 1.25
    assert team.experience_gap == pytest.approx(1.0 / 1.45 - settled, abs=0.002)
    assert team.served(USUAL).technical == pytest.approx(0.6 + 0.5 * team.experience_gap)
    assert team.served(USUAL).process == 0.7


def test_a_blow_to_morale_is_felt_at_once_and_drives_people_away() -> None:
    team = year(crew(), 1, morale=-0.3)
    assert team.morale == pytest.approx(0.4)
    assert team.turnover > 0.25
    assert team.served(USUAL).process == pytest.approx(0.7 - 0.35 * 0.3)
    assert team.kindness(0.5) == pytest.approx(0.35)


@given(st.floats(0.0, 2.0), st.floats(0.0, 2.0), st.floats(-1.0, 1.0))
def test_a_channel_without_contact_passes_nothing_on(pay: float, turnover: float, blow: float) -> None:
    team = year(crew(contact=0.0, knowledge=0.9), 20, pay=pay, turnover=turnover, morale=blow)
    assert team.served(USUAL) == USUAL
    assert (team.kindness(0.5), team.assurance) == (0.5, 0.0)


@given(st.floats(0.0, 10.0), st.floats(0.0, 5.0), st.floats(-1.0, 1.0), st.floats(0.0, 1e4), st.floats(0.0, 2.0))
def test_whatever_happens_to_a_crew_its_numbers_stay_in_range(
    pay: float, turnover: float, blow: float, training: float, load: float
) -> None:
    team = year(crew(), 30, load, pay=pay, turnover=turnover, morale=blow, training=training)
    served = team.served(USUAL)
    assert 0.0 <= team.morale <= 1.0
    assert 0.0 <= team.experience_gap + 0.8 <= 1.0 + 1e-9
    assert all(0.0 <= level <= 1.0 for level in (served.process, served.technical, served.failure_rate))
    assert team.wages(500.0, Conditions(1.0, USUAL, pay=pay, training=training)) >= training


def test_what_staff_know_prevents_failures_and_reassures() -> None:
    team = crew(knowledge=0.8)
    assert team.served(USUAL).failure_rate == pytest.approx(0.1 * (1.0 - 0.6 * 0.3))
    assert team.assurance == pytest.approx(0.05 * 0.3)


def test_switched_off_the_life_of_a_firm_stays_inside_it() -> None:
    upset = {
        "events": [{"event": "discontent", "firm": "Alba", "from_week": 2}],
        "firms.Brio.people": {"pay": 0.8, "knowledge": 0.9, "turnover": 0.5},
    }
    off = {"customers.switches.employees": False}
    plain, hidden, felt = (lived(market(changes)) for changes in (off, {**upset, **off}, upset))
    assert differing(columns(plain), columns(hidden)) == []
    assert hidden.firms[0].crew.morale < 0.5
    assert "firms.performance" in differing(columns(hidden), columns(felt))
