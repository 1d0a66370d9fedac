"""What a comparison says, in words a strategist can act on, and no surer than the numbers are."""

from __future__ import annotations

import math
from dataclasses import dataclass

from analysis.outcomes.answer import answer, asked
from analysis.outcomes.duels import NO_YEARS, Duel, Years, duels, sentence
from analysis.outcomes.outcomes import Outcomes
from analysis.outcomes.question import LATER, NOW, Question, is_sure, percent
from analysis.text.numbers import counted, listed, number


@dataclass(frozen=True)
class Verdict:
    """Sentences on who wins, warnings of what a winner may hide, and notes on how sure all this is."""

    sentences: tuple[str, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]


def verdict_of(outcomes: Outcomes, question: Question, years: Years = NO_YEARS) -> Verdict:
    """The answer, who beats the baseline for the focus firm, who is best of all, and what to beware of.

    `years` has the differences from the baseline year by year, as `years_of` gives them.
    """
    fought = duels(outcomes, question)
    if not fought:
        return Verdict((f"{question.metric} of {question.focus} is undefined: nothing to compare.",), (), ())
    sentences = asked(outcomes, question) + answer(outcomes, question, fought)
    sentences += [sentence(duel, question, len(fought), years) for duel in fought]
    judged = {question.baseline, *(duel.strategy for duel in fought)}
    lost = [one for one in outcomes.strategies if one not in judged]
    sentences += [f"{one}: {question.metric} of {question.focus} is undefined; it is not compared." for one in lost]
    warnings = [now_against_later(outcomes, duel.strategy, question) for duel in fought]
    return Verdict((*sentences, *best_of_all(outcomes, question)), tuple(filter(None, warnings)), tuple(notes(fought)))


def best_of_all(outcomes: Outcomes, question: Question) -> list[str]:
    """Who wins among three strategies or more."""
    chances = question.chances(outcomes)
    if len(chances) < 3 or any(math.isnan(chance) for chance in chances.values()):
        return []
    many = len(chances)
    (first, chance), (second, next_chance) = sorted(chances.items(), key=lambda item: -item[1])[:2]
    leader, runner_up = question.named(first), question.named(second)
    if is_sure(chance):
        return [f"best of the {many}: {leader}, with a chance of {percent(chance)}."]
    tied = tied_with(outcomes, first, question)
    if len(tied) == many:
        return [f"no best of the {many}: they do equally well."]
    if second in tied:
        return [f"no single best of the {many}: {listed([question.named(one) for one in tied])} do equally well."]
    lead = f"{leader} leads with a chance of {percent(chance)}, then {runner_up} with {percent(next_chance)}"
    return [f"no clear best of the {many}: {lead}."]


def tied_with(outcomes: Outcomes, strategy: str, question: Question) -> list[str]:
    """The strategies that come to the same as this one in every replicate, itself among them, in their order."""
    found = {one: outcomes.difference(one, strategy, question.focus, question.metric) for one in outcomes.strategies}
    return [one for one, gap in found.items() if gap is not None and gap.mean == 0.0 and not gap.sd > 0.0]


def now_against_later(outcomes: Outcomes, strategy: str, question: Question) -> str | None:
    """A warning where a strategy's profit and the value of the customers it leaves point in opposite ways."""
    now = outcomes.difference(strategy, question.baseline, question.focus, NOW)
    later = outcomes.difference(strategy, question.baseline, question.focus, LATER)
    if now is None or later is None or now.mean * later.mean >= 0.0:
        return None
    sure = now.excludes_zero and later.excludes_zero
    if now.n > 1 and not (now.excludes_zero or later.excludes_zero):
        return None
    more = ("earns more", "leaves a less valuable")
    less = ("earns less", "leaves a more valuable")
    verbs = more if now.mean > 0.0 else less
    sizes = f"{NOW} {question.shown(now)}, {LATER.replace('_', ' ')} {question.shown(later, LATER)}"
    advice = "judge it over a longer run" if sure else "not certain, since an interval includes 0"
    return f"{question.named(strategy)} {verbs[0]} now but {verbs[1]} customer base: {sizes}; {advice}."


def notes(fought: list[Duel]) -> list[str]:
    """How sure the verdict is: replicates, and what common random numbers were worth."""
    n = max(duel.difference.n for duel in fought)
    if n < 2:
        return ["1 replicate: no interval can be given; ask for --replicates 10 or more."]
    gains = [duel.speed_up for duel in fought if math.isfinite(duel.speed_up) and duel.difference.sd > 0.0]
    text = f"{counted(n, 'replicate')}, paired on the same customers and luck"
    if not gains:
        return [f"{text}."]
    low, high = min(gains), max(gains)
    worth = number(low, digits=1 if low < 10 else 0)
    if round(high) > round(low):
        worth += f" to {number(high, digits=1 if high < 10 else 0)}"
    return [f"{text}: independent luck would need {worth} times as many for the same precision."]
