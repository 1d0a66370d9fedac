"""From measured numbers to verdicts: each check against its band, each claim by its worst check."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.evidence.criteria import Check, Fact, spelled
from analysis.statistics.estimates import Estimate, estimate, share
from analysis.text.numbers import fitting_digits, number

VERDICTS = ("holds", "holds_only_if", "near", "fails")
"""From the best to the worst."""
NEAR = 0.25
"""Part of a band's width (of its end, where the other end is open) by which a near miss may miss."""
CONDITION = "only_if"
"""Checks named so do not judge the claim: where it does not hold, they tell under which condition it does."""


@dataclass(frozen=True)
class Judgement:
    """A check, what was measured, and the verdict."""

    name: str
    check: Check
    found: Estimate | None
    verdict: str

    @property
    def is_condition(self) -> bool:
        """Whether it tells under which condition the claim holds, and does not judge it."""
        return self.name.startswith(CONDITION)

    @property
    def measured(self) -> str:
        """0.31 (0.29 … 0.33), in as many digits as matter."""
        return "not measured" if self.found is None else estimate_text(self.found)


@dataclass(frozen=True)
class FindingVerdict:
    """A claim or law, its checks as judged, and what comes of them."""

    id: str
    fact: Fact
    judgements: tuple[Judgement, ...]
    verdict: str
    trouble: str = ""

    @property
    def is_measured(self) -> bool:
        """Whether any of it was measured."""
        return any(judgement.found is not None for judgement in self.judgements)

    @property
    def missed(self) -> list[Judgement]:
        """The checks that are not met."""
        judged = [judgement for judgement in self.judgements if not judgement.is_condition]
        return [judgement for judgement in judged if judgement.verdict != "holds"]

    @property
    def deciding(self) -> Judgement:
        """The check that decides: the first of the worst."""
        judged = [judgement for judgement in self.judgements if not judgement.is_condition]
        return max(judged, key=lambda judgement: VERDICTS.index(judgement.verdict))


def estimate_text(found: Estimate) -> str:
    """A mean with its interval, where there is one that has a width."""
    ends = (found.mean, found.low, found.high)
    digits = 0 if found.mean == int(found.mean) and not found.sd > 0.0 else min(fitting_digits(*ends), 4)
    middle, low, high = (number(end, digits=digits) for end in ends)
    return middle if math.isnan(found.low) or found.sd == 0.0 else f"{middle} ({low} … {high})"


def judge_finding(
    name: str, fact: Fact, replicates: Sequence[Mapping[str, float]], trouble: str = ""
) -> FindingVerdict:
    """The verdict on a claim or law from the measures of each replicate; what is undefined in one is left out."""
    judged = []
    for key, check in fact.checks.items():
        values = [float(measures[key]) for measures in replicates if math.isfinite(measures.get(key, math.nan))]
        found = _pooled(values, check) if values else None
        judged.append(Judgement(key, check, found, verdict_on(check, found)))
    return FindingVerdict(name, fact, tuple(judged), _worst(judged), trouble)


def _worst(judged: Sequence[Judgement]) -> str:
    """The verdict of the worst check; the conditions, where all of them hold, make it `holds_only_if`."""
    worst = max((one.verdict for one in judged if not one.is_condition), key=VERDICTS.index)
    conditions = {one.verdict for one in judged if one.is_condition}
    return "holds_only_if" if worst != "holds" and conditions == {"holds"} else worst


def _pooled(values: Sequence[float], check: Check) -> Estimate:
    """Mean over replicates with its interval, or what they add up to."""
    if check.pool == "sum":
        return Estimate(math.fsum(values), math.nan, math.nan, math.nan, len(values))
    return share(values) if not check.paired and set(values) <= {0.0, 1.0} else estimate(values)


def by_mean(judged: Judgement) -> Judgement:
    """The same measure judged by its mean, however sure the replicates are; no difference at all is none."""
    return judged if is_naught(judged) else replace(judged, verdict=_by_mean(judged.check, judged.found))


def judged_anew(verdict: FindingVerdict, judgements: Sequence[Judgement]) -> FindingVerdict:
    """The verdict that follows from other judgements on its checks."""
    return replace(verdict, judgements=tuple(judgements), verdict=_worst(judgements))


def is_naught(judged: Judgement) -> bool:
    """Whether two runs that were to differ by something do not differ at all."""
    return judged.check.paired and judged.found is not None and judged.found.mean == 0.0


def verdict_on(check: Check, found: Estimate | None) -> str:
    """Holds in the band, near within a quarter of its width, else fails; a difference must also be sure."""
    verdict = _by_mean(check, found)
    is_unsure = found is not None and check.paired and found.n > 1 and not found.excludes_zero
    return "near" if verdict == "holds" and is_unsure else verdict


def _by_mean(check: Check, found: Estimate | None) -> str:
    if found is None:
        return "fails"
    bands = [check, check.model_copy(update={"band": check.was})] if check.was else [check]
    return max((_against(band.low, band.high, found.mean) for band in bands), key=VERDICTS.index)


def _against(low: float, high: float, value: float) -> str:
    slack = 1e-9 * max(1.0, abs(value))
    if low - slack <= value <= high + slack:
        return "holds"
    open_ended = math.isinf(low) or math.isinf(high)
    width = min(abs(low), abs(high)) if open_ended else high - low
    return "near" if low - NEAR * width <= value <= high + NEAR * width else "fails"


def note_on(verdict: FindingVerdict) -> str:
    """What the numbers of the row leave unsaid: the deciding check, the others, changed bands, trouble."""
    if not verdict.is_measured:
        return verdict.trouble or "not measured"
    deciding = verdict.deciding
    others = [f"{other.name} {other.measured}" for other in verdict.judgements if other is not deciding]
    parts = [f"{deciding.name}: {deciding.check.meaning}"]
    if others:
        parts.append(f"also {', '.join(others)}")
    parts += [
        f"band of {judged.name} changed from {spelled(judged.check.was)}: {judged.check.why}"
        for judged in verdict.judgements
        if judged.check.was
    ]
    if verdict.fact.seen:
        parts.append(f"seen before {verdict.fact.seen}")
    if verdict.fact.shortfall and verdict.verdict != "holds":
        parts.append(verdict.fact.shortfall)
    return "; ".join([*parts, verdict.trouble] if verdict.trouble else parts)
