"""What stands under the verdict: what the plans that it speaks of may cost, and what is worth finding out."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.costs.payback import Payback
from analysis.costs.payback_text import paid_back
from analysis.outcomes.question import Question
from analysis.report.measure import measure_of
from analysis.report.worth_words import told_of, worth_in_brief
from analysis.text.numbers import number
from analysis.uncertainty.doubt import WORTH, WorldsFound


def may_cost(found: Sequence[Payback], plans: Sequence[str], question: Question) -> list[str]:
    """A line a plan: what it may cost a year, and when it has paid back."""
    by_name = {one.strategy: one for one in found}
    return [_may_cost(by_name[plan], question) for plan in plans if plan in by_name]


def _may_cost(one: Payback, question: Question) -> str:
    most, name = one.most["yearly"].mean, question.named(one.strategy)
    if not most > 0.0:
        return f"{name} loses even where it costs nothing beside its levers."
    when = paid_back(one, question.weeks)
    paid = f"paid back from {when}" if when.startswith("week") else f"paid back {when}"
    return f"{name} may cost up to {number(most)} {question.currency} a year beside its levers and still pays; {paid}."


def worth_line(doubt: WorldsFound) -> list[str]:
    """What to find out first, in a line."""
    labels = {column: one.name for column, one in doubt.names.items()}
    measure = measure_of(doubt.scenario, doubt.metric)
    return [worth_in_brief(told_of(doubt.frames[WORTH], measure), labels, measure.gain)]
