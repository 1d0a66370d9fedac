"""Who is in the market: firms of the baseline that were forgotten there, and too few to measure laws on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from simulation.doubts.doubt import Doubt, listed, price_asked
from simulation.scenario.load import load
from simulation.scenario.parameters.firm import Firm
from simulation.scenario.price_level import at_price_level
from simulation.scenario.scenario import Scenario

FARTHEST = 2.0


def forgotten_rivals(scenario: Scenario) -> Iterator[Doubt]:
    """Firms of the baseline, as it has them, whose prices are of another world than this market's."""
    prices = {name: price_asked(name, firm) for name, firm in scenario.firms.items()}
    usual = scenario.market.usual_price
    if not any(_is_far(price, level) for price in prices.values() for level in (usual, *prices.values())):
        return
    known, left = _baseline().firms, baseline_firms(scenario)
    own = [name for name in prices if name not in known]
    levels = [usual, *(prices[name] for name in own)]
    if any(_is_far(prices[name], level) for name in left for level in levels):
        told = _asking(scenario, left, prices) + (f"; {_asking(scenario, own, prices)}" if own else "")
        cure = f"remove each with `{left[0]}: null`, or set its price and costs"
        yield Doubt(("firms",), f"as in the baseline, {told}; a unit usually costs {usual:,.2f} here; {cure}")


def _asking(scenario: Scenario, names: Sequence[str], prices: Mapping[str, float]) -> str:
    low, high = min(prices[name] for name in names), max(prices[name] for name in names)
    asks = "asks" if len(names) == 1 else "ask"
    return f"{listed(names)} {asks} {low:,.2f}{f' to {high:,.2f}' if high > low else ''} {scenario.market.currency}"


def baseline_firms(scenario: Scenario) -> list[str]:
    """Names of the firms that stand in this market just as the baseline has them."""
    known = shipped_firms(scenario)
    return [name for name, firm in scenario.firms.items() if known.get(name) == firm]


def shipped_firms(scenario: Scenario) -> dict[str, Firm]:
    """The firms of the baseline by name, as they would stand in a market of these prices."""
    firms: dict[str, Firm] = at_price_level(_baseline().firms, scenario.market.usual_price)
    return firms


def taken_over(scenario: Scenario) -> list[str]:
    """The firms of the baseline that stand unchanged in a market that has firms of its own."""
    return baseline_firms(scenario) if set(scenario.firms) - set(_baseline().firms) else []


@cache
def _baseline() -> Scenario:
    return load("baseline")


def _is_far(price: float, level: float) -> bool:
    return not level / FARTHEST <= price <= level * FARTHEST


def too_few_firms(scenario: Scenario) -> Iterator[Doubt]:
    """A market in which some laws of repeat buying cannot be measured."""
    if len(scenario.firms) == 1:
        yield Doubt(("firms",), "one firm: nobody can switch, and what compares firms is not defined")
    if len(scenario.firms) == 2:
        told = "two firms: laws that compare firms of several sizes, as double jeopardy, are not defined in `evidence`"
        yield Doubt(("firms",), told)
