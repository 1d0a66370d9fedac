"""Figures for a paper: one function a figure, tidy table in, figure out."""

from analysis.plots.market import market_share
from analysis.plots.minds import loyalty_by_type
from analysis.plots.money import profit_by_strategy
from analysis.plots.service import complaint_funnel

__all__ = ["complaint_funnel", "loyalty_by_type", "market_share", "profit_by_strategy"]
