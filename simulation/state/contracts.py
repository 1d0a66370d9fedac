"""The state of a market of contracts: what each customer has signed, and what each firm's contract says.

In a market where people buy from trip to trip (`market.buying: repertoire`) these columns have no rows.
"""

from typing import NamedTuple

import numpy as np

YEARS = 10
"""Years of tenure whose discounts are told apart; the last holds on."""
LONGEST_TENURE = 121
"""Months of tenure that survival tells apart; the last stands for all later ones."""


class Contracts(NamedTuple):
    """One row a customer, shape (customers,)."""

    firm: np.ndarray  # int8: provider, or NOBODY
    start: np.ndarray  # week in which the contract began
    term_end: np.ndarray  # week up to which the customer is bound, or NEVER: bound to nothing
    base: np.ndarray  # float32, money: usual price of a period by which it is billed
    off: np.ndarray  # float32, share taken off that by an offer
    off_until: np.ndarray  # week from which the offer ends, or NEVER: there is none
    leaves: np.ndarray  # week in which a notice takes effect, or NEVER: none was given
    next_firm: np.ndarray  # int8: whom the customer goes to then, or NOBODY: it will have no contract
    why: np.ndarray  # int8: why it leaves (switch_reasons.py)
    fee: np.ndarray  # int64: cents that it pays for leaving before the end of the term
    left: np.ndarray  # int8: firm whose contract ended last, or NOBODY
    left_week: np.ndarray  # week in which it did
    is_hurt: np.ndarray  # int8: 1 since the customer has turned its back on the provider, and was asked about it
    calls_again: np.ndarray  # int8: 1 when a matter is open that may bring it to the firm once more
    occasion: np.ndarray  # int8: what made it decide this week (contract/occasions.py), 0: nothing did
    outcome: np.ndarray  # int8: what came of that
    bill: np.ndarray  # int64: cents billed this week, fees included
    ended: np.ndarray  # int8: why a contract ended this week, 0: none did
    ended_firm: np.ndarray  # int8: whose it was
    ended_start: np.ndarray  # week in which that one had begun


class Tariffs(NamedTuple):
    """One row a firm, shape (firms,) unless told otherwise, float64: what its contract says this week."""

    term: np.ndarray  # weeks to which a new customer is bound
    notice: np.ndarray  # weeks from a notice to the end
    renewal_term: np.ndarray  # weeks to which a renewal binds
    renews: np.ndarray  # 1: renews by itself, 0: ends unless it is signed again
    exit_fee: np.ndarray  # share of the bills left in the term that leaving before costs
    holds_price: np.ndarray  # 1: the price is held within the term, 0: rises reach all
    welcome: np.ndarray  # money a period for newcomers; the usual price where there is no offer
    welcome_weeks: np.ndarray  # weeks for which it holds
    save_off: np.ndarray  # share off that who gives notice is offered
    save_weeks: np.ndarray  # weeks for which that holds
    win_off: np.ndarray  # share off that a former customer is offered
    win_weeks: np.ndarray  # weeks after the end within which it is, and for which it holds
    list_price: np.ndarray  # money a period: the price without any label
    discounts: np.ndarray  # share off by year of tenure, shape (firms, YEARS)
