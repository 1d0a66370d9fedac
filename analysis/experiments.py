"""Experiments that claims are judged by: the same market and the same luck, with and without one thing."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from analysis.panel import Panel, watch
from simulation.loyalty import LOYALTY_TYPES
from simulation.scenario import Scenario

IMPULSIVE, EMOTIONAL, COGNITIVE, BEHAVIORAL = range(4)
START = 5


class Reaction(NamedTuple):
    """One row of the table event × type: how it is brought about, how strongly each type should react, and why."""

    meaning: str
    most: tuple[int, ...]  # from the strongest; types not named lie below all of these …
    least: tuple[int, ...]  # … and above all of these
    why: str


REACTIONS = {
    "price cut by a rival": Reaction(
        "part of the own firm's sales lost in the weeks of the cut", (IMPULSIVE, COGNITIVE), (),
        "the impulsive take the deal, the cognitive weigh it, the others hardly read prices",
    ),
    "service failures": Reaction(
        "affect for the firm lost by its customers", (EMOTIONAL,), (BEHAVIORAL,),
        "who loved is betrayed; who bought by habit never felt much",
    ),
    "better product of a rival": Reaction(
        "growth of the rival's sales in the following half year", (COGNITIVE,), (),
        "only who searches learns of it soon, and quality weighs most there",
    ),
    "queue": Reaction(
        "part of the trips to the firm given up", (IMPULSIVE,), (BEHAVIORAL,),
        "the impulse passes in minutes; the habitual put up with obstacles",
    ),
}  # fmt: skip
"""Written down before the table was first measured; the orders are those of the theory text."""


def sized(scenario: Scenario, customers: int, weeks: int, burn_in_weeks: int) -> Scenario:
    """The scenario for so many customers and weeks."""
    size = {"customers": customers, "weeks": weeks, "burn_in_weeks": burn_in_weeks}
    return scenario.changed({f"market.{name}": value for name, value in size.items()})


def with_events(scenario: Scenario, *events: dict[str, Any]) -> Scenario:
    """The scenario with these events instead of its own."""
    return scenario.changed({"events": list(events)})


def repriced(scenario: Scenario, firm: str, factor: float) -> Scenario:
    """The firm's fixed price times a factor, from the first reported week on."""
    price, market = getattr(scenario.firms[firm].pricing, "price", 0.0), scenario.market
    series = [round(price * factor, 2)] * market.weeks + [price] * market.burn_in_weeks
    return scenario.changed({f"firms.{firm}.pricing": {"strategy": "replay", "prices": series}})


def sales(panel: Panel, firm: int, first: int, last: int) -> np.ndarray:
    """Units that the firm sold to each type in weeks `first` to `last`, shape (4,)."""
    trips = panel.between(first, last)
    own = trips["firm"] == firm
    return np.bincount(panel.kinds[trips["customer"][own]], trips["quantity"][own], len(LOYALTY_TYPES))


def elasticity(as_is: Panel, changed: Panel, firm: int, factor: float, weeks: tuple[int, int]) -> float:
    """Percent of quantity for a percent of price, between two runs whose prices differ by a factor."""
    return float(np.log(sales(changed, firm, *weeks).sum() / sales(as_is, firm, *weeks).sum()) / np.log(factor))


def reactions(scenario: Scenario, replicate: int) -> dict[str, np.ndarray]:
    """How strongly each type reacts to each of the four events, shape (4,) each; scenario of 30 weeks or more.

    The first firm is the own one, the second cuts its price, the last but one improves its product.
    """
    names = list(scenario.firms)
    own, rival, better = names[0], names[1], names[-2]
    last = scenario.market.weeks
    as_is = watch(scenario, replicate, minds=(START - 1, last))
    cut = watch(with_events(scenario, _event("price_war", START, 4, firms=[rival], depth=0.2)), replicate)
    wave = _event("service_outage", START, 6, firm=own, size=0.5)
    failed = watch(with_events(scenario, wave), replicate, minds=(last,))
    launch = watch(with_events(scenario, _event("quality_launch", START, None, firm=better, size=0.35)), replicate)
    lost = 1.0 - sales(cut, 0, START, START + 3) / sales(as_is, 0, START, START + 3)
    grown = sales(launch, len(names) - 2, START, last) / sales(as_is, len(names) - 2, START, last)
    return dict(
        zip(REACTIONS, (lost, _affect_lost(as_is, failed, last), grown, _given_up(scenario, replicate)), strict=True)
    )


def agrees(measured: np.ndarray, expected: Reaction) -> bool:
    """Whether the types react in the order that theory implies."""
    between = [kind for kind in range(4) if kind not in expected.most + expected.least]
    levels = [*([kind] for kind in expected.most), between, *([kind] for kind in reversed(expected.least))]
    return all(measured[upper].min() > measured[lower].max() for upper, lower in pairwise(levels) if upper and lower)


def _event(kind: str, week: int, weeks: int | None, **fields: Any) -> dict[str, Any]:
    return {"event": kind, "from_week": week, "weeks": weeks, **fields}


def _affect_lost(as_is: Panel, failed: Panel, last: int) -> np.ndarray:
    """Fall of affect for the first firm among those who were its customers, by type."""
    began = as_is.scenario.market.burn_in_weeks + START - 1
    customers = as_is.minds[START - 1].last_purchase[0] > began - 26
    fall = as_is.minds[last].affect[0].astype(float) - failed.minds[last].affect[0]
    return np.array([fall[customers & (as_is.kinds == kind)].mean() for kind in range(4)])


def _given_up(scenario: Scenario, replicate: int) -> np.ndarray:
    """Part of the trips to the first firm given up by each type when it can serve few of those who come."""
    own = next(iter(scenario.firms))
    roomy = {f"firms.{own}.service.capacity": 4000.0, f"firms.{own}.service.minutes": 5.0}
    jam = _event("service_outage", START, None, firm=own, size=0.0, capacity_loss=0.88)
    panel = watch(with_events(scenario.changed(roomy), jam), replicate)
    table = panel.result.segments
    jammed = (
        table[(table["firm"] == own) & (table["week"] > START + 1)].groupby("segment")[["abandoned", "units"]].sum()
    )
    given_up = jammed["abandoned"] / (jammed["abandoned"] + jammed["units"])
    return np.asarray(given_up.loc[list(LOYALTY_TYPES)], float)
