"""What stands under the verdict: what it brings and how sure that is, what it may cost, what turns it, what to ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.costs.payback import Payback
from analysis.costs.payback_text import paid_back
from analysis.outcomes.question import Question
from analysis.report.decides import what_flips
from analysis.report.measure import measure_of
from analysis.report.sureness import LUCK_ONLY, of_luck, plans_judged, sureness
from analysis.report.worth_words import told_of, worth_in_brief
from analysis.text.numbers import rounded
from analysis.uncertainty.doubt import WORTH, WorldsFound

if TYPE_CHECKING:
    from analysis.outcomes.outcomes import Outcomes
    from analysis.study.plan import Plan

Lines = list[tuple[str, list[str]]]
"""What a reader asks, and the sentences that answer."""


def first_lines(plan: Plan, outcomes: Outcomes, doubt: WorldsFound | None, found: Sequence[Payback]) -> Lines:
    """The five answers under the headline; without worlds, what luck and the costs tell."""
    question = plan.question
    cost = may_cost(found, plans_judged(outcomes, question), question)
    if doubt is None:
        lines = [
            ("What it brings", [of_luck(outcomes, question, measure_of(plan.lead))]),
            ("How sure", [LUCK_ONLY]),
            ("What it may cost", cost),
        ]
    else:
        luck, *worlds = sureness(outcomes, question, doubt)
        lines = [
            ("What it brings", [luck]),
            ("How sure", worlds),
            ("What it may cost", cost),
            ("What would turn it", what_flips(outcomes, question, doubt)),
            ("What to find out", worth_line(doubt)),
        ]
    return [(asked, told) for asked, told in lines if told]


def may_cost(found: Sequence[Payback], plans: Sequence[str], question: Question) -> list[str]:
    """A line a plan: what it may cost a year, and when it has paid back."""
    by_name = {one.strategy: one for one in found}
    return [_may_cost(by_name[plan], question) for plan in plans if plan in by_name]


def _may_cost(one: Payback, question: Question) -> str:
    most, name = one.most["yearly"], question.named(one.strategy)
    if not most.mean > 0.0:
        return f"{name} loses even where it costs nothing beside its levers."
    when = paid_back(one, question.weeks)
    paid = f"paid back from {when}" if when.startswith("week") else f"paid back {when}"
    size = f"{rounded(most.mean, most.half_width)} {question.currency}"
    return f"{name} may cost up to {size} a year beside its levers and still pays; {paid}."


def worth_line(doubt: WorldsFound) -> list[str]:
    """What to find out first, in a line."""
    labels = {column: one.name for column, one in doubt.names.items()}
    measure = measure_of(doubt.scenario, doubt.metric)
    return [worth_in_brief(told_of(doubt.frames[WORTH], measure), labels, measure.gain)]
