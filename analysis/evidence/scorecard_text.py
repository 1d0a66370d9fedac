"""The scorecard on a terminal: a line a claim or law, then what does not hold, at most 100 columns wide."""

from __future__ import annotations

import textwrap

from analysis.evidence.scorecard import Scorecard
from analysis.evidence.verdicts.judging import FindingVerdict, Judgement, settling
from analysis.outcomes.tables import WIDTH
from analysis.text.terminal_width import fitting

SHOWN = {"holds": "holds", "holds_only_if": "only if"}
COLUMNS = (3, 12, 26, 14)
"""Widths of id, verdict, measured and expected; the statement takes the rest."""


def table(card: Scorecard) -> str:
    """A line a claim or law: verdict, the check that decides it, and what is claimed."""
    lines = [_line(("id", "verdict", "measured", "expected", "claim or law")), "─" * fitting(WIDTH)]
    for verdict in card.verdicts:
        deciding = verdict.deciding
        cells = (verdict.id, word(verdict), deciding.measured, deciding.check.expected, verdict.fact.statement)
        lines.append(_line(cells))
    return "\n".join(lines)


def word(verdict: FindingVerdict) -> str:
    """The verdict as people read it; what nobody has measured does not count as refuted."""
    if verdict.is_silent:
        return "says nothing"
    if verdict.is_by_construction:
        return "constructed"
    return SHOWN.get(verdict.verdict, verdict.verdict) if verdict.is_measured else "not measured"


def _line(cells: tuple[str, ...]) -> str:
    start = "  ".join(cell.ljust(width) for cell, width in zip(cells, COLUMNS, strict=False))
    room = fitting(WIDTH) - len(start) - 2
    return f"{start}  {shortened(cells[-1], room)}".rstrip()


def shortened(text: str, room: int) -> str:
    """The text cut at so many characters."""
    return text if len(text) <= room else text[: max(room - 1, 0)].rstrip() + "…"


def shortfalls(card: Scorecard) -> str:
    """What was measured and does not hold, each check that misses its band in words."""
    found = [
        f"{verdict.id} {word(verdict)}: {sentence}"
        for verdict in card.verdicts
        if verdict.is_measured and not verdict.is_silent and verdict.verdict != "holds"
        for sentence in sentences(verdict) or ["all of it is met without the mechanism that it is about"]
    ]
    return "\n".join(textwrap.fill(line, fitting(WIDTH), subsequent_indent="    ") for line in found)


def wrapped(text: str) -> str:
    """The text in lines no longer than a terminal takes."""
    return textwrap.fill(text, fitting(WIDTH), break_long_words=False, break_on_hyphens=False)


def sentences(verdict: FindingVerdict) -> list[str]:
    """A sentence for each check that is not met."""
    told = [
        f"{judged.check.meaning}: {judged.measured}, expected {judged.check.expected}{_surely(judged)}"
        for judged in verdict.missed
    ]
    return [*told, settling(verdict)] if verdict.verdict == "unsettled" else told


def _surely(judged: Judgement) -> str:
    """What is missing where only chance is."""
    return " and its interval clear of 0" if judged.check.paired and judged.verdict in ("near", "unsettled") else ""


BROKEN = {"fails": "breaks", "unsettled": "breaks or keeps, these replicates cannot say,"}


def breaches(card: Scorecard) -> str:
    """For somebody's own market: which laws it breaks, and why."""
    asked = [verdict for verdict in card.verdicts if verdict.is_measured and not verdict.is_silent]
    broken = [verdict for verdict in asked if verdict.missed]
    if not broken:
        return "Your market breaks none of the laws that were measured."
    lines = [
        f"Your market {BROKEN.get(verdict.verdict, 'comes near to, and misses,')}"
        f" law {int(verdict.id[1:])} ({verdict.fact.statement.rstrip('.')}), because {reason}."
        for verdict in broken
        for reason in [" and ".join(_because(verdict))]
    ]
    return "\n".join(textwrap.fill(line, fitting(WIDTH), subsequent_indent="    ") for line in lines)


def _because(verdict: FindingVerdict) -> list[str]:
    return [
        f"{judged.check.meaning} is {judged.measured}, where markets show {judged.check.expected}{_surely(judged)}"
        for judged in verdict.missed
    ]
