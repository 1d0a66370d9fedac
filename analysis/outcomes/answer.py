"""The answer in the board's words: what to do, what it brings a year, and how much that is of what is earned now."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from analysis.outcomes.duels import Duel, against, are_tied
from analysis.outcomes.outcomes import Outcomes
from analysis.outcomes.question import NOW, Question, is_sure
from analysis.statistics.estimates import Estimate
from analysis.text.numbers import counted, number
from simulation.measurement.formulas import YEAR

BEGINNINGS = ("leave ", "no plan ", "in the one replicate ", "whether ")
"""How a sentence begins that does not begin with a plan's name."""


def answer(outcomes: Outcomes, question: Question, fought: Sequence[Duel]) -> list[str]:
    """What the firm should do, in one sentence; none where it is asked of anything but profit, or has no choice."""
    choices = [duel for duel in fought if duel.strategy not in question.world]
    if question.metric != NOW or not choices:
        return []
    best = max(choices, key=lambda duel: duel.difference.mean)
    focus, base, name = question.focus, question.named(question.baseline), question.named(best.strategy)
    found, told = best.difference, amount(question, best.difference)
    part = part_of_baseline(outcomes, question, found)
    if are_tied([duel.difference for duel in choices]):
        return [f"no plan changes what {focus} earns: all come to the same as {base}."]
    if found.n < 2:
        return [f"in the one replicate {name} earns {focus} {told} than {base}{part}; that may be luck."]
    if found.mean <= 0.0 and all(duel.difference.high < 0.0 for duel in choices):
        return [
            f"leave things as they are: every plan earns {focus} less than {base}; {name}, the nearest, {told}{part}."
        ]
    if found.mean <= 0.0 or not best.is_sure:
        return [f"no plan is shown to earn {focus} more than {base}: {name}, the nearest, earns {told}{part}."]
    return [f"{name} earns {focus} {told} than {base}{part}{_whether_best(outcomes, question, best.strategy)}."]


def _whether_best(outcomes: Outcomes, question: Question, strategy: str) -> str:
    """Whether the plan that is ahead is the best of several, where that is sure or is not; empty of two."""
    chances = question.chances(outcomes)
    if len(chances) < 3:
        return ""
    if is_sure(chances[strategy]):
        return ", and is the best plan"
    second = max((one for one in chances if one != strategy), key=lambda one: chances[one])
    return f"; whether {question.named(second)} is better is not told yet"


def asked(outcomes: Outcomes, question: Question) -> list[str]:
    """The plans that the question sets against each other, pair by pair, the one that is ahead first."""
    found = against(outcomes, question, list(itertools.combinations(question.ask, 2)))
    return [_of_pair(outcomes, question, behind, duel) for behind, duel in found]


def _of_pair(outcomes: Outcomes, question: Question, other: str, duel: Duel) -> str:
    """A sentence on two plans, of which the duel's is not behind."""
    name, second, found = question.named(duel.strategy), question.named(other), duel.difference
    if found.n > 1 and are_tied([found]):
        return f"no difference between {name} and {second}: both earn {question.focus} the same."
    told = amount(question, found)
    part = part_of_baseline(outcomes, question, found, f" of what {question.named(question.baseline)} earns")
    if found.n < 2:
        return f"in the one replicate {name} earns {question.focus} {told} than {second}{part}; that may be luck."
    if not duel.is_sure:
        return f"whether {name} or {second} is better is not shown: {name} earns {question.focus} {told}{part}."
    return f"{name} beats {second}: it earns {question.focus} {told}{part}."


def amount(question: Question, found: Estimate) -> str:
    """`22,700 ± 6,300 USD a year more`; in less than a year money of the weeks there are."""
    is_year = question.weeks >= YEAR
    scale = YEAR / question.weeks if is_year else 1.0
    mean, half = abs(found.mean) * scale, found.half_width * scale
    step = 10.0 ** math.floor(math.log10(half) - 1.0 if half > 0.0 else math.log10(mean or 1.0) - 2.0)
    digits = max(0, -round(math.log10(step)))
    width = f" ± {number(step * round(half / step), digits=digits)}" if half > 0.0 else ""
    period = "a year" if is_year else f"in {counted(question.weeks, 'week')}"
    money = f"{number(step * round(mean / step), digits=digits)}{width} {question.currency} {period}"
    return f"{money} {'more' if found.mean >= 0.0 else 'less'}"


def part_of_baseline(outcomes: Outcomes, question: Question, found: Estimate, of: str = "") -> str:
    """` (+27.1 %)` of what the baseline earns; nothing where it earns nothing. `of` says so in words."""
    level = outcomes.level(question.baseline, question.focus, question.metric)
    if level is None or level.mean <= 0.0:
        return ""
    share = 100.0 * found.mean / level.mean
    return f" ({number(share, digits=1 if abs(share) < 100.0 else 0, sign=True)} %{of})"
