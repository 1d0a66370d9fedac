"""The scorecard: every claim and law measured in each replicate, replicates side by side, and judged together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.evidence.criteria import facts, kind_of
from analysis.evidence.judging import FindingVerdict, note_on
from analysis.evidence.measured import Measured
from analysis.execution.run import Failure

if TYPE_CHECKING:
    import pandas as pd

    from simulation.scenario.scenario import Scenario

GROUPS = {"": "claims hold", "calibration": "calibration facts", "held_out": "held-out facts"}
ROW = ["id", "kind", "role", "expected", "source", "verified", "measured", "ci_low", "ci_high", "verdict", "note"]
CHECK_ROW = [
    *("id", "check", "meaning", "low", "high", "measured", "ci_low", "ci_high", "replicates", "verdict"),
    *("statement", "shortfall"),
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
        """How many hold: claims, facts used for calibration, facts held out; of those that were asked for."""
        parts = []
        for role, name in GROUPS.items():
            own = [verdict for verdict in self.verdicts if verdict.fact.role == role]
            if own:
                holding = sum(verdict.verdict == "holds" for verdict in own)
                parts.append(f"{holding} of {len(own)} {name}{seen_among(verdict.id for verdict in own)}")
        unmeasured = sum(not verdict.is_measured for verdict in self.verdicts)
        note = f" ({unmeasured} not measured, counted as failed)" if unmeasured else ""
        text = ", ".join(parts) + note
        return text if "claims" in text else text.replace("facts", "facts hold", 1)


def seen_among(names: Iterable[str]) -> str:
    """How many of these held-out laws are none any more, since values were set after they had been measured."""
    seen = sum(bool(facts()[name].seen) and facts()[name].role == "held_out" for name in names)
    return f" ({seen} of them seen while values were set)" if seen else ""


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
        numbers = [None] * 3 if found is None else [found.mean, found.low, found.high]
        head = [verdict.id, kind_of(verdict.id), fact.role, expected, fact.source, fact.verified]
        table.append([*head, *numbers, verdict.verdict, note_on(verdict)])
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
            told = [verdict.fact.statement, verdict.fact.shortfall]
            table.append([*head, *numbers, count, judged.verdict, *told])
    return pd.DataFrame(table, columns=CHECK_ROW).astype(dict.fromkeys(CHECK_ROW[3:8], float))
