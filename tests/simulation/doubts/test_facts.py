"""A fact on another scale is said, and one on the right scale is not."""

import pytest

from simulation.doubts import doubts
from simulation.scenario.load import load


def said(**facts):
    market = load("baseline", {"observed": {"Alba": facts}})
    return [one.message for one in doubts(market) if one.path[0] == "observed"]


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"nps": 0.12}, "0.12 of 100 is next to nothing; write 12 if it is a share"),
        ({"satisfaction": 4.2}, "4.2 of 100 is hardly anybody's; of a scale from 1 to 5 write 25 x (mean - 1)"),
        ({"price_paid": 940.0}, "940.00 USD a unit, where the firm asks 10.00"),
    ],
)
def test_a_fact_on_another_scale_is_said_once(facts, told):
    (message,) = said(**facts)
    assert message.startswith(told)


def test_a_fact_on_its_own_scale_is_not():
    assert said(nps=12, satisfaction=78, price_paid=9.4, retention=0.78) == []
    assert said(nps=0) == []
