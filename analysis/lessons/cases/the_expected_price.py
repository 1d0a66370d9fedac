"""Lesson 4: whether a stranger can be too cheap, as well as too dear."""

from analysis.laboratory.trip_log import TripLog
from analysis.lessons.found import Bars, Found, Part, Replicate, judged
from analysis.text.numbers import number

PRICES = {"asks_6": "6", "asks_9": "9", "asks_10": "10", "asks_12": "12"}


def measure(panel: TripLog) -> dict[str, float]:
    """First purchases from the focus firm."""
    outcomes, focus = panel.result.outcomes, panel.scenario.focus_firm
    return {"tried": outcomes[focus, "acquired"]}


def tried(one: Replicate, strategy: str) -> float:
    """Customers who tried the newcomer."""
    return one[strategy]["tried"]


def conclude(found: Found) -> list[Part]:
    """Too dear repels, too cheap raises doubt; whether the expected price itself is the best to ask."""
    levels = found.each(PRICES, tried)
    figures = {name: number(level.mean, digits=0) for name, level in levels.items()}
    middle = max(("asks_9", "asks_10"), key=lambda name: levels[name].mean)
    dear = f"At 12 it is tried by {figures['asks_12']}, at 10 by {figures['asks_10']}"
    cheap = f"At {PRICES[middle]} it is tried by {figures[middle]}, at 6 by {figures['asks_6']}"
    below = f"At 10, which they expect, it is tried by {figures['asks_10']}, at 9 by {figures['asks_9']}"
    return [
        judged(
            found.over(lambda one: tried(one, "asks_10") - tried(one, "asks_12")),
            yes=f"{dear}: too dear repels.",
            no=f"{dear}: too dear does not repel.",
        ),
        judged(
            found.over(lambda one: tried(one, middle) - tried(one, "asks_6")),
            yes=f"{cheap}: too cheap raises doubt.",
            no=f"{cheap}: the cheaper the better, and nobody doubts.",
        ),
        judged(
            found.over(lambda one: tried(one, "asks_10") - tried(one, "asks_9")),
            yes=f"{below}: the price to ask is the expected one.",
            no=f"{below}: a little less than expected wins the most.",
        ),
    ]


def bars(found: Found) -> Bars:
    """First purchases by price."""
    rows = {f"at a price of {price}": found.level(name, "tried") for name, price in PRICES.items()}
    return Bars("Who tries Elva in half a year", "customers", rows)
