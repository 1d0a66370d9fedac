"""Lesson 12: the same money spent on keeping customers, and on winning them."""

from analysis.laboratory.trip_log import TripLog
from analysis.lessons.found import Bars, Found, Part, Replicate, Stance, judged
from analysis.lessons.words import amount, percent, points
from analysis.text.numbers import number

FIGURES = ("profit", "retention", "acquired")
WINNING = {"pour": "advertising", "cheaper": "a lower price"}


def measure(panel: TripLog) -> dict[str, float]:
    """What the focus firm came to."""
    outcomes, focus = panel.result.outcomes, panel.scenario.focus_firm
    return {name: outcomes[focus, name] for name in FIGURES}


def gain(one: Replicate, strategy: str) -> float:
    """Profit added by a use of the money."""
    return one[strategy]["profit"] - one["as_it_leaks"]["profit"]


def stay(one: Replicate, strategy: str) -> float:
    """Retention added by it."""
    return one[strategy]["retention"] - one["as_it_leaks"]["retention"]


def newcomers(one: Replicate, strategy: str) -> float:
    """First purchases added by it."""
    return one[strategy]["acquired"] - one["as_it_leaks"]["acquired"]


def leverage(one: Replicate) -> float:
    """Above zero where profit rises by more per cent than retention by points."""
    return gain(one, "plug") / abs(one["as_it_leaks"]["profit"]) - stay(one, "plug")


def conclude(found: Found) -> list[Part]:
    """Whether plugging pays, and more than the better way to win others; whether a little loyalty makes much profit."""
    currency = found.plan.lead.market.currency
    plug, won_by = found.of("plug", gain), found.each(WINNING, gain)
    best = max(WINNING, key=lambda name: won_by[name].mean)
    kept = f"{points(found.of('plug', stay))} points more of the customers stay a year"
    relative = percent(found.over(lambda one: gain(one, "plug") / abs(one["as_it_leaks"]["profit"])))
    won, instead = (number(found.of(name, newcomers).mean, digits=0, sign=True) for name in (best, "plug"))
    others = ", ".join(f"{WINNING[name]} {amount(level, currency)}" for name, level in won_by.items())
    brought = f"The better way to win, {WINNING[best]}, brings {won} newcomers, plugging {instead}"
    figures = f"plugging {amount(plug, currency)}, {others} over two years"
    return [
        judged(
            plug,
            yes=f"Plugging the leak pays: its cost paid, profit moves by {amount(plug, currency)} in two years.",
            no=f"Plugging the leak does not pay: its cost paid, profit moves by {amount(plug, currency)} in two years.",
        ),
        judged(
            found.over(lambda one: min(gain(one, "plug"), gain(one, "plug") - gain(one, best))),
            yes=f"It pays more than winning others would: {figures}.",
            no=f"Plugging is not the way, or winning others pays as well: {figures}.",
        ),
        judged(
            found.over(leverage),
            yes=f"{kept}, and profit moves by {relative}: a little loyalty makes more profit.",
            no=f"{kept}, and profit moves by {relative}: no large gain for a small one.",
        ),
        judged(
            found.over(lambda one: newcomers(one, best) - newcomers(one, "plug")),
            yes=f"{brought}: what runs out behind them is what counts.",
            no=f"{brought}: it does not even fill the bucket.",
            stance=Stance.BESIDE,
        ),
    ]


def bars(found: Found) -> Bars:
    """Profit gained by each use of the money."""
    rows = found.each(("plug", *WINNING), gain)
    return Bars("Profit gained by Alba in two years", found.plan.lead.market.currency, rows)
