"""Firms that all feel their way to profit at once: where their prices end, and whether that is the equilibrium."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.statistics.estimates import Estimate, estimate
from analysis.text.numbers import listed, number
from analysis.tournaments.game import Equilibrium, Game, Profile
from simulation.reading.errors import Fault, Refused, text_of_value
from simulation.reading.paths import format_path
from simulation.scenario.plans import Changes
from simulation.scenario.scenario import Scenario
from simulation.strategies.pricing import HillClimb

if TYPE_CHECKING:
    import pandas as pd

ADAPTATION = "adaptation.csv"
COLUMNS = (
    *("start", "firm", "start_price", "price", "price_low", "price_high", "metric", "payoff", "payoff_low"),
    *("payoff_high", "equilibrium", "equilibrium_price", "equilibrium_payoff", "distance", "tolerance", "is_reached"),
    *("can_rise_to", "can_fall_to", "replicates"),
)
MEANINGS = {
    "start": ("where all firms begin to climb: each at its lowest, or each at its highest strategy", "name"),
    "start_price": ("price at which the firm begins", "money"),
    "price": ("mean list price of the last 52 weeks", "money"),
    "price_low": ("lower end of its 95 % interval", "money"),
    "price_high": ("upper end of its 95 % interval", "money"),
    "payoff_low": ("lower end of its 95 % interval", "as the metric"),
    "payoff_high": ("upper end of its 95 % interval", "as the metric"),
    "equilibrium": ("the pure equilibrium nearest to where the firms end; empty: there is none", "number from 1"),
    "equilibrium_price": ("price of the firm's strategy there", "money"),
    "equilibrium_payoff": ("what the firm earns there, with its price from week 1 on", "as the metric"),
    "distance": ("price minus equilibrium_price", "money"),
    "tolerance": ("half the distance to the neighbouring strategy's price", "money"),
    "is_reached": ("1 where equilibrium_price lies in the interval of the price, widened by the tolerance", "0 or 1"),
    "can_rise_to": ("highest price that the climb could come to in these weeks", "money"),
    "can_fall_to": ("lowest price that the climb could come to in these weeks", "money"),
}
STARTS = ("lowest", "highest")
NAN = float("nan")
Ladders = Mapping[str, Mapping[str, float]]
"""The price of each strategy of each firm."""


@dataclass(frozen=True)
class Ended:
    """Where one firm ended: its price in the last year and what it earned, by replicate."""

    prices: Sequence[float]
    payoffs: Sequence[float]


def ladders_of(base: Scenario, moves: Mapping[str, Mapping[str, Changes]]) -> Ladders:
    """The price of each strategy; refused where a firm's strategies differ in anything but a fixed price."""
    faults, ladders = [], {}
    for firm, strategies in moves.items():
        path, prices = _pricing(firm), {}
        for name, changes in strategies.items():
            made = base.changed(changes)
            pricing = made.firms[firm].pricing
            if pricing.strategy != "fixed" or made.change(path, base.tree()["firms"][firm]["pricing"]) != base:
                text = f"{name!r} of {firm} is more than a fixed price; climbing needs strategies that differ in"
                faults.append(Fault("--adaptive", 0, 0, path, f"{text} `{path}.price` alone"))
                continue
            prices[name] = float(pricing.price)
        if not faults and len(set(prices.values())) < 2:
            text = f"{firm} has one price; give it two, or leave it out with --firms"
            faults.append(Fault("--adaptive", 0, 0, path, text))
        ladders[firm] = prices
    if faults:
        raise Refused(faults)
    return ladders


def starts(ladders: Ladders) -> list[tuple[tuple[str, ...], Changes]]:
    """A name for each firm's climb, and the changes that make all firms climb, from each start."""
    found = []
    for choose in (min, max):
        begins = {firm: choose(prices.values()) for firm, prices in ladders.items()}
        names = tuple(f"hill_climb from {text_of_value(price)}" for price in begins.values())
        changes = {_pricing(firm): {"strategy": "hill_climb", "price": price} for firm, price in begins.items()}
        found.append((names, changes))
    return found


def _pricing(firm: str) -> str:
    return format_path(("firms", firm, "pricing"))


def adaptation_rows(
    game: Game, ladders: Ladders, ended: Sequence[Sequence[Ended]], metric: str, weeks: int
) -> list[tuple[Any, ...]]:
    """A row a start and firm: `adaptation.csv`. `ended` has for each start the firms in the game's order."""
    pure = game.pure()
    rows = []
    for start, choose, ends in zip(STARTS, (min, max), ended, strict=True):
        prices = [_estimate(end.prices) for end in ends]
        rests = [_at_rest(one, game.firms, ladders) for one in pure]
        near = min(range(len(rests)), key=lambda place: _apart(prices, rests[place]), default=None)
        for place, firm in enumerate(game.firms):
            price, payoff = prices[place], _estimate(ends[place].payoffs)
            begin = choose(ladders[firm].values())
            rest, tolerance = (NAN, NAN) if near is None else rests[near][place]
            earned = NAN if near is None else pure[near].payoffs[place]
            count = NAN if near is None else near + 1
            rows.append((start, firm, begin, price.mean, price.low, price.high, metric, payoff.mean, payoff.low,
                         payoff.high, count, rest, earned, price.mean - rest, tolerance,
                         _is_reached(price, rest, tolerance), *_within_reach(begin, weeks), price.n))  # fmt: skip
    return rows


