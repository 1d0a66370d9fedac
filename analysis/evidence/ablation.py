"""Ablation: every mechanism switched off in turn, and which claims and laws no longer hold without it."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analysis.evidence.measured import INTACT, Measured, differences, paired
from analysis.evidence.mechanisms import BUILT_FOR
from analysis.evidence.verdicts.criteria import kind_of
from analysis.evidence.verdicts.judging import FindingVerdict, Judgement, by_mean, is_naught, judged_anew
from analysis.laboratory.absences import PARTS
from analysis.outcomes.tables import WIDTH
from analysis.statistics.estimates import estimate, mean
from analysis.text.terminal_width import fitting

if TYPE_CHECKING:
    import pandas as pd

    from analysis.evidence.scorecard import Scorecard
    from simulation.scenario.scenario import Scenario

ROWS = ["mechanism", "id", "verdict", "verdict_without", "check", "measured", "measured_without"]
SUMMARY = ["mechanism", "switches", "built_for", "fails_without", "moves", "standing", "replicates", "most_replicates"]
NEEDED, APART, OWN, UNNEEDED = "needed", "apart", "own claim only", "not needed"
"""What a mechanism is to claims and laws: needed by a law, or by a claim that it was not put in for; apart, as no other
number moves without it; needed by nothing but what it was put in for; or by nothing at all."""


@dataclass(frozen=True)
class Ablation:
    """Measures and verdicts of the intact market, and of the market without each mechanism.

    The intact market may have more replicates. Where it has, a number without a mechanism is judged by its mean, which
    is the intact market's plus the mean of the differences, replicate by replicate: a handful of replicates is seldom
    sure. A claim counts as lost only where the differences of the deciding number exclude 0.
    """

    scenario: Scenario
    measured: Mapping[str, Sequence[Measured]]
    verdicts: Mapping[str, Mapping[str, FindingVerdict]]

    @property
    def mechanisms(self) -> list[str]:
        """The mechanisms that were switched off, in order."""
        return [arm for arm in self.verdicts if arm != INTACT]

    def before(self, name: str) -> FindingVerdict:
        """The verdict with every mechanism on."""
        return self.verdicts[INTACT][name]

    def changed(self, mechanism: str) -> list[FindingVerdict]:
        """Claims and laws whose verdict is another one without the mechanism, and whose deciding number differs."""
        return [
            verdict
            for name, verdict in self.verdicts[mechanism].items()
            if verdict.verdict != self.before(name).verdict and self._is_sure(mechanism, verdict)
        ]

    def lost(self, mechanism: str) -> list[FindingVerdict]:
        """Claims and laws that hold, but do not without the mechanism."""
        return [verdict for verdict in self.changed(mechanism) if self.before(verdict.id).verdict == "holds"]

    def moved(self, mechanism: str) -> list[str]:
        """Claims and laws of which any number is another one without the mechanism, were it by the last digit."""
        pairs = paired(self.measured[INTACT], self.measured[mechanism])
        return [
            name
            for name in self.verdicts[mechanism]
            if any(not _same(intact.measures.get(name), off.measures.get(name)) for intact, off in pairs)
        ]

    def replicates(self, mechanism: str) -> tuple[int, int]:
        """In how many replicates claims and laws were measured without the mechanism, the fewest and the most."""
        counts = [sum(name in done.measures for done in self.measured[mechanism]) for name in self.verdicts[mechanism]]
        return min((count for count in counts if count), default=0), max(counts)

    def is_needed(self, mechanism: str) -> bool:
        """Whether a law, or a claim that the mechanism was not put in for, fails without it."""
        return any(_counts(mechanism, verdict.id) for verdict in self.lost(mechanism))

    def standing(self, mechanism: str) -> str:
        """Whether the mechanism is needed, stands apart, or is needed by nothing else."""
        if self.is_needed(mechanism):
            return NEEDED
        if set(self.moved(mechanism)) <= BUILT_FOR.get(mechanism, set()):
            return APART
        return OWN if self.lost(mechanism) else UNNEEDED

    @property
    def doubts(self) -> dict[str, tuple[str, ...]]:
        """What is in doubt, by mechanism."""
        found = {mechanism: self.in_doubt(mechanism) for mechanism in self.mechanisms}
        return {mechanism: names for mechanism, names in found.items() if names}

    def in_doubt(self, mechanism: str) -> tuple[str, ...]:
        """What may yet need a mechanism that is neither needed for sure nor apart: it holds, but may not without."""
        if self.standing(mechanism) in (NEEDED, APART):
            return ()
        counts = (
            one for one in self.verdicts[INTACT].values() if one.verdict == "holds" and _counts(mechanism, one.id)
        )
        return tuple(
            one.id for one in counts if any(self._may_miss(mechanism, one.id, part) for part in one.judgements)
        )

    def _may_miss(self, mechanism: str, name: str, usual: Judgement) -> bool:
        """Whether a number without a mechanism lies beyond its band, or within a standard error of it."""
        found = differences(self.measured[INTACT], self.measured[mechanism], name, usual.name)
        if usual.is_condition or usual.found is None or len(found) < 2 or not any(found):
            return False
        change, times = estimate(found), usual.found.n if usual.check.pool == "sum" else 1
        error = change.sd / math.sqrt(change.n)
        low, high = (usual.found.mean + times * (change.mean + end) for end in (-error, error))
        return low < usual.check.low or high > usual.check.high

    def _is_sure(self, mechanism: str, verdict: FindingVerdict) -> bool:
        """Whether the deciding number differs from the intact market's, beyond luck where there are replicates."""
        if is_naught(verdict.deciding):
            return True
        found = differences(self.measured[INTACT], self.measured[mechanism], verdict.id, verdict.deciding.name)
        return len(found) < 2 or estimate(found).excludes_zero


