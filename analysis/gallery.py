"""Every figure of a study, drawn once, with its words."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from analysis import plots, portraits, style
from analysis.captions import CAPTIONS, Caption
from analysis.drivers import books_of, driver_table
from analysis.wording import counted, listed

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from analysis.closeup import CloseUp
    from analysis.plan import Plan

Sketch = tuple[str, Callable[[], "Figure"], "pd.DataFrame | None"]
"""A figure by its name, not drawn yet, and its numbers where they stand in no other table."""


class Picture(NamedTuple):
    """A figure as it is written and shown."""

    name: str
    words: Caption
    svg: bytes
    png: bytes
    table: pd.DataFrame | None


def gallery(
    plan: Plan,
    frames: Mapping[str, pd.DataFrame],
    earnings: pd.DataFrame,
    seen: CloseUp,
    *,
    only: Container[str] = CAPTIONS,
) -> list[Picture]:
    """All figures of a study, or only those named, those that answer its question first."""
    names = _names(plan, seen)
    sketches = [*_of_strategies(plan, frames, earnings), *_of_the_market(plan, frames, seen), *_of_customers(seen)]
    return [_drawn(name, draw(), table, names) for name, draw, table in sketches if name in only]


def _drawn(name: str, figure: Figure, table: pd.DataFrame | None, names: dict[str, str]) -> Picture:
    return Picture(name, CAPTIONS[name].filled(names), style.to_svg(figure), style.to_png(figure), table)


def _names(plan: Plan, seen: CloseUp) -> dict[str, str]:
    """What captions are filled in with."""
    others = [name for name in plan.arms if name != plan.baseline]
    return {
        "focus": plan.lead.focus_firm,
        "base": plan.baseline,
        "others": listed(others) if others else "",
        "firms": listed(list(seen.scenario.firms)),
        "one": f"One run of {plan.baseline}, {counted(seen.scenario.market.customers, 'customer')}.",
    }


def _of_strategies(plan: Plan, frames: Mapping[str, pd.DataFrame], earnings: pd.DataFrame) -> Iterator[Sketch]:
    """What strategies earn, and from what."""
    focus, unit, base = plan.lead.focus_firm, plan.lead.market.currency, plan.baseline
    if len(plan.arms) > 1:
        yield "profit", partial(plots.profit_by_strategy, earnings, base, focus, unit), None
        drivers = driver_table(books_of(frames["weekly.csv"], focus), base)
        if len(drivers):
            yield "drivers", partial(plots.profit_sources, drivers, base, focus, unit), drivers


def _of_the_market(plan: Plan, frames: Mapping[str, pd.DataFrame], seen: CloseUp) -> Iterator[Sketch]:
    """Shares, loyalty, complaints and switches."""
    focus, base, weekly = plan.lead.focus_firm, plan.baseline, frames["weekly.csv"]
    yield "market_share", partial(plots.market_share, weekly, focus), None
    yield "loyalty", partial(plots.loyalty_by_type, frames["segments.csv"], focus, base), None
    yield "complaints", partial(plots.complaint_funnel, weekly, focus), None
    by_type = portraits.switches(seen)
    yield "flows", partial(plots.flows, frames["flows.csv"], by_type, focus, base), by_type


def _of_customers(seen: CloseUp) -> Iterator[Sketch]:
    """Portraits of the focus firm's customers in one run of the baseline."""
    focus, unit = seen.scenario.focus_firm, seen.scenario.market.currency
    cohorts, values, attitudes = portraits.cohorts(seen), portraits.lifetime_values(seen), portraits.attitudes(seen)
    yield "cohorts", partial(plots.cohort_retention, cohorts, focus), cohorts
    yield "lifetime_value", partial(plots.lifetime_value, values, focus, unit), values
    yield "attitudes", partial(plots.attitude_map, attitudes, focus), attitudes
    curve = portraits.expected_price_curve(seen.scenario)
    yield "expected_price", partial(plots.expected_price, curve), curve
    people, ties = portraits.acquaintances(seen)
    if ties:
        drawing = partial(plots.word_of_mouth, people, ties, list(seen.scenario.firms), focus)
        yield "word_of_mouth", drawing, portraits.circle(people, ties)
