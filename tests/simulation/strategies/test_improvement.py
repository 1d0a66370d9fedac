"""Getting better costs money, takes time and has diminishing returns; without spending nothing changes."""

import numpy as np
import pytest

from simulation.firm.firm import Firm
from simulation.state import counts as m
from tests.simulation.sample_markets import columns, differing, lived, market


def alba(changes: dict | None = None, weeks: int = 3, **sizes: int) -> Firm:
    return lived(market(changes, **sizes), weeks).firms[0]


def test_prevention_halves_failures_at_its_half_and_is_booked() -> None:
    firm = alba({"firms.Alba.improvement": {"prevention": 250.0, "prevention_half": 250.0}})
    usual = alba({"firms.Alba.recovery.learning": 0.0})
    assert firm.conditions.service.failure_rate == pytest.approx(0.5 * 0.08 * firm.causes_left, rel=0.01)
    assert usual.conditions.service.failure_rate == 0.08
    assert firm.costs([0] * m.COUNTS)["improvement"] == 750  # 250.00 a week per 10,000, here 300


def test_a_programme_spends_on_its_purpose_while_it_lasts() -> None:
    purposes = ("training", "prevention", "development", "advertising")
    events = [
        {"event": "investment", "firm": "Alba", "into": purpose, "money": 100.0, "from_week": 2, "weeks": 2}
        for purpose in purposes
    ]
    plain, during, after = (alba({"events": given}, weeks) for given, weeks in (([], 3), (events, 3), (events, 5)))
    assert [getattr(during.conditions, purpose) for purpose in purposes] == [100.0] * 4
    assert [getattr(after.conditions, purpose) for purpose in purposes] == [0.0] * 4
    assert during.conditions.presence > plain.conditions.presence
    gap = (1.0 - plain.level.quality) * np.exp(-200.0 / plain.block.improvement.development_scale)
    assert after.conditions.service.quality == pytest.approx(1.0 - gap)
    spent = {name: during.costs([0] * m.COUNTS)[name] for name in ("people", "improvement", "communication")}
    assert spent["improvement"] == 600
    assert spent["communication"] == 300
    assert spent["people"] >= 300


def test_a_raised_level_costs_its_points_in_the_week_in_which_it_is_raised() -> None:
    changes = {"firms.Alba.service": {"strategy": "continuous_improvement", "step": 0.02, "project_cost": 100.0}}
    raised, still = alba(changes, 2), alba(changes, 3)
    assert (raised.points_raised, still.points_raised) == (0.0, 0.0)
    month = alba(changes, 14)
    assert month.points_raised == pytest.approx(6.0)
    assert month.costs([0] * m.COUNTS)["improvement"] == 1800


def test_an_answer_to_complaints_comes_after_the_lag() -> None:
    fragile = {"firms.Alba.service.failure_rate": 0.9, "firms.Alba.recovery": {"strategy": "root_cause"}}
    late = {**fragile, "firms.Alba.improvement.response_lag": 5}
    prompt = [alba(fragile, weeks).causes_left for weeks in (3, 8)]
    slow = [alba(late, weeks).causes_left for weeks in (3, 8)]
    assert slow[0] == 1.0
    assert prompt[1] < slow[1] < 1.0
    ledger = alba(late, 8).ledger()
    assert (len(ledger.complaints), len(ledger.units)) == (3, 8)


def test_benefits_are_paid_for_regulars() -> None:
    firm = alba({"firms.Alba.alliance": 0.5, "firms.Alba.alliance_cost": 0.4})
    counts = [0] * m.COUNTS
    counts[m.TRIPS], counts[m.ACQUIRED] = 10, 4
    assert firm.costs(counts)["relationship"] == 120


def test_research_alone_moves_no_customer() -> None:
    asked = {"firms.Alba.improvement": {"answers": 100, "mystery_visits": 5.0}}
    plain, curious = lived(market()), lived(market(asked))
    assert differing(columns(plain), columns(curious)) == []
    assert curious.firms[0].books.profit != plain.firms[0].books.profit
