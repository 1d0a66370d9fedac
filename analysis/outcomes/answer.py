"""The answer in the board's words: what to do, what it brings a year, and how much that is of what is earned now."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from analysis.outcomes.duels import Duel, against, are_tied
from analysis.outcomes.outcomes import Outcomes
from analysis.outcomes.question import NOW, Question, is_sure
from analysis.statistics.estimates import Estimate
from analysis.text.numbers import number

BEGINNINGS = ("leave ", "neither ", "no plan ", "in the one replicate ", "whether ")
"""How a sentence begins that does not begin with a plan's name."""
MOST_PERCENT = 1000.0
"""From here on a part of what the baseline earns tells only that this is next to nothing."""


def answer(outcomes: Outcomes, question: Question, fought: Sequence[Duel]) -> list[str]:
    """What the firm should do, in one sentence; none where it is asked of anything but profit, or has no choice."""
    choices = [duel for duel in fought if duel.strategy not in question.world]
    if question.metric != NOW or not choices:
        return []
    best = max(choices, key=lambda duel: duel.difference.mean)
    focus, base, name = question.focus, question.named(question.baseline), question.named(best.strategy)
    found, told = best.difference, question.amount(best.difference)
    part = part_of_baseline(outcomes, question, found)
    if are_tied([duel.difference for duel in choices]):
        return [f"no plan changes what {focus} earns: all come to the same as {base}."]
    if found.n < 2:
        return [f"in the one replicate {name} earns {focus} {told} than {base}{part}; that may be luck."]
    if found.mean > 0.0 and best.is_sure:
        return [f"{name} earns {focus} {told} than {base}{part}{_whether_best(outcomes, question, best.strategy)}."]
    comes = "comes to the same" if are_tied([found]) else f"earns {told}{part}"
    if all(duel.difference.high < 0.0 for duel in choices):
        return [f"leave things as they are: all plans earn {focus} less than {base}; {name}, the nearest, {comes}."]
    return [f"no plan is shown to earn {focus} more than {base}: {name}, the nearest, {comes}."]


def _whether_best(outcomes: Outcomes, question: Question, strategy: str) -> str:
    """Whether the plan that is ahead is the best of several, where that is sure or is not; empty of two."""
    chances = outcomes.chances(question.focus, question.metric, question.world)
    if len(chances) < 3:
        return ""
    if is_sure(chances[strategy]):
        return ", and is the best plan"
    second = max((one for one in chances if one != strategy), key=lambda one: chances[one])
    return f"; whether {question.named(second)} is better is not told yet"


def asked(outcomes: Outcomes, question: Question) -> list[str]:
    """The plans that the question sets against each other, pair by pair, the one that is ahead first."""
    found = against(outcomes, question, list(itertools.combinations(question.ask, 2)))
    return [_neither(outcomes, question, behind, duel) or _of_pair(outcomes, question, behind, duel)
            for behind, duel in found]  # fmt: skip


def _neither(outcomes: Outcomes, question: Question, other: str, duel: Duel) -> str:
    """That both plans are behind the baseline, and which of them less; empty where one is not."""
    base, names = question.baseline, (duel.strategy, other)
    found = [outcomes.difference(name, base, question.focus, question.metric) for name in names]
    behind = [one for one in found if one is not None and one.mean < 0.0]
    if question.metric != NOW or len(behind) < 2:
        return ""
    first, second = (question.named(name) for name in names)
    is_shown = all(one.n > 1 and one.excludes_zero for one in behind)
    lose = f"both lose to {question.named(base)}" if is_shown else f"both are behind {question.named(base)}"
    if behind[0].n > 1 and are_tied([duel.difference]):
        return f"neither {first} nor {second}: {lose}, by the same."
    size = question.amount(duel.difference).removesuffix(" more").replace(" more ", " ")
    sure = "" if duel.is_sure else ", which may be luck"
    return f"neither {first} nor {second}: {lose}; of the two {first} loses less, by {size}{sure}."


def _of_pair(outcomes: Outcomes, question: Question, other: str, duel: Duel) -> str:
    """A sentence on two plans, of which the duel's is not behind."""
    name, second, found = question.named(duel.strategy), question.named(other), duel.difference
    if found.n > 1 and are_tied([found]):
        return f"no difference between {name} and {second}: both earn {question.focus} the same."
    told = question.amount(found)
    part = part_of_baseline(outcomes, question, found, f" of what {question.named(question.baseline)} earns")
    if found.n < 2:
        return f"in the one replicate {name} earns {question.focus} {told} than {second}{part}; that may be luck."
    if not duel.is_sure:
        return f"whether {name} or {second} is better is not shown: {name} earns {question.focus} {told}{part}."
    return f"{name} beats {second}: it earns {question.focus} {told}{part}."


def part_of_baseline(outcomes: Outcomes, question: Question, found: Estimate, of: str = "") -> str:
    """` (+27.1 %)` of what the baseline earns; nothing where it earns next to nothing. `of` says so in words."""
    level = outcomes.level(question.baseline, question.focus, question.metric)
    if level is None or level.mean <= 0.0:
        return ""
    share = 100.0 * found.mean / level.mean
    if abs(share) >= MOST_PERCENT:
        return ""
    return f" ({number(share, digits=1 if abs(share) < 100.0 else 0, sign=True)} %{of})"
