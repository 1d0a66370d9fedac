"""Figures for a paper: one function a figure, tidy table in, figure out."""

from analysis.figures.accounts import who_brings_the_money
from analysis.figures.games import plans_against_reactions
from analysis.figures.market import market_share
from analysis.figures.minds import loyalty_by_type
from analysis.figures.money import profit_by_strategy
from analysis.figures.moves import flows
from analysis.figures.network import word_of_mouth
from analysis.figures.payback import payback
from analysis.figures.people import attitude_map, cohort_retention, lifetime_value
from analysis.figures.prices import expected_price
from analysis.figures.service import complaint_funnel
from analysis.figures.sources import profit_sources

__all__ = [
    "attitude_map",
    "cohort_retention",
    "complaint_funnel",
    "expected_price",
    "flows",
    "lifetime_value",
    "loyalty_by_type",
    "market_share",
    "payback",
    "plans_against_reactions",
    "profit_by_strategy",
    "profit_sources",
    "who_brings_the_money",
    "word_of_mouth",
]
