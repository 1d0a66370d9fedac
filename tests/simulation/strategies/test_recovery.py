"""Complaint policies differ as their names promise."""

import pytest
from pydantic import TypeAdapter

from simulation.strategies import recovery
from simulation.strategies.ledger import Handling, Ledger

LEDGER = Ledger(week=1, firm="Alba", unit_cost=6.0, list_price=10.0, shelf_price=10.0)


def handled(policy: recovery.RecoveryStrategy) -> Handling:
    return policy.handling(LEDGER)


def test_the_usual_policy_is_the_usual_handling() -> None:
    assert handled(recovery.Standard()) == Handling()


def test_a_dial_that_is_turned_is_turned_in_the_handling() -> None:
    policy = TypeAdapter(recovery.Recovery).validate_python({"strategy": "fast_track", "days": 3, "staff": 9})
    assert (handled(policy).days, handled(policy).staff) == (3.0, 9.0)
    assert TypeAdapter(recovery.Recovery).validate_python({}) == recovery.Standard()


def test_policies_keep_the_promise_of_their_names() -> None:
    usual = Handling()
    assert handled(recovery.Ignore()).resolution < usual.resolution
    assert handled(recovery.Ignore()).compensation == 0.0
    assert handled(recovery.Discourage()).ease_of_voice < usual.ease_of_voice
    assert handled(recovery.FastTrack()).days < usual.days
    assert handled(recovery.FastTrack()).staff > usual.staff
    assert handled(recovery.Generous()).compensation == 1.0
    assert handled(recovery.EmpoweredFrontLine()).frontline_authority > 2 * usual.frontline_authority
    assert handled(recovery.RootCause()).learning > usual.learning


@pytest.mark.parametrize("dial", ["ease_of_voice", "frontline_authority", "resolution", "empathy", "learning"])
def test_dials_are_shares(dial: str) -> None:
    with pytest.raises(ValueError, match=dial):
        recovery.Standard.model_validate({dial: 1.01})
