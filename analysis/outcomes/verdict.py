"""What a comparison says, in words a strategist can act on, and no surer than the numbers are."""

from __future__ import annotations

import math
from dataclasses import dataclass

from analysis.outcomes.outcomes import Outcomes, direction, paired
from analysis.statistics import estimates
from analysis.text.intervals import difference_with_interval
from analysis.text.numbers import counted, listed, number, scale_and_unit

SURE = 0.95
NOW, LATER = "profit", "customer_equity"


@dataclass(frozen=True)
class Question:
    """Which metric of which firm decides, against which strategy, and in which currency."""

    baseline: str
    focus: str
    currency: str
    metric: str = NOW

    def shown(self, difference: estimates.Estimate, metric: str = "") -> str:
        """The difference with its unit and interval."""
        scale, unit = scale_and_unit(metric or self.metric, self.currency, difference=True)
        return difference_with_interval(difference, unit, scale)


@dataclass(frozen=True)
class Duel:
    """One strategy against the baseline; `p` is adjusted for the number of strategies asked about."""

    strategy: str
    difference: estimates.Estimate
    p: float
    speed_up: float


@dataclass(frozen=True)
class Verdict:
    """Sentences on who wins, warnings of what a winner may hide, and notes on how sure all this is."""

    sentences: tuple[str, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]


def verdict_of(outcomes: Outcomes, question: Question) -> Verdict:
    """Who beats the baseline for the focus firm, who is best of all, and what to beware of."""
    fought = duels(outcomes, question)
    if not fought:
        return Verdict((f"{question.metric} of {question.focus} is undefined: nothing to compare.",), (), ())
    sentences = [sentence(duel, question, len(fought)) for duel in fought]
    judged = {question.baseline, *(duel.strategy for duel in fought)}
    lost = [one for one in outcomes.strategies if one not in judged]
    sentences += [f"{one}: {question.metric} of {question.focus} is undefined; it is not compared." for one in lost]
    warnings = [now_against_later(outcomes, duel.strategy, question) for duel in fought]
    return Verdict((*sentences, *best_of_all(outcomes, question)), tuple(filter(None, warnings)), tuple(notes(fought)))


def duels(outcomes: Outcomes, question: Question) -> list[Duel]:
    """Each strategy against the baseline, with Holm's correction for asking about several."""
    pairs: list[tuple[str, list[list[float]]]] = []
    base = outcomes.values(question.baseline, question.focus, question.metric)
    for strategy in outcomes.strategies:
        pair = paired([outcomes.values(strategy, question.focus, question.metric), base])
        if strategy != question.baseline and pair[0]:
            pairs.append((strategy, pair))
    differences = [estimates.paired_difference(*pair) for _, pair in pairs]
    adjusted = estimates.holm([estimates.p_value(difference) for difference in differences])
    return [
        Duel(strategy, difference, p, estimates.speed_up(*pair))
        for (strategy, pair), difference, p in zip(pairs, differences, adjusted, strict=True)
    ]


def sentence(duel: Duel, question: Question, asked: int) -> str:
    """The outcome of one duel in plain words."""
    name, base, found = duel.strategy, question.baseline, duel.difference
    what = f"{question.metric} of {question.focus}"
    size = f"{what} {question.shown(found)}"
    if found.n < 2:
        return f"{name} against {base}: {size} in the one replicate; one cannot tell effect from luck."
    if found.mean == 0.0 and found.sd == 0.0:
        return f"no difference: {name} leaves the {what} as it is under {base} in all {found.n} replicates."
    if not found.excludes_zero:
        return f"no difference shown between {name} and {base}: {size}; the interval includes 0."
    won = (found.mean > 0.0) == (direction(question.metric) != "down")
    if duel.p >= 1.0 - SURE:
        may = "may beat" if won else "may lose to"
        doubt = f"one of {asked} strategies may differ so by chance (p {duel.p:.2f} by Holm's correction)"
        return f"{name} {may} {base}: {size}; {doubt}."
    return f"{name} {'beats' if won else 'loses to'} {base}: {size}."


def best_of_all(outcomes: Outcomes, question: Question) -> list[str]:
    """Who wins among three strategies or more."""
    chances = outcomes.chances(question.focus, question.metric)
    if len(chances) < 3 or any(math.isnan(chance) for chance in chances.values()):
        return []
    (first, chance), (second, next_chance) = sorted(chances.items(), key=lambda item: -item[1])[:2]
    if chance >= SURE:
        return [f"best of the {len(chances)}: {first}, with a chance of {percent(chance)}."]
    tied = tied_with(outcomes, first, question)
    if len(tied) == len(chances):
        return [f"no best of the {len(chances)}: they do equally well."]
    if second in tied:
        return [f"no single best of the {len(chances)}: {listed(tied)} do equally well."]
    lead = f"{first} leads with a chance of {percent(chance)}, then {second} with {percent(next_chance)}"
    return [f"no clear best of the {len(chances)}: {lead}."]


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
    return f"{strategy} {verbs[0]} now but {verbs[1]} customer base: {sizes}; {advice}."


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


def percent(share: float) -> str:
    """A chance as percent, never rounded to certainty."""
    if share in (0.0, 1.0):
        return f"{share:.0%}".replace("%", " %")
    return f"{min(max(share, 0.001), 0.999) * 100:.{1 if share > 0.99 or share < 0.01 else 0}f} %"
