"""What a plan came to: outcomes, tables, the folder, and the runs that failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.execution.run import Failure, RunsFailed
from analysis.formats.serialization import records
from analysis.outcomes.outcomes import Outcomes

if TYPE_CHECKING:
    import pandas as pd

    from analysis.study.plan import Plan
    from analysis.uncertainty.doubt import WorldsFound

NOT_DRAWN = "figures_not_drawn"  # where manifest and JSON name them


@dataclass(frozen=True)
class Findings:
    """What a plan came to: outcomes, tables by file name, the folder, and the runs that failed.

    `scales` has the real customers that a simulated one stands for, by replicate.
    """

    plan: Plan
    outcomes: Outcomes
    frames: Mapping[str, pd.DataFrame]
    folder: Path
    is_new: bool
    failures: Sequence[Failure]
    scales: Mapping[int, float]
    undrawn: Sequence[str] = ()  # figures that could not be drawn, each with its reason
    doubt: WorldsFound | None = None  # what plausible worlds came to

    def raise_failures(self) -> None:
        """End with the failed runs, each by name, when there are any; all else is written by now."""
        if self.failures:
            raise RunsFailed(self.failures)

    def as_json(self) -> dict[str, Any]:
        """The parts of a JSON answer that every command gives."""
        return {
            "out": str(self.folder),
            "files": sorted(entry.relative_to(self.folder).as_posix() for entry in self.folder.rglob("*.*")),
            "strategies": list(self.plan.arms),
            "replicates": self.plan.lead.run.replicates,
            "seed": self.plan.lead.run.seed,
            "summary": records(self.frames["summary.csv"]),
            "failed_runs": [str(failure) for failure in self.failures],
            NOT_DRAWN: list(self.undrawn),
        }
