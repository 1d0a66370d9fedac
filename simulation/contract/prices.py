"""What a contract costs one customer: newcomers' prices, discounts by tenure, offers, the fee for leaving early."""

from typing import NamedTuple

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.engine.compiling import rule
from simulation.state.contracts import YEARS
from simulation.state.tables import NEVER, World

WEEKS_A_YEAR = 52.0
LEAST_HORIZON = 52.0


class Quote(NamedTuple):
    """What a contract costs a period, money: now, for so many weeks, and usually."""

    now: float
    usual: float
    weeks: float


@rule
def periods_until(weeks: int, bills: int) -> int:
    """Billing periods that have begun so many whole weeks after the first; 52 weeks have `bills` of them."""
    return (weeks * bills) // 52


@rule
def is_billed(weeks: int, bills: int) -> bool:
    """Whether a bill is due so many weeks after a contract began: in advance, the first at once."""
    return weeks == 0 or periods_until(weeks, bills) > periods_until(weeks - 1, bills)


@rule
def bills_left(weeks: int, bills: int) -> float:
    """Bills in so many weeks, parts of one included."""
    return max(weeks, 0) * bills / WEEKS_A_YEAR


@rule
def discount_of(world: World, j: int, weeks: int) -> float:
    """Part of the price that firm j takes off after so many weeks under contract."""
    return float(world.tariffs.discounts[j, min(max(weeks, 0) // 52, YEARS - 1)])


@rule
def is_bound(world: World, moment: Moment, i: int) -> bool:
    """Whether a notice of this week would take effect before the term ends."""
    contracts = world.contracts
    end = int(contracts.term_end[i])
    return end != NEVER and moment.week + world.tariffs.notice[contracts.firm[i]] < end


@rule
def bill_of(world: World, moment: Moment, i: int) -> float:
    """What customer i pays for a period, money: the contract's price less discount and offer."""
    contracts = world.contracts
    j = int(contracts.firm[i])
    price = np.float64(contracts.base[i]) * (1.0 - discount_of(world, j, moment.week - contracts.start[i]))
    return price * (1.0 - np.float64(contracts.off[i])) if contracts.off_until[i] > moment.week else price


@rule
def quote_to_stay(world: World, moment: Moment, i: int) -> Quote:
    """What the own contract will cost from now on: the price of today's list, with what tenure takes off it."""
    contracts = world.contracts
    j = int(contracts.firm[i])
    held = world.tariffs.holds_price[j] > 0.0 and contracts.term_end[i] > moment.week + world.tariffs.notice[j]
    base = np.float64(contracts.base[i]) if held else world.tariffs.list_price[j]
    usual = base * (1.0 - discount_of(world, j, moment.week + 26 - contracts.start[i]))
    left = int(contracts.off_until[i]) - moment.week
    if contracts.off_until[i] == NEVER or left <= 0:
        return Quote(now=usual, usual=usual, weeks=0.0)
    return Quote(now=usual * (1.0 - np.float64(contracts.off[i])), usual=usual, weeks=float(left))


@rule
def quote_to_come(world: World, moment: Moment, i: int, j: int) -> Quote:
    """What firm j asks of customer i for a new contract; who has just left it is won back, and is no newcomer."""
    tariffs = world.tariffs
    usual = tariffs.list_price[j] * (1.0 - tariffs.discounts[j, 0])
    if world.contracts.left[i] == j and moment.week - world.contracts.left_week[i] < tariffs.win_weeks[j]:
        return Quote(now=usual * (1.0 - tariffs.win_off[j]), usual=usual, weeks=tariffs.win_weeks[j])
    now = tariffs.welcome[j] * (1.0 - tariffs.discounts[j, 0])
    return Quote(now=now, usual=usual, weeks=tariffs.welcome_weeks[j] if now < usual else 0.0)


@rule
def quote_to_be_kept(world: World, moment: Moment, i: int) -> Quote:
    """What the own contract costs with the offer to who gives notice."""
    stay = quote_to_stay(world, moment, i)
    j = int(world.contracts.firm[i])
    return Quote(now=stay.usual * (1.0 - world.tariffs.save_off[j]), usual=stay.usual,
                 weeks=world.tariffs.save_weeks[j])  # fmt: skip


@rule
def horizon_of(world: World, j: int) -> float:
    """Weeks until a contract with firm j would be thought about again."""
    return float(max(world.tariffs.term[j], LEAST_HORIZON))


@rule
def fee_of(world: World, nature: Nature, moment: Moment, i: int) -> float:
    """What leaving as soon as notice allows costs customer i, money: a part of the bills left in the term."""
    contracts = world.contracts
    j = int(contracts.firm[i])
    if contracts.term_end[i] == NEVER:
        return 0.0
    weeks = int(contracts.term_end[i] - moment.week - int(world.tariffs.notice[j]))
    price = np.float64(contracts.base[i]) * (1.0 - discount_of(world, j, moment.week - contracts.start[i]))
    return float(world.tariffs.exit_fee[j] * price * bills_left(weeks, int(nature.contract.bills)))
