"""Every figure of a study, drawn once, with its words."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from analysis.costs.payback import cumulated_gains, first_week_paid
from analysis.figures import catalogue, customer_tables, fonts, style
from analysis.figures.captions import CAPTIONS, Caption
from analysis.figures.picture import Picture
from analysis.figures.undrawable import NothingToShow, Troubles
from analysis.outcomes.profit_decomposition import books_of, driver_table
from analysis.outcomes.real_size import Scales, sized
from analysis.text.numbers import counted, listed

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from analysis.figures.instrumented_run import CloseUp
    from analysis.study.plan import Plan

Sketch = tuple[str, Callable[[], "tuple[Figure, pd.DataFrame | None] | None"]]
"""A figure by its name, not drawn yet, with its numbers where they stand in no other table; None where none is due."""


def gallery(
    plan: Plan,
    frames: Mapping[str, pd.DataFrame],
    earnings: pd.DataFrame,
    seen: CloseUp,
    scales: Scales,
    *,
    only: Container[str] = CAPTIONS,
    troubles: Troubles | None = None,
) -> list[Picture]:
    """All figures of a study, or only those named, those that answer its question first.

    Of `frames`, those by week are as simulated; what is drawn is of the real size, by the `scales` of the replicates.

    With `troubles`, a figure that fails is noted there, and the others are drawn.
    """
    names = _names(plan, seen)
    strategies = _of_strategies(plan, frames, earnings, scales)
    sketches = [*strategies, *_of_the_market(plan, frames, seen, scales), *_of_customers(seen)]
    pictures = []
    for name, make in sketches:
        if name not in only:
            continue
        words = CAPTIONS[name].filled(names)
        sketch = partial(drawn, name, words, make, troubles)
        pictures.append(troubles.attempt(words.heading, sketch) if troubles else sketch())
    return [picture for picture in pictures if picture is not None]


def drawn(
    name: str,
    words: Caption,
    make: Callable[[], tuple[Figure, pd.DataFrame | None] | None],
    troubles: Troubles | None,
) -> Picture | None:
    """A figure with its words as it is written and shown; None where none is due."""
    made = make()
    if made is None:
        return None
    figure, table = made
    picture = Picture(name, words, style.to_svg(figure), style.to_png(figure), table)
    if troubles:
        troubles.lacking.update(fonts.fit(figure))
    return picture


def _names(plan: Plan, seen: CloseUp) -> dict[str, str]:
    """What captions are filled in with."""
    others = [name for name in plan.arms if name != plan.baseline]
    return {
        "focus": plan.lead.focus_firm,
        "base": plan.baseline,
        "others": listed(others) if others else "",
        "accounts": plan.lead.focus_firm if others else listed(list(plan.lead.firms)),
        "firms": listed(list(seen.scenario.firms)),
        "one": f"One run of {plan.baseline}, {counted(seen.scenario.market.customers, 'customer')}.",
    }


def _of_strategies(
    plan: Plan, frames: Mapping[str, pd.DataFrame], earnings: pd.DataFrame, scales: Scales
) -> Iterator[Sketch]:
    """What strategies earn, and from what."""
    focus, unit, base = plan.lead.focus_firm, plan.lead.market.currency, plan.baseline
    if len(plan.arms) < 2:
        return

    def sources() -> tuple[Figure, pd.DataFrame] | None:
        drivers = sized(driver_table(books_of(frames["weekly.parquet"], focus), base), scales, ["value"])
        return (catalogue.profit_sources(drivers, base, focus, unit), drivers) if len(drivers) else None

    def paid() -> tuple[Figure, pd.DataFrame]:
        gains = cumulated_gains(sized(frames["weekly.parquet"], scales), base, focus)
        weeks = {
            str(name): first_week_paid(rows["mean"].tolist()) for name, rows in gains.groupby("strategy", sort=False)
        }
        return catalogue.payback(gains, weeks, base, focus, unit), gains

    yield "profit", lambda: (catalogue.profit_by_strategy(earnings, base, focus, unit), None)
    yield "drivers", sources
    yield "payback", paid
    if "rivals.csv" in frames:
        yield "rivals", lambda: (catalogue.plans_against_reactions(frames["rivals.csv"], base, unit), None)


def _of_the_market(plan: Plan, frames: Mapping[str, pd.DataFrame], seen: CloseUp, scales: Scales) -> Iterator[Sketch]:
    """Shares, loyalty, complaints and switches."""
    focus, base, weekly = plan.lead.focus_firm, plan.baseline, sized(frames["weekly.parquet"], scales)

    def shares() -> tuple[Figure, None]:
        _need(weekly["market_share"].notna().any(), "nothing was sold")
        return catalogue.market_share(weekly, focus), None

    def loyalty() -> tuple[Figure, None]:
        segments = frames["segments.parquet"]
        own = segments[(segments["firm"] == focus) & (segments["strategy"] == base)]
        _need(own["conviction"].notna().any(), f"{focus} had no customers under {base}")
        return catalogue.loyalty_by_type(segments, focus, base), None

    def accounts() -> tuple[Figure, None]:
        table, unit = frames["standing.csv"], plan.lead.market.currency
        by, whose = ("strategy", focus) if len(plan.arms) > 1 else ("firm", base)
        own = table[table["firm"] == focus] if by == "strategy" else table
        _need(bool(own["customers"].any()), f"{focus} had no customers")
        return catalogue.who_brings_the_money(own, by, whose, unit), None

    def flows() -> tuple[Figure, pd.DataFrame]:
        by_type, moves = customer_tables.switches(seen), sized(frames["flows.parquet"], scales)
        own = moves[(moves["strategy"] == base) & ((moves["origin"] == focus) | (moves["destination"] == focus))]
        _need(len(own) + len(by_type) > 0, f"nobody left {focus} for a rival or came from one under {base}")
        return catalogue.flows(moves, by_type, focus, base), by_type

    yield "standing", accounts
    yield "market_share", shares
    yield "loyalty", loyalty
    yield "complaints", lambda: (catalogue.complaint_funnel(weekly, focus), None)
    yield "flows", flows


def _of_customers(seen: CloseUp) -> Iterator[Sketch]:
    """Portraits of the focus firm's customers in one run of the baseline."""
    focus, unit = seen.scenario.focus_firm, seen.scenario.market.currency

    def of_trips() -> None:
        _need(seen.scenario.market.buying != "contract", "it is of purchases, and people hold contracts here")

    def cohorts() -> tuple[Figure, pd.DataFrame]:
        of_trips()
        table = customer_tables.cohorts(seen)
        return catalogue.cohort_retention(table, focus), table

    def values() -> tuple[Figure, pd.DataFrame]:
        of_trips()
        table = customer_tables.lifetime_values(seen)
        _need(len(table) > 0, f"nobody bought from {focus} in the last year of the run that portraits are taken from")
        return catalogue.lifetime_value(table, focus, unit), table

    def attitudes() -> tuple[Figure, pd.DataFrame]:
        of_trips()
        table = customer_tables.attitudes(seen)
        _need(len(table) > 0, "nobody bought anything in the last year of the run that portraits are taken from")
        return catalogue.attitude_map(table, focus), table

    def prices() -> tuple[Figure, pd.DataFrame]:
        curve = customer_tables.expected_price_curve(seen.scenario)
        return catalogue.expected_price(curve), curve

    def talk() -> tuple[Figure, pd.DataFrame] | None:
        people, ties = customer_tables.acquaintances(seen)
        drawing = partial(catalogue.word_of_mouth, people, ties, list(seen.scenario.firms), focus)
        return (drawing(), customer_tables.circle(people, ties)) if ties else None

    yield "cohorts", cohorts
    yield "lifetime_value", values
    yield "attitudes", attitudes
    yield "expected_price", prices
    yield "word_of_mouth", talk


def _need(is_there: Any, reason: str) -> None:
    if not is_there:
        raise NothingToShow(reason)
