"""Lesson 12: the same money spent on keeping customers, and on winning them."""

from analysis.lessons.found import Bars, Found, Part, Replicate, judged
from analysis.lessons.words import amount, percent, points
from analysis.panel import Panel
from analysis.wording import number

FIGURES = ("profit", "retention", "acquired")


def measure(panel: Panel) -> dict[str, float]:
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


def conclude(found: Found) -> list[Part]:
    """Which of the two earns more, whether plugging pays at all, and what a point of retention is worth."""
    currency = found.plan.lead.market.currency
    plug, pour = found.of("plug", gain), found.of("pour", gain)
    kept = f"{points(found.of('plug', stay))} points more of the customers stay a year"
    relative = found.over(lambda one: gain(one, "plug") / abs(one["as_it_leaks"]["profit"]))
    won, instead = (number(found.of(name, newcomers).mean, digits=0, sign=True) for name in ("pour", "plug"))
    figures = f"plugging {amount(plug, currency)}, pouring {amount(pour, currency)}"
    return [
        judged(
            found.over(lambda one: gain(one, "plug") - gain(one, "pour")),
            yes=f"Plugging the leak does better than pouring in: {figures} over two years.",
            no=f"Pouring in does better than plugging the leak: {figures} over two years.",
        ),
        judged(
            plug,
            yes=f"{kept}, and profit is {percent(relative)} higher.",
            no=f"{kept}, and profit moves by {percent(relative)}: that does not pay.",
        ),
        judged(
            found.over(lambda one: newcomers(one, "pour") - newcomers(one, "plug")),
            yes=f"Pouring wins {won} newcomers, plugging {instead}: what runs out behind them is what counts.",
            no=f"Pouring wins {won} newcomers, plugging {instead}: it does not even fill the bucket.",
        ),
    ]


def bars(found: Found) -> Bars:
    """Profit gained by each use of the money."""
    rows = found.each(("plug", "pour"), gain)
    return Bars("Profit gained by Alba in two years", found.plan.lead.market.currency, rows)
