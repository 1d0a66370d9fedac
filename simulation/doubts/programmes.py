"""Reward programmes that are hardly meant: rewards above the price, balances that lapse too soon, fees never saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil

from simulation.doubts.doubt import Doubt, price_asked
from simulation.scenario.parameters.firm import Firm
from simulation.scenario.scenario import Scenario
from simulation.strategies.programme import RewardTerms

WEEKS_A_YEAR = 52.0
KEEN = 3.0
"""How many times the usual need somebody may have for whom a membership is still meant."""
Found = Iterator[tuple[str, str]]


def odd_programmes(scenario: Scenario) -> Iterator[Doubt]:
    """What of each firm's programme cannot be meant, at the price that the firm asks."""
    per_year = scenario.customers.purchases.per_year
    for name, firm in scenario.firms.items():
        if firm.programme is None:
            continue
        price, terms = price_asked(name, firm), firm.programme.terms()
        for ask in ASKED:
            for key, told in ask(firm, terms, price, per_year):
                yield Doubt(("firms", name, "programme", *([key] if key else [])), told)


def _above_the_price(firm: Firm, terms: RewardTerms, price: float, _: float) -> Found:
    key = "payout" if firm.programme and firm.programme.strategy == "cashback" else "value"
    if terms.reward_money > price > 0.0:
        told = f"a reward of {terms.reward_money:g} is worth more than a unit, which costs {price:g}"
        yield key, f"{told}: of a bill for one the rest is lost; write at most {price:g}"


def _gives_the_margin_away(firm: Firm, terms: RewardTerms, price: float, _: float) -> Found:
    """Told of what comes back of each unit of money when all of it is claimed."""
    earned = terms.given * (terms.by_money * price + terms.by_unit + terms.by_visit)
    worth = terms.reward_money + terms.reward_units * price
    back = max([earned * worth / terms.threshold / price, *terms.step_share]) if price > 0.0 else 0.0
    margin = 1.0 - firm.unit_cost / price if price > 0.0 else 0.0
    if back > margin > 0.0:
        told = f"gives back up to {100.0 * back:.3g} % of what is paid, and the product leaves {100.0 * margin:.3g} %"
        yield "", f"{told}: every purchase of a member then loses money; let it give back less"


def _lapses_too_soon(firm: Firm, terms: RewardTerms, _: float, per_year: float) -> Found:
    key = "valid_weeks" if firm.programme and firm.programme.strategy == "coupons" else "expiry_weeks"
    gap = WEEKS_A_YEAR / per_year if per_year > 0.0 else 0.0
    if 0.0 < terms.expiry < gap:
        told = f"{terms.expiry:g} weeks are shorter than the {gap:.3g} from one purchase in the category to the next"
        yield key, f"{told}: most balances lapse before they are of use; write {ceil(2.0 * gap)} or more"


def _never_earned_back(_: Firm, terms: RewardTerms, price: float, per_year: float) -> Found:
    saved = KEEN * per_year * price * sum(terms.step_share)
    if terms.fee > saved:
        who = f"who buys {KEEN:g} times as often as usual, and only here,"
        told = f"a fee of {terms.fee:g} a year is more than the {saved:.4g} that {who} saves by it"
        yield "fee", f"{told}: hardly anybody joins; write at most {saved / KEEN:.3g}"


def _never_reached(firm: Firm, terms: RewardTerms, _: float, per_year: float) -> Found:
    if firm.programme and firm.programme.strategy == "tiers" and terms.step_from[0] > KEEN * per_year:
        told = f"the first tier asks for {terms.step_from[0]:g} visits a year where people buy {per_year:g} times"
        yield "from_visits", f"{told}: hardly anybody reaches it; begin at {max(round(per_year / 2), 1)} or so"


ASKED: tuple[Callable[[Firm, RewardTerms, float, float], Found], ...] = (
    _above_the_price, _gives_the_margin_away, _lapses_too_soon, _never_earned_back, _never_reached,
)  # fmt: skip
