"""What a firm's contract says this week, written into its row, where customers find it."""

from simulation.scenario.parameters.contract import FirmContract
from simulation.state.contracts import YEARS, Tariffs
from simulation.strategies.conditions import Conditions

LABEL_WEEKS = 52
"""Weeks for which a labelled price cut holds for who signs under it, where the contract binds to nothing."""


def write_tariff(tariffs: Tariffs, j: int, block: FirmContract, now: Conditions) -> None:
    """Write the terms, the usual price, and what newcomers pay: a labelled price cut of the week is theirs alone."""
    tariffs.term[j], tariffs.notice[j], tariffs.renewal_term[j] = block.term, block.notice, block.renewal_term
    tariffs.renews[j], tariffs.holds_price[j] = float(block.automatic), float(block.holds_price)
    tariffs.exit_fee[j] = block.exit_fee
    tariffs.save_off[j], tariffs.save_weeks[j] = block.save_offer, block.save_weeks
    tariffs.win_off[j], tariffs.win_weeks[j] = block.win_back, block.win_back_weeks
    tariffs.list_price[j] = now.price
    first = now.price if block.welcome_price is None else min(block.welcome_price, now.price)
    tariffs.welcome[j] = first * (1.0 - now.promotion)
    labelled = block.term or LABEL_WEEKS
    tariffs.welcome_weeks[j] = labelled if block.welcome_price is None else block.welcome_weeks
    told = block.tenure_discount or (0.0,)
    tariffs.discounts[j] = [told[min(year, len(told) - 1)] for year in range(YEARS)]
