"""Tables about customers, from a run seen from close by: what the figures of people are drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.outcomes.real_size import scale
from simulation.behavior.offer import Offer
from simulation.behavior.psychology import price_worth
from simulation.loyalty import LOYALTY_TYPES
from simulation.population.compile_parameters import nature_of
from simulation.state.switch_reasons import NO_SWITCH, REASONS
from simulation.state.tables import NEVER, NOBODY

if TYPE_CHECKING:
    from analysis.figures.instrumented_run import CloseUp
    from simulation.scenario.scenario import Scenario

QUARTER = 13
EARLIER = "before week 1"
SMALLEST_COHORT = 30
MOST_ACQUAINTANCES = 120


def lifetime_values(seen: CloseUp) -> pd.DataFrame:
    """A row a customer of the focus firm's base: `segment` and `value`, money; their mean is the firm's `clv`.

    What cannot be traced to a customer is shared by visits; everybody's margin lasts as long as the firm's average.
    """
    sold = seen.since(seen.scenario.window_weeks)
    own = sold["firm"] == seen.focus
    who = sold["customer"][own]
    traced = (sold["paid"] - sold["goods_cents"] - sold["service_cents"] - sold["compensation"])[own] / 100.0
    margin = np.bincount(who, traced, seen.people.rate.size).astype(float)  # whole numbers where nobody bought
    visits = np.bincount(who, minlength=seen.people.rate.size)
    margin += (seen.margins[seen.focus] - traced.sum()) * visits / max(visits.sum(), 1)
    rows = np.flatnonzero(seen.base)
    worth = seen.result.outcomes.get((seen.scenario.focus_firm, "clv"), 0.0) * rows.size
    total = margin[rows].sum()
    values = margin[rows] * (worth / total if total else 0.0)
    return pd.DataFrame({"segment": _segments(seen)[rows], "value": values})


def attitudes(seen: CloseUp) -> pd.DataFrame:
    """A row a customer who bought in the last year: relative `attitude` to the focus firm, -1 to 1 (affect for it less
    that for its strongest rival), and `patronage`, its share of the customer's purchases [DickBasu1994].
    """
    units = _units(seen)
    total = units.sum(axis=0)
    affect = seen.relationships.affect.astype(float)
    rivals = np.delete(affect, seen.focus, axis=0)
    attitude = affect[seen.focus] - (rivals.max(axis=0) if rivals.size else 0.0)
    rows = np.flatnonzero(total)
    share = units[seen.focus, rows] / total[rows]
    return pd.DataFrame({"segment": _segments(seen)[rows], "attitude": attitude[rows], "patronage": share})


def cohorts(seen: CloseUp) -> pd.DataFrame:
    """Share of each cohort of customers of the focus firm that bought from it in each quarter after the first.

    A cohort is who first bought in the same half year, or before the first week; `by` is when they joined or, for the
    earlier ones, their loyalty type. Quarter 0 is that of the first purchase.
    """
    market = seen.scenario.market
    joined = seen.relationships.first_purchase[seen.focus] - market.burn_in_weeks
    joined = np.where(seen.relationships.first_purchase[seen.focus] == NEVER, NEVER, joined)
    own = seen.purchases["firm"] == seen.focus
    week, who = seen.purchases["week"][own], seen.purchases["customer"][own]
    groups = [("joined", EARLIER, (joined != NEVER) & (joined < 1), 1)]
    for start in range(1, market.weeks - QUARTER + 1, 2 * QUARTER):
        end = start + 2 * QUARTER - 1
        groups.append(("joined", f"weeks {start} to {end}", (joined >= start) & (joined <= end), 0))
    for kind, name in enumerate(LOYALTY_TYPES):
        groups.append(("segment", name, groups[0][2] & (seen.people.loyalty_type == kind), 1))
    rows: list[tuple[str, str, int, float, int]] = []
    for by, name, members, first in groups:
        since = np.where(joined < 1, 1, joined)
        quarter = (week - since[who]) // QUARTER + first
        last = (market.weeks - np.where(members, since, 0).max() + 1) // QUARTER if members.any() else 0
        for q in range(first, int(last) + first):
            buyers = np.unique(who[(quarter == q) & (week >= 1) & members[who]]).size
            if members.sum() >= SMALLEST_COHORT:
                rows.append((by, name, q, buyers / int(members.sum()), int(members.sum())))
    return pd.DataFrame(rows, columns=["by", "cohort", "quarter", "share", "customers"])


def expected_price_curve(scenario: Scenario) -> pd.DataFrame:
    """Worth, in utility, that each type gives to a price, by its `ratio` to the expected one; by the rules that run.

    For strangers of a firm and for who has bought there many times, `customer`; the expected price is the usual one.
    """
    nature = nature_of(scenario)
    usual = nature.reference_price.category_price
    given = {"reference_price": usual, "going_price": usual, "is_last": False, "let_down": False}
    unknown = Offer._make(given.get(name, 0.0) for name in Offer._fields)
    rows = []
    for buyer, known in (("stranger", 0.0), ("regular customer", 1.0)):
        for kind, segment in enumerate(LOYALTY_TYPES):
            for ratio in np.linspace(0.5, 1.5, 101):
                offer = unknown._replace(price=usual * float(ratio), familiarity=known)
                worth = price_worth(offer, nature.types[kind], nature.reference_price)
                rows.append((buyer, segment, float(ratio), worth))
    return pd.DataFrame(rows, columns=["buyer", "segment", "ratio", "worth"])


def switches(seen: CloseUp) -> pd.DataFrame:
    """Switches to and from the focus firm in the last year, by loyalty type and reason; `direction` won or lost.

    They are of the market's real size.
    """
    year, factor = seen.last_year(), scale(seen.scenario, seen.result.settled)
    rows = []
    for direction, mine, other in (("won", "firm", "previous"), ("lost", "previous", "firm")):
        chosen = (year["reason"] != NO_SWITCH) & (year[mine] == seen.focus) & (year[other] != seen.focus)
        kinds = seen.people.loyalty_type[year["customer"][chosen]]
        for kind, segment in enumerate(LOYALTY_TYPES):
            count = np.bincount(year["reason"][chosen][kinds == kind], minlength=len(REASONS))
            rows += [
                (direction, segment, reason, int(n) * factor) for reason, n in zip(REASONS, count, strict=True) if n
            ]
    return pd.DataFrame(rows, columns=["direction", "segment", "reason", "customers"])


def acquaintances(seen: CloseUp) -> tuple[pd.DataFrame, list[tuple[int, int]]]:
    """The circle around the customer who talked most: a row a person (`firm` bought from last, `praises`, `warnings` of
    the last year), and who knows whom, by place in the table. Empty where nobody knows anybody.
    """
    if seen.neighbours.size == 0:
        return pd.DataFrame(columns=["firm", "praises", "warnings"]), []
    degree = np.diff(seen.offsets)
    centre = int(np.argmax(np.where(degree > 0, seen.talk.sum(axis=0), -1)))
    found = {centre: 0}
    waiting = [centre]
    while waiting and len(found) < MOST_ACQUAINTANCES:
        person = waiting.pop(0)
        for other in seen.neighbours[seen.offsets[person] : seen.offsets[person + 1]].tolist():
            if other not in found and len(found) < MOST_ACQUAINTANCES:
                found[other] = len(found)
                waiting.append(other)
    people = list(found)
    firms = [*seen.scenario.firms, ""]
    last = seen.people.previous_choice[people]
    table = pd.DataFrame(
        {
            "firm": [firms[firm] if firm != NOBODY else "" for firm in last.tolist()],
            "praises": seen.talk[0, people],
            "warnings": seen.talk[1, people],
        }
    )
    ties = {
        (min(found[one], found[other]), max(found[one], found[other]))
        for one in people
        for other in seen.neighbours[seen.offsets[one] : seen.offsets[one + 1]].tolist()
        if other in found
    }
    return table, sorted(ties)


def circle(people: pd.DataFrame, ties: list[tuple[int, int]]) -> pd.DataFrame:
    """People and who knows whom in one table: each `person` by number, and in `knows` the numbers of the others."""
    knows: list[list[int]] = [[] for _ in range(len(people))]
    for one, other in ties:
        knows[one].append(other)
        knows[other].append(one)
    told = [" ".join(map(str, sorted(others))) for others in knows]
    return people.assign(knows=told).rename_axis("person").reset_index()


def _segments(seen: CloseUp) -> np.ndarray:
    return np.asarray(np.array(LOYALTY_TYPES, object)[seen.people.loyalty_type])


def _units(seen: CloseUp) -> np.ndarray:
    """Units bought in the last year, shape (firms, customers)."""
    year, people = seen.last_year(), seen.people.rate.size
    cells = year["firm"].astype(np.int64) * people + year["customer"]
    counted = np.bincount(cells, year["quantity"], len(seen.scenario.firms) * people)
    return np.asarray(counted.reshape(-1, people))
