"""How sure a verdict is, in words: luck with the file's own numbers, and doubt over plausible worlds, told apart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.outcomes.outcomes import Outcomes
from analysis.outcomes.question import SURE, Question
from analysis.report.measure import Measure, measure_of
from analysis.text.numbers import listed, number
from analysis.uncertainty.doubt import METRIC, OUTCOMES, ROBUSTNESS, WorldsFound
from analysis.uncertainty.robustness import robustness
from simulation.measurement.metrics import direction

LUCK_ONLY = (
    "This verdict covers luck only: every assumption has the value that the file gives it, and none was varied;"
    " add --uncertain to see whether it survives other plausible values."
)
AT_MOST = "Given away: against the best plan of each world; at most so much in 95 of 100 worlds"
Row = dict[str, Any]


def sureness(outcomes: Outcomes, question: Question, doubt: WorldsFound) -> list[str]:
    """Luck and doubt of the plans that the verdict speaks of first, and who leads over the worlds."""
    plans = plans_told(outcomes, question, doubt.metric)
    luck = of_luck(outcomes, question, measure_of(doubt.scenario, doubt.metric))
    return [luck, *_of_doubt(outcomes, question, doubt, plans)]


def nearest(outcomes: Outcomes, question: Question, metric: str = METRIC) -> str:
    """The best of the plans that change what the firm does; the baseline where there is none."""
    means = {
        plan: _sign(metric) * found.mean
        for plan in outcomes.strategies
        if plan != question.baseline and plan not in question.world
        and (found := outcomes.difference(plan, question.baseline, question.focus, metric)) is not None
    }  # fmt: skip
    return max(means, key=lambda plan: means[plan], default=question.baseline)


def plans_judged(outcomes: Outcomes, question: Question, metric: str = METRIC) -> list[str]:
    """The plans that cost and luck are told of: those of the first sentence, or the nearest where none is better."""
    plans = plans_told(outcomes, question, metric)
    return plans if plans != [question.baseline] else [nearest(outcomes, question, metric)]


def leader(outcomes: Outcomes, question: Question, metric: str = METRIC) -> str:
    """The plan that is best with the numbers of the file: the baseline where no other is better."""
    plan = nearest(outcomes, question, metric)
    found = outcomes.difference(plan, question.baseline, question.focus, metric)
    return plan if found is not None and _sign(metric) * found.mean > 0.0 else question.baseline


def plans_told(outcomes: Outcomes, question: Question, metric: str = METRIC) -> list[str]:
    """The plans of the first sentence of the verdict: those that are asked for, best first, or the one that leads."""
    found = {plan: outcomes.difference(plan, question.baseline, question.focus, metric) for plan in question.ask}
    means = {
        plan: _sign(metric) * difference.mean
        for plan, difference in found.items()
        if difference is not None and plan != question.baseline
    }
    return sorted(means, key=lambda plan: -means[plan]) or [leader(outcomes, question, metric)]


def _sign(metric: str) -> float:
    """1 where more of a metric is better, else −1."""
    return -1.0 if direction(metric) == "down" else 1.0


def of_luck(outcomes: Outcomes, question: Question, measure: Measure) -> str:
    """What the plans told bring with the numbers of the file, and how much of that may be luck."""
    base, plans = question.baseline, plans_judged(outcomes, question, measure.metric)
    found = {plan: outcomes.difference(plan, base, question.focus, measure.metric) for plan in plans}
    told = {plan: one for plan, one in found.items() if one is not None and plan != base}
    if not told:
        return f"With these assumptions {measure.words} of {question.focus} is not defined for these plans."
    sizes = [f"{question.named(plan)} brings {measure.figure(one.mean, one.half_width, sign=True)}"
             for plan, one in told.items()]  # fmt: skip
    note = "one replicate: luck is not told" if any(one.n < 2 for one in told.values()) else "± luck"
    return f"With these assumptions {listed(sizes)} {measure.unit} against {question.named(base)} ({note})."


def _of_doubt(outcomes: Outcomes, question: Question, doubt: WorldsFound, plans: Sequence[str]) -> list[str]:
    """How these plans fare over the worlds, which does better there, and where the worlds contradict the file."""
    rows, metric = rows_of(doubt, question), doubt.metric.replace("_", " ")
    known = [plan for plan in plans if plan in rows]
    if not known:
        return [f"Over {doubt.worlds} plausible worlds {metric} of {question.focus} is too seldom defined to tell."]
    fates = "; ".join(_fate(rows[plan], question, doubt) for plan in known)
    told = [f"Over {doubt.worlds} plausible worlds {fates}."]
    if known == [question.baseline]:
        close = nearest(outcomes, question, doubt.metric)
        if close in rows and close not in known:
            better = of_100(rows[close], "better")
            told.append(f"{question.named(close)} is better than {question.named(question.baseline)} in {better}.")
    if len(known) > 1:
        told.append(_duel(known, question, doubt))
    often = max(rows, key=lambda name: rows[name]["best"])
    if often not in known:
        told.append(f"{question.named(often)} is best in more of them: in {of_100(rows[often], 'best')}.")
    return told + _disagreement(outcomes, question, rows, known, doubt.metric)


def _fate(row: Row, question: Question, doubt: WorldsFound) -> str:
    """How often a plan is better and best, and what it gives away against the best plan of each world."""
    plan, base = row["plan"], question.baseline
    parts = [] if plan == base else [f"better than {question.named(base)} in {of_100(row, 'better')}"]
    parts.append(f"best in {of_100(row, 'best')}")
    told = f"{question.named(plan)} is {' and '.join(parts)}"
    if row["best"] == 1.0:
        return told
    if row["best"] >= SURE or row["max_regret"] <= 0.0:
        return f"{told}, and gives away hardly anything"
    most = measure_of(doubt.scenario, doubt.metric).told(row["max_regret"])
    return f"{told}, and in 95 of 100 gives away at most {most} against the best plan of each"


def _duel(plans: Sequence[str], question: Question, doubt: WorldsFound) -> str:
    """In how many worlds the first of the plans that are asked for beats the next."""
    table = doubt.frames[OUTCOMES]
    own = (table["firm"] == question.focus) & (table["metric"] == doubt.metric) & table["plan"].isin(plans[:2])
    found: list[Any] = robustness(table[own], baseline=plans[1], seed=doubt.scenario.run.seed).to_dict("records")
    row = next(one for one in found if one["plan"] == plans[0])
    first, second = (question.named(plan) for plan in plans[:2])
    return f"{first} is better than {second} in {of_100(row, 'better')} worlds."


def _disagreement(
    outcomes: Outcomes, question: Question, rows: Mapping[str, Row], plans: Sequence[str], metric: str
) -> list[str]:
    """Where the file's own numbers and the worlds name another leader, or say more of one and less of the other."""
    own, most = leader(outcomes, question, metric), max(rows, key=lambda name: _sign(metric) * rows[name]["mean"])
    begun = "The numbers of the file and the worlds disagree:"
    if most != own and own in rows:
        first, second = question.named(own), question.named(most)
        best = "earns most" if metric == METRIC else f"is best by {metric.replace('_', ' ')}"
        others = "does" if metric == METRIC else "is"
        return [f"{begun} with the first {first} {best}, on average over the worlds {second} {others}."]
    for plan in plans:
        found = outcomes.difference(plan, question.baseline, question.focus, metric)
        if found is not None and found.mean * rows[plan]["mean"] < 0.0:
            ways = ("more", "less") if found.mean > 0.0 else ("less", "more")
            name, base = question.named(plan), question.named(question.baseline)
            verb = "earns" if metric == METRIC else "has"
            what = "" if metric == METRIC else f" {metric.replace('_', ' ')}"
            first = f"{name} {verb} {ways[0]}{what} than {base}"
            return [f"{begun} with the first {first}, on average over the worlds {ways[1]}."]
    return []


def rows_of(doubt: WorldsFound, question: Question) -> dict[str, Row]:
    """What `robustness.csv` says of what decides, of the firm that is judged, by plan."""
    table = doubt.frames[ROBUSTNESS]
    own = table[(table["firm"] == question.focus) & (table["metric"] == doubt.metric)]
    rows: list[Any] = own.to_dict("records")
    return {row["plan"]: row for row in rows}


def of_100(row: Row, name: str) -> str:
    """A share of worlds as so many of 100, with what the number of worlds leaves open; all or none only if it is."""
    share, error = row[name], row[f"{name}_se"]
    half = "" if math.isnan(error) or error < 0.0025 else f" ± {number(200.0 * error, digits=0)}"
    if 0.0 < share < 0.005:
        return "under 1 of 100"
    if 0.995 < share < 1.0:
        return "over 99 of 100"
    return f"{number(100.0 * share, digits=0)}{half} of 100"


def footnote(doubt: WorldsFound) -> str:
    """What `at most` means, and how sure shares of worlds are."""
    return f"{AT_MOST}. ±: what {doubt.worlds} worlds leave open of a share; more worlds tell it better."
