"""From measured numbers to verdicts: each check against its band, each claim by its worst check."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from analysis.evidence.verdicts.criteria import Check, Fact, spelled
from analysis.evidence.verdicts.settling import ends_crossed, replicates_to_settle
from analysis.statistics.estimates import Estimate, estimate, share
from analysis.text.numbers import fitting_digits, number

VERDICTS = ("holds", "holds_only_if", "unsettled", "near", "undefined", "fails", "empty")
"""From the best to the worst. `unsettled`: more replicates may turn it; `undefined`: no replicate has such a number;
`empty`, of a claim or law only: all its checks would be met without the mechanism that it is about."""
NEAR = 0.25
"""Part of a band's width (of its end, where the other end is open) by which a near miss may miss."""
MOST_OF_END = 0.5
"""Part of the end itself that it may miss at most: a band from 2 to 20 has no near miss at 0."""
CONDITION = "only_if"
"""Checks named so do not judge the claim: where it does not hold, they tell under which condition it does."""


@dataclass(frozen=True)
class Judgement:
    """A check, or that of one firm (`lift_of_each.3`), what was measured, and the verdict."""

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
    is_silent: bool = False
    """Whether the law says nothing in such a market."""

    @property
    def is_measured(self) -> bool:
        """Whether any of it was measured."""
        return any(judgement.found is not None for judgement in self.judgements)

    @property
    def judging(self) -> list[Judgement]:
        """The checks that judge it as it is measured now: no condition, and not on former terms."""
        return _on(self.judgements, "now")

    @property
    def missed(self) -> list[Judgement]:
        """The checks that are not met."""
        return [judgement for judgement in self.judging if judgement.verdict != "holds"]

    @property
    def deciding(self) -> Judgement:
        """The check that decides: the first of the worst."""
        return max(self.judging, key=lambda judgement: VERDICTS.index(judgement.verdict))

    @property
    def as_written(self) -> str:
        """The verdict on the terms once written down; empty where they are those of now."""
        return _worst(_on(self.judgements, "written")) if self.fact.was else ""

    @property
    def by_construction(self) -> list[str]:
        """The checks that read back an input or an identity."""
        return [judgement.name for judgement in self.judging if judgement.check.by_construction]

    @property
    def is_by_construction(self) -> bool:
        """Whether it holds, and nothing in it could have failed but by a fault in the program."""
        return self.verdict == "holds" and not any(judged.check.is_refutable for judged in self.judging)

    @property
    def replicates_needed(self) -> int | None:
        """Replicates that it would take to settle all its checks; None where that is beyond reach."""
        needed = [replicates_to_settle(judged.check, judged.found) for judged in self.judging]
        return None if None in needed else max(count or 0 for count in needed)


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
        names = _of_each_firm(key, replicates) if check.each else [key]
        judged += [_judged(name, check, replicates) for name in names or [key]]
    return FindingVerdict(name, fact, tuple(judged), _verdict_of(judged), trouble)


def _of_each_firm(check: str, replicates: Sequence[Mapping[str, float]]) -> list[str]:
    """The names under which a check is measured, a firm each, in the order of the firms."""
    names = {name for measures in replicates for name in measures if name.startswith(f"{check}.")}
    return sorted(names, key=lambda name: int(name.rsplit(".", 1)[1]))


def _judged(name: str, check: Check, replicates: Sequence[Mapping[str, float]]) -> Judgement:
    """A check, or that of one firm, by what was measured under its name."""
    values = [float(measures[name]) for measures in replicates if math.isfinite(measures.get(name, math.nan))]
    found = _pooled(values, check) if values else None
    return Judgement(name, check, found, verdict_on(check, found))


def _on(judged: Sequence[Judgement], terms: Literal["now", "written"]) -> list[Judgement]:
    """The checks that judge a claim on the terms of now, or on those once written down."""
    return [one for one in judged if not one.is_condition and one.check.terms in ("both", terms)]


