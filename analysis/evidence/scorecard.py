"""The scorecard: every claim and law measured in each replicate, replicates side by side, and judged together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.evidence.measured import Measured
from analysis.evidence.verdicts.counts import counted, sentence, standing
from analysis.evidence.verdicts.criteria import kind_of
from analysis.evidence.verdicts.judging import FindingVerdict, note_on
from analysis.execution.run import Failure

if TYPE_CHECKING:
    import pandas as pd

    from simulation.scenario.scenario import Scenario

ROW = [
    *("id", "kind", "role", "expected", "source", "verified", "measured", "ci_low", "ci_high", "verdict", "note"),
    *("by_construction", "seen", "was", "now", "why", "verdict_as_written", "standing"),
]
CHECK_ROW = [
    *("id", "check", "meaning", "low", "high", "measured", "ci_low", "ci_high", "replicates", "verdict"),
    *("statement", "shortfall", "terms", "by_construction", "empty"),
]


@dataclass(frozen=True)
class Scorecard:
    """The verdicts, the market that they are about, and the replicates that came to nothing."""

    scenario: Scenario
    verdicts: tuple[FindingVerdict, ...]
    measured: tuple[Measured, ...]
    failures: tuple[Failure, ...] = ()

    @property
    def troubles(self) -> list[str]:
        """Claims and laws whose measurement raised an error, each with its first one."""
        return [f"{verdict.id}: {verdict.trouble}" for verdict in self.verdicts if verdict.trouble]

    @property
    def summary(self) -> str:
        """How many of those asked for are refutable and hold, and what the others are, in a sentence a group."""
        groups = counted((one.id, standing(one)) for one in self.verdicts if not one.is_silent)
        return " ".join(sentence(group, counts) for group, counts in groups.items())


def rows(card: Scorecard) -> pd.DataFrame:
    """evidence.csv: one row a claim or law, with the numbers of the check that decides."""
    import pandas as pd

    table = []
    for verdict in card.verdicts:
        fact, found = verdict.fact, verdict.deciding.found
        checks = fact.checks.items()
        expected = "; ".join(
            f"{name} {check.expected}" if len(checks) > 1 else check.expected for name, check in checks
        )
        changes = [
            " ".join(verdict.by_construction),
            fact.seen,
            fact.was,
            fact.now,
            fact.why,
            verdict.as_written,
            standing(verdict),
        ]
        numbers = [None] * 3 if found is None else [found.mean, found.low, found.high]
        head = [verdict.id, kind_of(verdict.id), fact.role, expected, fact.source, fact.verified]
        table.append([*head, *numbers, verdict.verdict, note_on(verdict), *changes])
    return pd.DataFrame(table, columns=ROW).astype(dict.fromkeys(ROW[6:9], float))


def check_rows(card: Scorecard) -> pd.DataFrame:
    """checks.csv: one row a check."""
    import pandas as pd

    table = []
    for verdict in card.verdicts:
        for judged in verdict.judgements:
            found = judged.found
            numbers = [None] * 3 if found is None else [found.mean, found.low, found.high]
            count = 0 if found is None else found.n
            head = [verdict.id, judged.name, judged.check.meaning, *judged.check.band]
            check = judged.check
            told = [verdict.fact.statement, verdict.fact.shortfall, check.terms, check.by_construction, check.empty]
            table.append([*head, *numbers, count, judged.verdict, *told])
    return pd.DataFrame(table, columns=CHECK_ROW).astype(dict.fromkeys(CHECK_ROW[3:8], float))
