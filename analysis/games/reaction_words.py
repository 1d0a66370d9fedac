"""What rivals' reactions change, in words: what is left of each plan when they answer, and which plan is robust."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analysis.outcomes.question import Question
from analysis.statistics.estimates import Estimate
from analysis.text.numbers import listed

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[Hashable, Any]


def reaction_sentences(rivals: pd.DataFrame, replies: pd.DataFrame, question: Question) -> list[str]:
    """Which plan is ahead whatever rivals do, what is left of each when they reply best, and the least regret.

    The tables are `rivals.csv` and `replies.csv`; the baseline comes first in them.
    """
    cells = rivals.to_dict("records")
    base, *plans = replies.to_dict("records")
    least = min((base, *plans), key=lambda row: math.inf if math.isnan(row["max_regret"]) else row["max_regret"])
    told = [_of_the_best(cells, question), *(_of_a_plan(row, base, question) for row in plans)]
    if least["max_regret"] > 0.0:
        most = f"{question.money(least['max_regret'])} {question.period}"
        told.append(f"least to regret: {question.named(least['plan'])}, at most {most} behind the best plan.")
    return told


def _of_the_best(cells: Sequence[Row], question: Question) -> str:
    """The plan that is ahead under each reaction; where luck may have decided that, it only seems so."""
    who, focus = cells[0]["rival"], question.focus
    ahead: dict[str, list[str]] = {}
    unsure = []
    for reaction in dict.fromkeys(cell["reaction"] for cell in cells):
        known = [cell for cell in cells if cell["reaction"] == reaction and not math.isnan(cell["level"])]
        if known:
            best = max(known, key=lambda cell: cell["level"])
            ahead.setdefault(question.named(best["plan"]), []).append(reaction)
            unsure += [] if best["is_ahead"] else [reaction]
    if not ahead:
        return f"{question.metric} of {focus} is undefined whatever {who} may do."
    doubt = f"; not surely under {listed(unsure)}" if unsure else ""
    verb = "seems" if unsure else "is"
    if len(ahead) == 1:
        return f"{next(iter(ahead))} {verb} ahead of {focus}'s plans whatever {who} may do{doubt}."
    cases = listed([f"{plan} under {listed(reactions)}" for plan, reactions in ahead.items()])
    return f"which plan of {focus} {verb} ahead depends on {who}: {cases}{doubt}."


def _of_a_plan(row: Row, base: Row, question: Question) -> str:
    """A plan when rivals reply best to it, and its worst case."""
    name, baseline = question.named(row["plan"]), question.named(question.baseline)
    if math.isnan(row["worst_difference"]):
        return f"{name}: its {question.metric} is undefined whatever {row['rival']} may do."
    worst = f"worst case, under {row['worst_reaction']}: {_size(question, row['worst_difference'])} than {baseline}"
    if not row["best_reply_is"] or not base["best_reply_is"] or math.isnan(row["difference"]):
        return f"{name}: {row['rival']} without a best reply to it, or to {baseline}; {worst}."
    found = Estimate(row["difference"], math.nan, row["ci_low"], row["ci_high"], row["replicates"])
    sure = "" if row["is_sure"] else ", not surely"
    told = "" if found.excludes_zero or found.n < 2 else " (the interval includes 0)"
    then = f"with best replies it earns {question.amount(found)} than {baseline}{told}"
    return f"{name}: best reply of {row['rival']} is {row['best_reply_is']}{sure}; {then}; {worst}."


def _size(question: Question, value: float) -> str:
    return question.amount(Estimate(value, math.nan, math.nan, math.nan, 1))