def _worst(judged: Sequence[Judgement]) -> str:
    return max((one.verdict for one in judged), key=VERDICTS.index)


def _verdict_of(judged: Sequence[Judgement]) -> str:
    """The verdict of the worst check; the conditions, where all of them hold, make it `holds_only_if`.

    Where all is met, and would be without the mechanism that it is about, the claim is empty.
    """
    own = _on(judged, "now")
    worst, conditions = _worst(own), {one.verdict for one in judged if one.is_condition}
    if worst == "holds" and any(one.check.empty for one in own) and not any(one.check.is_refutable for one in own):
        return "empty"
    return "holds_only_if" if worst != "holds" and conditions == {"holds"} else worst


def _pooled(values: Sequence[float], check: Check) -> Estimate:
    """Mean over replicates with its interval, or what they add up to."""
    if check.pool == "sum":
        return Estimate(math.fsum(values), math.nan, math.nan, math.nan, len(values))
    return share(values) if not check.paired and set(values) <= {0.0, 1.0} else estimate(values)


def by_mean(judged: Judgement) -> Judgement:
    """The same measure judged by its mean, however sure the replicates are."""
    return replace(judged, verdict=_by_mean(judged.check, judged.found))


def judged_anew(verdict: FindingVerdict, judgements: Sequence[Judgement]) -> FindingVerdict:
    """The verdict that follows from other judgements on its checks."""
    return replace(verdict, judgements=tuple(judgements), verdict=_verdict_of(judgements))


def is_naught(judged: Judgement) -> bool:
    """Whether two runs that were to differ by something do not differ at all."""
    return judged.check.paired and judged.found is not None and judged.found.mean == 0.0


def verdict_on(check: Check, found: Estimate | None) -> str:
    """Holds in the band, near within a quarter of its width and half of its end, else fails; unsettled where luck may
    turn that.

    That is where the interval crosses an end of the band, or 0 for a difference. What nobody measured is undefined.
    """
    return "unsettled" if ends_crossed(check, found) else _by_mean(check, found)


def _by_mean(check: Check, found: Estimate | None) -> str:
    if found is None:
        return "undefined"
    if check.paired and found.mean == 0.0:
        return "fails"  # a difference that is none
    bands = [check, check.model_copy(update={"band": check.was})] if check.was else [check]
    return max((_against(band.low, band.high, found.mean) for band in bands), key=VERDICTS.index)


def _against(low: float, high: float, value: float) -> str:
    slack = 1e-9 * max(1.0, abs(value))
    if low - slack <= value <= high + slack:
        return "holds"
    return "near" if low - margin(low, high) <= value <= high + margin(high, low) else "fails"


def margin(end: float, other: float) -> float:
    """By how much a near miss may miss an end of a band whose other end is given."""
    if math.isinf(end):
        return 0.0
    return NEAR * abs(end) if math.isinf(other) else min(NEAR * abs(other - end), MOST_OF_END * abs(end))


WORDS = {
    "holds": "holds",
    "holds_only_if": "holds only under a condition",
    "unsettled": "is unsettled",
    "near": "misses narrowly",
    "undefined": "is undefined",
    "fails": "fails",
}


def worded(verdict: str) -> str:
    """The verdict as the end of a sentence."""
    return WORDS[verdict]


def settling(verdict: FindingVerdict) -> str:
    """How many replicates it would take to settle what is unsettled."""
    needed = verdict.replicates_needed
    return (
        f"some {needed:,} replicates would settle it" if needed else "no number of replicates in reach would settle it"
    )


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
    if verdict.verdict == "unsettled":
        parts.append(settling(verdict))
    if verdict.fact.was:
        parts.append(f"on the terms once written down it {worded(verdict.as_written)}")
    if verdict.fact.seen:
        parts.append(f"seen before {verdict.fact.seen}")
    if verdict.fact.shortfall and verdict.verdict != "holds":
        parts.append(verdict.fact.shortfall)
    return "; ".join([*parts, verdict.trouble] if verdict.trouble else parts)
