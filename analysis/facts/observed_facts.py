"""What a user knows of real firms beside what the model says of them, with a mark where these cannot both be right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from scipy.special import ndtri

from analysis.outcomes.tables import aligned
from analysis.statistics.estimates import CONFIDENCE
from analysis.text.numbers import counted, fitting_digits, listed, number
from simulation.facts.observables import MONEY, OBSERVABLES, SHARE

if TYPE_CHECKING:
    from analysis.outcomes.outcomes import Outcomes
    from simulation.facts.observed import Observed
    from simulation.scenario.scenario import Scenario

ERRORS = float(ndtri(0.5 + CONFIDENCE / 2.0))
"""Standard errors in half a 95 % interval."""
LONGEST_NAME = 40
MOST_NAMED = 4
DIFFERS = "≠"
HEADS = ("your facts beside the model's", "unit", "known", "model", "difference", "")
TITLES = {"nps": "NPS"}


class FactBeside(NamedTuple):
    """A fact that was told, and the same of the model, with half the width of each 95 % interval.

    `model_half` is NaN where there is one replicate. `differs` says that they are further apart than both together.
    """

    firm: str
    fact: str
    unit: str
    observed: float
    observed_half: float
    is_usual_error: bool
    period: str | None
    model: float
    model_half: float
    differs: bool


def facts_beside(outcomes: Outcomes, strategy: str | None, scenario: Scenario) -> list[FactBeside]:
    """A row for each fact that the scenario tells and the strategy defines, firm by firm; none where nothing is told.

    The strategy is that of today, of which facts are: None has none. The outcomes are of the real size, as
    `summary.csv` has them.
    """
    return [
        row
        for firm, facts in scenario.facts.items()
        for name, fact in facts.items()
        if strategy is not None
        for row in _beside(outcomes, (strategy, firm), (name, fact), scenario.market.weeks)
    ]


def _beside(outcomes: Outcomes, whose: tuple[str, str], told: tuple[str, Observed], weeks: int) -> Iterator[FactBeside]:
    (strategy, firm), (name, fact) = whose, told
    one = OBSERVABLES[name]
    level = outcomes.level(strategy, firm, one.metric)
    if level is None:
        return
    scale = 1.0 / weeks if one.a_week else 1.0
    model, half, own = level.mean * scale, level.half_width * scale, ERRORS * fact.error(name)
    apart = abs(model - fact.value) > math.hypot(own, 0.0 if math.isnan(half) else half)
    yield FactBeside(firm, name, one.unit, fact.value, own, fact.se is None, fact.period, model, half, apart)


def told_apart(rows: Sequence[FactBeside]) -> list[str]:
    """A sentence where facts and model contradict each other: which, and what follows for a verdict."""
    apart = [f"{row.firm}'s {titled(row.fact)}" for row in rows if row.differs]
    if not apart:
        return []
    more = len(apart) - MOST_NAMED
    named = listed([*apart[:MOST_NAMED], f"{more} more"] if more > 0 else apart)
    many = f"{len(apart)} of the {counted(len(rows), 'fact')} that you told"
    verb = "is" if len(apart) == 1 else "are"
    return [f"{many} {verb} not those of this market: {named}. What follows is true of a market that is not yours yet."]


def facts_table(rows: Sequence[FactBeside], scenario: Scenario) -> str:
    """The facts beside the model's, and what the mark means."""
    lines = [list(HEADS), *fact_cells(rows, scenario.market.currency)]
    return "\n".join([aligned(lines, rule_after=1, longest=LONGEST_NAME), *notes_on(rows, scenario)])


def fact_cells(rows: Sequence[FactBeside], currency: str) -> list[list[str]]:
    """Name, unit, both numbers with half of their 95 % intervals, the difference, and the mark, as people read them."""
    return [_cells(row, currency) for row in rows]


def _cells(row: FactBeside, currency: str) -> list[str]:
    factor, unit = (100.0, "%") if row.unit == SHARE else (1.0, row.unit)
    unit = currency if unit == MONEY else unit
    numbers = [factor * value for value in (row.observed, row.observed_half, row.model, row.model_half)]
    digits = max(0, min(2, fitting_digits(*(value for value in numbers if not math.isnan(value)))))
    digits = 1 if unit == "%" or " to " in unit else digits
    known, own, model, half = (number(value, digits=digits) for value in numbers)
    period = f" ({row.period})" if row.period else ""
    return [
        f"{row.firm}, {titled(row.fact)}{period}",
        unit,
        f"{known} ±{own}",
        model if math.isnan(row.model_half) else f"{model} ±{half}",
        number(numbers[2] - numbers[0], digits=digits, sign=True),
        DIFFERS if row.differs else "",
    ]


def notes_on(rows: Sequence[FactBeside], scenario: Scenario) -> list[str]:
    """What ± and the mark say, whose errors are usual ones, and how far shares are off where several were told."""
    notes = ["± half the 95 % interval; ≠ further apart than both together"]
    if any(row.is_usual_error for row in rows):
        notes.append("a fact told without `se` has the error that is usual for such a number")
    notes += [_rate_to_set(row, scenario) for row in rows if row.fact == "failure_rate"]
    shares = [row for row in rows if row.fact == "market_share"]
    return [*notes, *([_shares_missed(shares, scenario)] if len(shares) > 1 else [])]


def _rate_to_set(row: FactBeside, scenario: Scenario) -> str:
    """Which number stands for failures that are observed: the one at the start, of which something has been removed."""
    start = scenario.firms[row.firm].service.failure_rate
    told = (
        f"failure rate of {row.firm}: known and model are of the last year; firms.{row.firm}.service.failure_rate"
        f" ({100.0 * start:.3g} %) is the chance at the start, before complaints remove causes (recovery.learning)"
    )
    right = start * row.observed / row.model if row.model > 0.0 else 0.0
    return f"{told}; set about {right:.2g}" if row.differs and 0.0 < right <= 1.0 else told


def _shares_missed(rows: Sequence[FactBeside], scenario: Scenario) -> str:
    """The error of the model, and of the forecast that shares stay what they are at the start."""
    start = shares_at_start(scenario)
    missed = sum(abs(row.model - row.observed) for row in rows) / len(rows)
    idle = sum(abs(start[row.firm] - row.observed) for row in rows) / len(rows)
    told = [number(100.0 * value, digits=1) for value in (missed, idle)]
    return f"mean absolute error of market shares: {told[0]} points; of the shares at the start: {told[1]} points"


def shares_at_start(scenario: Scenario) -> Mapping[str, float]:
    """With which part of the customers each firm starts, before the market settles; NaN where none has any."""
    weights = {name: firm.initial_share for name, firm in scenario.firms.items()}
    total = sum(weights.values())
    return {name: weight / total if total > 0.0 else math.nan for name, weight in weights.items()}


def titled(fact: str) -> str:
    """`complaints a week`."""
    return TITLES.get(fact, fact.replace("_", " "))
