"""The honest numbers: how many claims and laws are refutable and hold, hold by construction, are unsettled, fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from analysis.evidence.verdicts.criteria import facts
from analysis.evidence.verdicts.judging import FindingVerdict

HELD, CONSTRUCTED = "refutable and held", "held by construction"
STANDINGS = (HELD, CONSTRUCTED, "only under a condition", "unsettled", "near", "empty", "undefined", "failed")
"""What a claim or law can be, from the best to the worst; all but the first two count as not held."""
OF_VERDICT = {"holds": HELD, "holds_only_if": "only under a condition", "fails": "failed"}
GROUPS = {"": "claims", "calibration": "calibration facts", "held_out": "held-out facts"}
UNTOUCHED = "untouched held-out facts"
"""Held out in truth: nothing was chosen with a view to it, and no claim shares its measure."""


def standing(verdict: FindingVerdict) -> str:
    """What a claim or law is."""
    return CONSTRUCTED if verdict.is_by_construction else OF_VERDICT.get(verdict.verdict, verdict.verdict)


def is_untouched(name: str) -> bool:
    """Whether a law is held out in truth."""
    fact = facts()[name]
    return fact.role == "held_out" and not fact.seen and not fact.same_as


def counted(standings: Iterable[tuple[str, str]]) -> dict[str, Mapping[str, int]]:
    """How many there are of each standing, by group; from ids and standings.

    Groups without any are left out; that none of the held-out facts is untouched is told.
    """
    groups: dict[str, Counter[str]] = {name: Counter() for name in (*GROUPS.values(), UNTOUCHED)}
    for name, what in standings:
        groups[GROUPS[facts()[name].role]][what] += 1
        if is_untouched(name):
            groups[UNTOUCHED][what] += 1
    told = {UNTOUCHED} if groups[GROUPS["held_out"]] else set()
    return {name: counts for name, counts in groups.items() if counts or name in told}


def sentence(group: str, counts: Mapping[str, int]) -> str:
    """Of 57 claims 44 refutable and held, 5 held by construction, 8 failed; or that there are none."""
    if not sum(counts.values()):
        return f"There are no {group}."
    parts = [f"{counts[what]} {what}" for what in STANDINGS if counts.get(what)]
    return f"Of {sum(counts.values())} {group} {', '.join(parts)}."
