"""Figures for a paper: one function a figure, tidy table in, figure out."""

from analysis.plots.market import market_share
from analysis.plots.minds import loyalty_by_type
from analysis.plots.money import profit_by_strategy
from analysis.plots.moves import flows
from analysis.plots.network import word_of_mouth
from analysis.plots.people import attitude_map, cohort_retention, lifetime_value
from analysis.plots.prices import expected_price
from analysis.plots.service import complaint_funnel
from analysis.plots.sources import profit_sources

__all__ = [
    "attitude_map",
    "cohort_retention",
    "complaint_funnel",
    "expected_price",
    "flows",
    "lifetime_value",
    "loyalty_by_type",
    "market_share",
    "profit_by_strategy",
    "profit_sources",
    "word_of_mouth",
]
