"""What somebody answers in words of daily use, as numbers: `twice a week`, `2 % a month`, `€4.20`, `12k`.

Each reader raises ValueError with what would be right where an answer cannot be meant.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from simulation.reading.errors import text_of_value

A_YEAR = {"day": 365.0, "week": 52.0, "month": 12.0, "quarter": 4.0, "year": 1.0}
ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year"}
COUNTS = {"once": 1.0, "one": 1.0, "twice": 2.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0}
MOST_A_YEAR = 500.0
LEAST_A_YEAR = 0.05
LARGEST_PRICE = 1e6
MOST_CUSTOMERS = 8_000_000_000
MOST_RIVALS = 49
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "euro": "EUR", "euros": "EUR", "dollar": "USD",
         "dollars": "USD", "pound": "GBP", "pounds": "GBP", "franc": "CHF", "francs": "CHF"}  # fmt: skip
THOUSANDS = {"": 1.0, "k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}
_NUMBER = re.compile(r"[-+−]?\d[\d.,' ]*(?:e\d+)?")


class Price(NamedTuple):
    """An amount, and its currency where one was named."""

    amount: float
    currency: str | None


class Rival(NamedTuple):
    """A rival's price, and its name where one was told."""

    name: str | None
    price: float


def number(text: str) -> float:
    """The one number in a text: 1,200 and 4,50 are read as people write them."""
    found = [part.strip(" .,'") for part in _NUMBER.findall(text)]
    if len(found) != 1:
        told = "has no number" if not found else "has more than one number"
        raise ValueError(f"{text_of_value(text)} {told}; write one, such as 12 or 4.20")
    written = re.sub(r"[' ]", "", found[0].replace("−", "-"))
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", written):
        written = written.replace(",", "")
    elif re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+(,\d+)?", written) and (written.count(".") > 1 or "," in written):
        written = written.replace(".", "").replace(",", ".")
    try:
        return float(written.replace(",", "."))
    except ValueError:
        raise ValueError(f"{text_of_value(text)} is no number; write one, such as 12 or 4.20") from None


def money(text: str) -> Price:
    """An amount of money above 0."""
    amount = number(text)
    if not 0.01 <= amount <= LARGEST_PRICE:
        raise ValueError(f"{amount:g} is no price; write money above 0, such as 4.20 EUR")
    words = re.findall(r"[€$£¥]|[^\W\d_]+", text)
    known = [SIGNS.get(word.casefold(), word if re.fullmatch("[A-Z]{3}", word) else None) for word in words]
    return Price(amount, next((currency for currency in known if currency), None))


def share(text: str) -> float:
    """A share between 0 and 1, of `35 %`, `35` or `0.35`."""
    value = number(text)
    if value == 1.0 and "%" not in text:
        raise ValueError("1 may be 1 % or all of it; write 1 % or 100 %")
    part = value / 100.0 if "%" in text or "percent" in text or "per cent" in text or value > 1.0 else value
    if not 0.0 < part < 1.0:
        raise ValueError(f"{text_of_value(text)} is no share; write more than 0 % and less than 100 %, such as 25 %")
    return part


def times_a_year(text: str) -> float:
    """How often in a year, of `twice a week`, `every 2 weeks`, `monthly` or a number of times a year."""
    words = text.casefold().replace("/", " a ").replace("-", " ").split()
    period = period_of(text) or "year"
    spoken = [COUNTS[word] for word in words if word in COUNTS]
    is_number = bool(re.search(r"\d", text)) or not (spoken or period_of(text))
    times = number(text) if is_number else spoken[0] if spoken else 1.0
    if times <= 0.0:
        raise ValueError(f"{text_of_value(text)} is never; write for example twice a week, or 6 a year")
    a_year = A_YEAR[period] / times if "every" in words else A_YEAR[period] * times
    if not LEAST_A_YEAR <= a_year <= MOST_A_YEAR:
        right = f"write something from once in {1 / LEAST_A_YEAR:.0f} years to {MOST_A_YEAR:.0f} times a year"
        raise ValueError(f"{a_year:g} times a year is out of range; {right}")
    return a_year


def churn_a_year(text: str) -> float:
    """The share of customers who leave in a year, of `20 %` or `2 % a month`."""
    part, times = share(text), A_YEAR[period_of(text) or "year"]
    return float(1.0 - (1.0 - part) ** times)


def a_week(text: str) -> float:
    """How many in a week, of `12`, `50 a month` or `3 a day`."""
    value = count(text, least=0.0)
    return value * A_YEAR[period_of(text) or "week"] / A_YEAR["week"]


def count(text: str, *, least: float = 1.0) -> float:
    """A count of customers or cases, of `12,000`, `12k` or `2 million`."""
    word = re.search(r"\d\s*(k|m|thousand|million)\b", text.casefold())
    value = number(text) * THOUSANDS[word.group(1) if word else ""]
    if not least <= value <= MOST_CUSTOMERS:
        raise ValueError(f"{value:g} is no count; write {least:g} or more, such as 1200 or 12k")
    return value


def nps(text: str) -> float:
    """A net promoter score from -100 to 100."""
    value = number(text)
    if not -100.0 <= value <= 100.0:
        raise ValueError(f"{value:g} is no NPS; write % promoters less % detractors, from -100 to 100")
    if 0.0 < abs(value) < 1.0:
        raise ValueError(f"{value:g} is next to nothing; write {100 * value:g} if it is a share")
    return value


def cost(text: str, price: float) -> float:
    """What a unit costs, of money or a share of the price; it is below the price."""
    value = share(text) * price if "%" in text else money(text).amount
    if value >= price:
        raise ValueError(
            f"{value:g} is not below your price of {price:g}: each sale would lose money; write what one more costs you"
            " (goods and materials, no rent and no wages), or its share of the price, such as 40 %"
        )
    return value


def rivals(text: str) -> tuple[Rival, ...]:
    """The prices of up to 49 rivals, with or without names: `4.60, 4.20` or `Chain 4.60; Bakery 4.20`."""
    parts = re.split(r"\s*;\s*|,\s+|\s+and\s+", text.strip()) if not _only_numbers(text) else text.split()
    found = [_rival(part) for part in parts if part]
    if not 1 <= len(found) <= MOST_RIVALS:
        raise ValueError(f"write the prices of 1 to {MOST_RIVALS} rivals, such as Chain 4.60; Bakery 4.20")
    names = [rival.name.casefold() for rival in found if rival.name]
    if len(set(names)) < len(names):
        raise ValueError("two rivals have one name; give each its own")
    return tuple(found)


def period_of(text: str) -> str | None:
    """The period of which a text speaks: day, week, month, quarter or year."""
    for word in map(str, re.findall(r"[^\W\d_]+", text.casefold())):
        one = ADVERBS.get(word, word.removesuffix("s"))
        if one in A_YEAR:
            return one
    return None


def _rival(text: str) -> Rival:
    place = _NUMBER.search(text)
    price = money(text).amount
    words = [word for word in text[: place.start() if place else 0].replace(":", " ").split() if word not in SIGNS]
    name = " ".join(words).strip("€$£¥ =")
    if len(name) > 60 or not name.isprintable():
        raise ValueError("a rival's name has 1 to 60 printable characters; write for example Chain 4.60")
    return Rival(name or None, price)


def _only_numbers(text: str) -> bool:
    return bool(re.fullmatch(r"[\d.\s]+", text.strip()))
