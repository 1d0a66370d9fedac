"""The market as its firms see it: what holds from the first day on, and what there is to be seen in a week."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from simulation.behavior.parameters import Messages
from simulation.engine.luck import Luck
from simulation.market.events.base import MarketEvent
from simulation.scenario.parameters.judgement import Experience
from simulation.scenario.parameters.market import Employees, Trade
from simulation.strategies.conditions import Conditions

PER = 10_000.0
"""Customers of a market to whom a firm's weekly money and capacities refer."""


class Opening(NamedTuple):
    """What a firm finds on its first day."""

    usual_price: float  # money: what a unit usually costs in the category
    reputation: float  # 0-1: performance that everybody is taken to give of whom nothing is known
    employees: Employees  # how those who serve feel and work
    trade: Trade  # how business is done
    luck: Luck  # of what the firm finds out


class MarketView(NamedTuple):
    """What a firm may see of the market at a moment of a week, and what the market makes of its decisions."""

    week: int  # of the run
    reported_week: int  # as the tables count it, from 1
    offers: Mapping[int, Conditions]  # of every open firm, in the order of their rows, by row
    events: Sequence[MarketEvent]  # all of the scenario
    dearest: float  # money: the highest price that a rule may come to
    scale: float  # customers of the market, in units of PER
    part: float  # of the real market that is simulated: plans' sums of money are those of all of it
    weights: Experience  # how much product, process and technical capability weigh in performance
    messages: Messages  # what firms' words do, and what broken ones cost
    trust: float  # 0-1: how far firms are trusted in this market
    reputation_keep: float  # share of a former reputation that is left after a week
    standing_keep: float  # share of a usual price that is left in memory after a week
    saved: float  # share of the effort of serving that full knowledge of a customer saves
