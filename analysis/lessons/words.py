"""Numbers in the sentences of lessons, from estimates."""

from __future__ import annotations

from analysis.statistics.estimates import Estimate
from analysis.text.numbers import number


def percent(share: Estimate, digits: int = 0) -> str:
    """A share in percent."""
    return f"{number(share.mean * 100.0, digits=digits)} %"


def points(share: Estimate, digits: int = 1) -> str:
    """A difference of shares in points, without its unit."""
    return number(share.mean * 100.0, digits=digits)


def of_25(share: Estimate) -> str:
    """A share as so many of 25."""
    return number(share.mean * 25.0, digits=1)


def times(ratio: Estimate) -> str:
    """A ratio."""
    return number(ratio.mean, digits=1)


def amount(money: Estimate, currency: str, *, sign: bool = True) -> str:
    """Money in whole units."""
    return f"{number(money.mean, digits=0, sign=sign)} {currency}"
