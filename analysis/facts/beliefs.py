"""What a user believes beside what the model shows: which beliefs hold in this market, and which it breaks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from analysis.outcomes.outcomes import Outcomes, paired
from analysis.statistics import estimates
from analysis.statistics.estimates import Estimate
from analysis.statistics.metric_bounds import bounded
from analysis.statistics.ratios import change_in_parts
from analysis.text.numbers import counted, fitting_digits, number
from simulation.facts.expectations import OUTCOMES, Expectation

Verdict = Literal["holds", "broken", "open", "undefined"]
SAID = {"holds": "holds", "broken": "broken", "open": "not settled", "undefined": "undefined"}


class Belief(NamedTuple):
    """A belief, the bounds that it sets, and where the model lies, with its 95 % interval.

    Numbers are parts of the outcome, its differences or the outcome itself, as `measure` says. Broken: the whole
    interval lies outside the bounds; holds: all of it within; open: neither. With one replicate the number decides.
    """

    sentence: str
    measure: str
    outcome: str
    low: float
    high: float
    model: float
    ci_low: float
    ci_high: float
    replicates: int
    verdict: Verdict


def judged(believed: Iterable[Expectation], baseline: str, named: Mapping[str, str], found: Outcomes) -> list[Belief]:
    """Each belief as the outcomes show it; `named` has the strategy under which a sentence's change was simulated."""
    return [_judged(one, baseline, named.get(one.sentence), found) for one in believed]


def _judged(one: Expectation, baseline: str, strategy: str | None, found: Outcomes) -> Belief:
    level = _level(one, baseline, strategy, found)
    if level is None or math.isnan(level.mean):
        nothing = (math.nan, math.nan, math.nan, 0)
        return Belief(one.sentence, one.measure, one.outcome, one.low, one.high, *nothing, verdict="undefined")
    low, high = (level.mean, level.mean) if level.n < 2 else (level.low, level.high)
    verdict: Verdict = "holds" if one.low <= low and high <= one.high else "open"
    verdict = "broken" if high < one.low or low > one.high else verdict
    if one.measure == "part" and _may_be_nothing(found.level(baseline, one.firm, one.outcome)):
        verdict = "open"
    return Belief(one.sentence, one.measure, one.outcome, one.low, one.high, level.mean, level.low, level.high,
                  level.n, verdict)  # fmt: skip


def _level(one: Expectation, baseline: str, strategy: str | None, found: Outcomes) -> Estimate | None:
    """What the model shows: the outcome, or by how much it changed; None where that is defined in no replicate.

    A change in parts is that of the mean, as `compare` has it: the mean of each replicate's own part would be ruled by
    those in which there was next to nothing to be a part of.
    """
    before = found.values(baseline, one.firm, one.outcome)
    if strategy is None:
        return bounded(estimates.estimate(list(before.values())), one.outcome) if before else None
    now, then = paired([found.values(strategy, one.firm, one.outcome), before])
    if not now:
        return None
    return estimates.paired_difference(now, then) if one.measure == "points" else change_in_parts(now, then)


def _may_be_nothing(level: Estimate | None) -> bool:
    """Whether an outcome's interval has 0 in it, so that no percentage of it is settled."""
    return level is not None and level.n > 1 and not level.excludes_zero


def belief_lines(beliefs: Sequence[Belief]) -> list[str]:
    """A line a belief: whether it holds, what the model shows, the sentence; then how many are broken."""
    rows = [(SAID[one.verdict], shown(one), one.sentence) for one in beliefs]
    first, second = (max(len(row[place]) for row in rows) for place in (0, 1))
    lines = [f"{verdict:<{first}}  {model:>{second}}  {sentence}" for verdict, model, sentence in rows]
    broken = sum(one.verdict == "broken" for one in beliefs)
    doubt = " (one replicate: by luck perhaps)" if any(one.replicates == 1 for one in beliefs) else ""
    told = f"{broken} of {counted(len(beliefs), 'expectation')} broken by this market{doubt}"
    return [*lines, "", f"{told}; ± half the 95 % interval; broken: all of it is outside your bounds"]


def shown(one: Belief) -> str:
    """What the model shows, in the unit of the sentence: −11.2 ±1.3 %."""
    if one.verdict == "undefined":
        return "–"
    is_percent = one.measure == "part" or OUTCOMES[one.outcome] == "share"
    scale = 100.0 if is_percent else 1.0
    unit = " points" if one.measure == "points" else " %" if is_percent else ""
    half = scale * (one.ci_high - one.ci_low) / 2.0
    digits = 1 if is_percent or one.measure == "points" else min(2, fitting_digits(one.model))
    middle = number(scale * one.model, digits=digits, sign=one.measure != "level")
    return f"{middle}{'' if math.isnan(half) else f' ±{number(half, digits=digits)}'}{unit}"
