"""What is varied where nobody says: all that the scenario assumes without knowing it, over its plausible range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.sweeps.design import Vary
from analysis.uncertainty.assumptions import Assumption, assumptions_of
from simulation.reading.errors import refused

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario


def plausible_varied(scenario: Scenario) -> list[Vary]:
    """A range or choice for each assumption that may move alone.

    Left out are shares, which keep their sum, and what must stay above another number.
    """
    alone = [one for one in assumptions_of(scenario) if not (one.above or one.form == "shares")]
    if not alone:
        right = "write for example --vary firms.Alba.pricing.price=9:11"
        raise refused(f"nothing has a plausible range; {right}", place="--vary")
    return [_varied(one) for one in alone]


def _varied(one: Assumption) -> Vary:
    if one.choices:
        return Vary(one.column, one.choices)
    low, high = one.ends
    return Vary(one.column, (), low, high, is_whole=one.form == "whole", is_log=one.form == "log_uniform")