def _counts(mechanism: str, name: str) -> bool:
    """Whether a claim or law may show that a mechanism is needed: a law, or a claim that it was not put in for."""
    return kind_of(name) == "law" or name not in BUILT_FOR.get(mechanism, set())


def _same(one: Mapping[str, float] | None, other: Mapping[str, float] | None) -> bool:
    """Whether two measurements are the same to the bit, as far as both exist; undefined in both is the same."""
    if one is None or other is None:
        return True
    return all(one[key] == other[key] or (math.isnan(one[key]) and math.isnan(other[key])) for key in one)


def switches(scenario: Scenario) -> dict[str, list[str]]:
    """The mechanisms that are on, by name, and the paths of their switches, wherever in the scenario they stand."""
    whole = {part: mechanism for mechanism, parts in PARTS.items() for part in parts}
    found: dict[str, list[str]] = {}
    for path, value in _leaves(scenario.tree()):
        if value is True:
            name = path.rsplit(".", 1)[1]
            found.setdefault(whole.get(name, name), []).append(path)
    return found


def _leaves(tree: Mapping[str, Any], path: str = "", *, within: bool = False) -> Iterator[tuple[str, Any]]:
    """Paths and values below every block called `switches`."""
    for key, value in tree.items():
        here = f"{path}.{key}" if path else str(key)
        if isinstance(value, Mapping):
            yield from _leaves(value, here, within=within or key == "switches")
        elif within:
            yield here, value


def arms(scenario: Scenario, replicates: int | None = None) -> dict[str, Scenario]:
    """The market with every mechanism on, and with each one off, the latter in so many replicates."""
    fewer = {} if replicates is None else {"run.replicates": min(replicates, scenario.run.replicates)}
    off = {name: scenario.changed(dict.fromkeys(paths, False) | fewer) for name, paths in switches(scenario).items()}
    return {INTACT: scenario} | off


