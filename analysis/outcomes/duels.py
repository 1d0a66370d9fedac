"""Each strategy against the baseline, or two against each other, in a sentence no surer than the numbers are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.outcomes.outcomes import Outcomes, paired
from analysis.outcomes.question import SURE, Question
from analysis.outcomes.years import Year, told_by_year
from analysis.statistics import estimates
from analysis.statistics.estimates import Estimate
from analysis.text.numbers import scale_and_unit
from simulation.measurement.metrics import direction

Years = Mapping[str, Sequence[Year]]
"""The difference of each strategy from the baseline, a year after the other."""
NO_YEARS: Years = {}


@dataclass(frozen=True)
class Duel:
    """One strategy against the baseline; `p` is adjusted for the number of strategies asked about."""

    strategy: str
    difference: estimates.Estimate
    p: float
    speed_up: float

    @property
    def is_sure(self) -> bool:
        """Whether luck, at 95 %, did not make the difference, though several strategies were asked about."""
        return self.difference.excludes_zero and self.p < 1.0 - SURE


def are_tied(differences: Sequence[Estimate]) -> bool:
    """Whether each is nothing in every replicate."""
    return all(one.mean == 0.0 and not one.sd > 0.0 for one in differences)


def against(outcomes: Outcomes, question: Question, pairs: Sequence[Sequence[str]]) -> list[tuple[str, Duel]]:
    """Pairs of strategies, each as the one that is behind and the duel of the other with it; without undefined ones.

    Holm's correction is for the number of pairs.
    """
    found: list[tuple[str, str, list[list[float]]]] = []
    for pair in pairs:
        columns = paired([outcomes.values(one, question.focus, question.metric) for one in pair])
        if columns[0]:
            better = "up" if direction(question.metric) != "down" else "down"
            is_behind = (estimates.mean(columns[0]) < estimates.mean(columns[1])) == (better == "up")
            order = [1, 0] if is_behind else [0, 1]
            found.append((pair[order[0]], pair[order[1]], [columns[place] for place in order]))
    differences = [estimates.paired_difference(*columns) for *_, columns in found]
    adjusted = estimates.holm([estimates.p_value(difference) for difference in differences])
    return [
        (second, Duel(first, difference, p, estimates.speed_up(*columns)))
        for (first, second, columns), difference, p in zip(found, differences, adjusted, strict=True)
    ]


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


def sentence(duel: Duel, question: Question, asked: int, years: Years = NO_YEARS) -> str:
    """The outcome of one duel in plain words, in all and, where the run has several years, year by year."""
    name, base, found = question.named(duel.strategy), question.named(question.baseline), duel.difference
    what = f"{question.metric} of {question.focus}"
    unit = scale_and_unit(question.metric, question.currency, difference=True)[1]
    size = f"{what} {question.shown(found)}{told_by_year(years, duel.strategy, unit)}"
    if duel.strategy in question.world:
        changed = question.world[duel.strategy]
        return f"{name} changes the world, not your firm ({changed}): {size}; no choice of yours, it is not ranked."
    if found.n < 2:
        return f"{name} against {base}: {size} in the one replicate; one cannot tell effect from luck."
    if found.mean == 0.0 and found.sd == 0.0:
        return f"no difference: {name} leaves the {what} as it is under {base} in all {found.n} replicates."
    if not found.excludes_zero:
        return f"no difference shown between {name} and {base}: {size}; the interval includes 0."
    won = (found.mean > 0.0) == (direction(question.metric) != "down")
    if not duel.is_sure:
        may = "may beat" if won else "may lose to"
        doubt = f"one of {asked} strategies may differ so by chance (p {duel.p:.2f} by Holm's correction)"
        return f"{name} {may} {base}: {size}; {doubt}."
    return f"{name} {'beats' if won else 'loses to'} {base}: {size}."
