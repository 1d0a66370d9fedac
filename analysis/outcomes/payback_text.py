"""What plans may cost and when they have paid back, in words: heads, notes, and the week or why there is none."""

from __future__ import annotations

from analysis.outcomes.payback import Payback
from analysis.text.numbers import counted

TITLES = {
    "once": ("once", ""),
    "weekly": ("a week", ""),
    "yearly": ("a year", ""),
    "per_purchase": ("a purchase", ""),
    "per_customer": ("a customer", "a week"),
}
"""How a cost is paid, in two lines."""
BELOW = "a plan whose number is below 0 loses even where it costs nothing"


def paid_back(one: Payback, weeks: int) -> str:
    """From which week on, or not at all."""
    if one.week is not None:
        return _from_week(one.week)
    told = f"not within {counted(weeks, 'week')}"
    return f"{told} ({_share(one)} of runs)" if one.paid.n > 1 else told


def paid_back_briefly(one: Payback) -> str:
    """The same for a narrow column, beside `legend`."""
    if one.week is not None:
        return _from_week(one.week)
    return f"no ({_share(one)})" if one.paid.n > 1 else "no"


def legend(weeks: int) -> str:
    """What the narrow column says."""
    told = "paid back: the week from which what the plan has brought so far stays at 0 or above"
    return f"{told}; no: not within {counted(weeks, 'week')} (share of runs that have)"


def head_of(currency: str, baseline: str) -> str:
    """What the numbers are, and in which money."""
    return (
        f"what each plan may cost beside its levers and still pay, against {baseline}: {currency}; once, a week and a"
        " year per 10,000 customers of the market"
    )


def _from_week(week: int) -> str:
    return "at once" if week == 1 else f"week {week}"


def _share(one: Payback) -> str:
    return f"{round(100.0 * one.paid.mean)} %"
