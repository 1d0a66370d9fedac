"""What the people, the desks and the tally of the plain market see of it."""

from typing import Protocol

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.engine.luck import Luck
from simulation.firm.firm import Firm
from simulation.scenario.scenario import Scenario
from simulation.state.firm_attributes import FirmAttributes
from simulation.state.tables import Earlier, Firms
from simulation.strategies.programme import RewardTerms
from tests.oracle.drawn import DrawnLuck


class Surroundings(Protocol):
    """A market in one of its weeks."""

    nature: Nature
    week: int
    moment: Moment
    firms: list[Firm]
    firm_count: int
    shops: Firms  # of lists
    terms: list[RewardTerms | None]
    shelves: list[Earlier]  # of lists, this week's first
    scenario_in_use: Scenario
    attributes: FirmAttributes
    has_rumours: bool
    growth: list[float]
    premium: list[float]
    rates: list[float]
    mix: list[float]
    groups: list[int]
    images: list[float]
    dropouts: list[float]
    luck_key: Luck
    luck: DrawnLuck
    first_tastes: list[list[float]]

    @property
    def reported_week(self) -> int:
        """The week as the tables count it, from 1."""
