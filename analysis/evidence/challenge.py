"""Could it fail? Every claim and law without the mechanisms that it is about, and which checks are met all the same."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.evidence.measured import INTACT, differences
from analysis.evidence.verdicts.criteria import Check, facts
from analysis.evidence.verdicts.judging import FindingVerdict, Judgement, by_mean, margin
from analysis.outcomes.tables import WIDTH
from analysis.statistics.estimates import Estimate, estimate
from analysis.text.terminal_width import fitting

if TYPE_CHECKING:
    import pandas as pd

    from analysis.evidence.scorecard import Scorecard
    from simulation.scenario.scenario import Scenario

ROWS = [
    *("id", "check", "mechanisms", "measured", "measured_without", "difference", "ci_low", "ci_high", "replicates"),
    *("verdict", "verdict_without", "standing", "label"),
]
MET = ("holds", "near")
REFUTED, MOVED, EMPTY = "refutable", "moved", "empty"
CONSTRUCTED, UNDEFINED, MISSED = "by construction", "undefined without", "not met"
STANDINGS = (REFUTED, MOVED, UNDEFINED, EMPTY, CONSTRUCTED, MISSED)
"""What a check is: met, and not without what its claim is about; met either way, though the number moves; there is no
such number without; met either way, and the number does not move; an input or identity; not met as it is."""


@dataclass(frozen=True)
class Challenged:
    """A check with and without the mechanisms that its claim is about, both judged by their means."""

    id: str
    usual: Judgement
    off: Judgement
    change: Estimate | None
    """Of the number without them against the number with them, on the same luck; None where either is undefined."""
    trouble: str = ""
    """What was raised without them."""

    @property
    def standing(self) -> str:
        """What the check is."""
        if self.usual.check.by_construction:
            return CONSTRUCTED
        if by_mean(self.usual).verdict not in MET:
            return MISSED
        if self.off.found is None or self.change is None:
            return UNDEFINED
        if by_mean(self.off).verdict not in MET:
            return REFUTED
        is_unsure = not self.change.excludes_zero if self.change.n > 1 else self.change.mean == 0.0
        return EMPTY if is_unsure or abs(self.change.mean) < _slack(self.usual.check) else MOVED

    @property
    def label(self) -> str:
        """Whether `bands.yaml` says what the challenge found: empty in the list, empty here, or neither."""
        is_told = bool(self.usual.check.empty)
        if self.usual.check.each and not is_told:
            return ""  # of one firm: the others may show it
        if self.standing == EMPTY and self.usual.check.terms != "written":
            return "labelled" if is_told else "NOT LABELLED"
        return "labelled empty, and is not" if is_told and self.standing in (REFUTED, MOVED, UNDEFINED) else ""


def _slack(check: Check) -> float:
    """By how much a number has to move: what a near miss may miss, at the end where that is more."""
    return max(margin(check.low, check.high), margin(check.high, check.low))


def about(name: str) -> tuple[str, ...]:
    """The mechanisms that a claim or law is about."""
    return facts()[name].about


def arms(scenario: Scenario, names: Sequence[str], replicates: int) -> dict[str, Scenario]:
    """The market once for each set of mechanisms to be absent, by what it lacks."""
    fewer = scenario.changed({"run.replicates": min(replicates, scenario.run.replicates)})
    return dict.fromkeys((arm_of(about(name)) for name in names), fewer)


def arm_of(mechanisms: Sequence[str]) -> str:
    """What the arm without these is called."""
    return f"challenged without {', '.join(mechanisms)}"


def absent(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What each arm lacks."""
    return {arm_of(about(name)): about(name) for name in names}


def asked(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The claims and laws that are measured in each arm: those that are about what it lacks."""
    return {arm: tuple(name for name in names if arm_of(about(name)) == arm) for arm in absent(names)}


def compared(cards: Mapping[str, Scorecard], names: Sequence[str]) -> list[Challenged]:
    """Every check with and without, in order, from the scorecards of the intact market and of all arms."""
    usual = {verdict.id: verdict for verdict in cards[INTACT].verdicts}
    intact, found = cards[INTACT].measured, []
    for name in names:
        card = cards[arm_of(about(name))]
        off = next(verdict for verdict in card.verdicts if verdict.id == name)
        without = {one.name: one for one in off.judgements}
        for one in usual[name].judgements:
            unmeasured = replace(one, found=None, verdict="undefined")
            changes = differences(intact, card.measured, name, one.name)
            change = estimate(changes) if changes else None
            found.append(Challenged(name, one, without.get(one.name, unmeasured), change, off.trouble))
    return found


def emptied(verdict: FindingVerdict, found: Sequence[Challenged]) -> FindingVerdict:
    """The verdict, which is `empty` where all that judges it was found empty."""
    own = {one.usual.name: one.standing for one in found if one.id == verdict.id}
    standings = {own[judged.name] for judged in verdict.judging}
    is_empty = verdict.verdict == "holds" and EMPTY in standings <= {EMPTY, CONSTRUCTED}
    return replace(verdict, verdict="empty") if is_empty else verdict


def rows(found: Sequence[Challenged]) -> pd.DataFrame:
    """challenge.csv: a row a check."""
    import pandas as pd

    table = []
    for one in found:
        means = [None if judged.found is None else judged.found.mean for judged in (one.usual, one.off)]
        change = one.change
        numbers = [None] * 3 if change is None else [change.mean, change.low, change.high]
        verdicts = [one.usual.verdict, by_mean(one.off).verdict]
        head = [one.id, one.usual.name, ", ".join(about(one.id))]
        table.append([*head, *means, *numbers, change.n if change else 0, *verdicts, one.standing, one.label])
    return pd.DataFrame(table, columns=ROWS).astype(dict.fromkeys(ROWS[3:8], float))


def table(found: Sequence[Challenged]) -> str:
    """What is empty, and the counts."""
    empty = [one for one in found if one.standing == EMPTY]
    lines = [f"{one.id} {one.usual.name} ({one.label}): {_told(one)}" for one in empty]
    wrong = [f"{one.id} {one.usual.name}: {one.label}" for one in found if one.label.endswith("is not")]
    troubles = sorted({f"{one.id} without {', '.join(about(one.id))}: {one.trouble}" for one in found if one.trouble})
    counts = [f"{sum(one.standing == what for one in found)} {what}" for what in STANDINGS]
    total = f"Of {len(found)} checks without what their claim is about: {', '.join(counts)}."
    told = [*lines, *wrong, *troubles, total]
    return "\n".join(textwrap.fill(line, fitting(WIDTH), subsequent_indent="    ") for line in told)


def _told(one: Challenged) -> str:
    usual, off = (judged.measured for judged in (one.usual, one.off))
    return f"{usual}, and {off} without {' and '.join(about(one.id))}"