def compared(cards: Mapping[str, Scorecard]) -> Ablation:
    """What changes without each mechanism, from the scorecards of the intact market, first, and of the others."""
    measured = {arm: card.measured for arm, card in cards.items()}
    usual = {
        verdict.id: judged_anew(verdict, list(map(by_mean, verdict.judgements))) for verdict in cards[INTACT].verdicts
    }
    verdicts = {INTACT: usual}
    for arm in list(cards)[1:]:
        verdicts[arm] = {
            verdict.id: _without(verdict, usual[verdict.id], measured[INTACT], measured[arm])
            for verdict in cards[arm].verdicts
        }
    return Ablation(cards[INTACT].scenario, measured, verdicts)


def _without(
    off: FindingVerdict, usual: FindingVerdict, intact: Sequence[Measured], measured: Sequence[Measured]
) -> FindingVerdict:
    """The verdict without a mechanism, of which there may be fewer replicates than of the intact market."""
    before = {one.name: one for one in usual.judgements}
    return judged_anew(
        off,
        [
            _shifted(one, before.get(one.name), differences(intact, measured, off.id, one.name))
            for one in off.judgements
        ],
    )


def _shifted(one: Judgement, usual: Judgement | None, changes: Sequence[float]) -> Judgement:
    """With fewer replicates, judged by its mean: the usual one plus the change, unless it is itself a difference."""
    if one.found is None or usual is None or usual.found is None or one.found.n >= usual.found.n:
        return by_mean(one)
    if changes and not one.check.paired:
        shift = mean(changes) * (usual.found.n if one.check.pool == "sum" else 1)
        one = replace(one, found=replace(estimate(changes), mean=usual.found.mean + shift))
    return by_mean(one)


def rows(found: Ablation) -> pd.DataFrame:
    """ablation.csv: a row for each mechanism and each claim or law whose verdict it changes."""
    import pandas as pd

    table = []
    for mechanism in found.mechanisms:
        for verdict in found.changed(mechanism):
            before, decisive = found.before(verdict.id), verdict.deciding
            usual = next(judged for judged in before.judgements if judged.name == decisive.name)
            numbers = [None if judged.found is None else judged.found.mean for judged in (usual, decisive)]
            table.append([mechanism, verdict.id, before.verdict, verdict.verdict, decisive.name, *numbers])
    return pd.DataFrame(table, columns=ROWS).astype(dict.fromkeys(ROWS[5:], float))


def summary(found: Ablation) -> pd.DataFrame:
    """mechanisms.csv: a row for each mechanism, and what it is needed for."""
    import pandas as pd

    paths, table = switches(found.scenario), []
    for mechanism in found.mechanisms:
        own = BUILT_FOR.get(mechanism, set())
        others = len(set(found.moved(mechanism)) - own)
        texts = (paths[mechanism], sorted(own), [_shown(verdict) for verdict in found.lost(mechanism)])
        told = [mechanism, *map(" ".join, texts), others, found.standing(mechanism)]
        table.append([*told, *found.replicates(mechanism)])
    return pd.DataFrame(table, columns=SUMMARY)


def table(found: Ablation) -> str:
    """A line a mechanism: what no longer holds without it, and what holds only without it."""
    width = max(len(name) for name in found.mechanisms)
    lines = []
    for mechanism in found.mechanisms:
        lost = [_shown(verdict) for verdict in found.lost(mechanism)]
        gained = [verdict.id for verdict in found.changed(mechanism) if verdict.verdict == "holds"]
        text = f"{found.standing(mechanism)}: loses {' '.join(lost) or 'nothing'}"
        text += f"; gains {' '.join(gained)}" if gained else ""
        indent = " " * (width + 2)
        lines.append(textwrap.fill(f"{mechanism:<{width}}  {text}", fitting(WIDTH), subsequent_indent=indent))
    needed = sum(found.is_needed(mechanism) for mechanism in found.mechanisms)
    total = f"{needed} of {len(found.mechanisms)} mechanisms are needed by a law, or a claim beyond what they are for"
    return "\n".join([*lines, "", total])


def _shown(verdict: FindingVerdict) -> str:
    return f"{verdict.id}~" if verdict.verdict == "near" else verdict.id