def _estimate(values: Sequence[float]) -> Estimate:
    defined = [value for value in values if math.isfinite(value)]
    return estimate(defined) if defined else Estimate(NAN, NAN, NAN, NAN, 0)


def _at_rest(one: Equilibrium, firms: Sequence[str], ladders: Ladders) -> list[tuple[float, float]]:
    """Each firm's price in a pure equilibrium, and half the distance to the next price of its strategies."""
    profile: Profile = one.profile or ()
    found = []
    for firm, name in zip(firms, profile, strict=True):
        rest = ladders[firm][name]
        found.append((rest, min(abs(price - rest) for price in ladders[firm].values() if price != rest) / 2.0))
    return found


def _apart(prices: Sequence[Estimate], rest: Sequence[tuple[float, float]]) -> float:
    gaps = [abs(price.mean - there) / tolerance for price, (there, tolerance) in zip(prices, rest, strict=True)]
    return max((gap for gap in gaps if math.isfinite(gap)), default=math.inf)


def _is_reached(price: Estimate, rest: float, tolerance: float) -> float:
    """1 or 0; NaN where there is no price or no equilibrium."""
    if not (math.isfinite(price.mean) and math.isfinite(rest)):
        return NAN
    low, high = (price.low, price.high) if price.n > 1 else (price.mean, price.mean)
    return float(low - tolerance <= rest <= high + tolerance)


def _within_reach(begin: float, weeks: int) -> tuple[float, float]:
    """The highest and lowest price after so many moves the same way; cost plus floor may stop it earlier."""
    climb = HillClimb(price=begin)
    moves = -(-weeks // climb.every_weeks)
    rise = min(begin * (1.0 + climb.step) ** moves, begin * (1.0 + climb.largest_change))
    return rise, max(begin * (1.0 - climb.step) ** moves, begin * (1.0 - climb.largest_change))


def climb_sentences(table: pd.DataFrame) -> list[str]:
    """Whether climbing reached the equilibrium, a sentence a start, and what stands in the way."""
    sentences = []
    for start, part in table.groupby("start", sort=False):
        firms = _rows(part)
        ends = listed([f"{row['firm']} {number(row['price'])}{_interval(row)}" for row in firms])
        begun = f"all firms hill climbing at once, from their {start} prices, end at {ends}"
        sentences.append(f"{begun}: {_outcome(firms)}.")
    apart = [str(firm) for firm, part in table.groupby("firm", sort=False) if _ends_apart(_rows(part))]
    edge = [str(firm) for firm, part in table.groupby("firm", sort=False)
            if set(part["equilibrium_price"]) & set(part["start_price"])]  # fmt: skip
    if edge:
        beyond = "whoever may ask any price need not stay there"
        sentences.append(f"that equilibrium lies at the edge of the prices played, for {listed(edge)}: {beyond}.")
    if apart:
        sentences.append(f"where climbing ends depends on where it begins, for {listed(apart)}.")
    return sentences


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _outcome(firms: Sequence[Mapping[str, Any]]) -> str:
    if all(math.isnan(row["equilibrium_price"]) for row in firms):
        return "no pure equilibrium to reach"
    rest = listed([f"{row['firm']} {number(row['equilibrium_price'])}" for row in firms])
    missed = [row for row in firms if row["is_reached"] != 1]
    if all(abs(row["distance"]) <= row["tolerance"] for row in firms):
        return f"the equilibrium ({rest}) is reached"
    if not missed:
        return f"luck leaves open whether that is the equilibrium ({rest}); more --replicates would tell"
    off = listed([f"{row['firm']} by {number(row['distance'], sign=True)}" for row in missed])
    short = [row["firm"] for row in missed if not _could_come(row)]
    time = f"; {listed(short)} could not come so far in these weeks, give more --weeks" if short else ""
    return f"not the equilibrium ({rest}), missed for {off}{time}"


def _could_come(row: Mapping[str, Any]) -> bool:
    """Whether the weeks allow so many moves that the price could come near the equilibrium."""
    low, high = row["can_fall_to"] - row["tolerance"], row["can_rise_to"] + row["tolerance"]
    return bool(low <= row["equilibrium_price"] <= high)


def _interval(row: Mapping[str, Any]) -> str:
    return f" ({number(row['price_low'])} to {number(row['price_high'])})" if row["replicates"] > 1 else ""


def _ends_apart(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the intervals of the two ends do not meet."""
    one, other = rows
    return bool(one["price_low"] > other["price_high"] or other["price_low"] > one["price_high"])
