"""Carry out a plan: run it, sum it up, and leave its output folder whole or untouched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.compare import Outcomes, comparison, gather, summary
from analysis.folder import open_folder
from analysis.job import Failure, RunsFailed
from analysis.replicate import run_all
from analysis.verdict import LATER, NOW, Question

if TYPE_CHECKING:
    import pandas as pd

    from analysis.panels.files import PanelFiles
    from analysis.plan import Plan


@dataclass(frozen=True)
class How:
    """How to carry a plan out, and where to leave what comes of it."""

    out: Path
    workers: int | None = None
    audit: bool = False
    quiet: bool = False
    force: bool = False
    figures: bool = True
    panel: bool = False

    @classmethod
    def of(cls, plan: Plan, given: Mapping[str, Any], *, quiet: bool) -> How:
        """What the options of a command line ask for."""
        from analysis.outputs import default_folder

        out = Path(given["out"]) if given["out"] else default_folder(plan.name)
        figures, panel = not given["no_report"], given["panel"]
        return cls(out, given["workers"], given["audit"], quiet, given["force"], figures, panel)


@dataclass(frozen=True)
class Findings:
    """What a plan came to: outcomes, tables by file name, the folder, and the runs that failed."""

    plan: Plan
    outcomes: Outcomes
    frames: Mapping[str, pd.DataFrame]
    folder: Path
    is_new: bool
    failures: Sequence[Failure]

    @property
    def question(self) -> Question:
        """What a comparison of these findings asks."""
        lead = self.plan.lead
        return Question(self.plan.baseline, lead.focus_firm, lead.market.currency)

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
        }


def carry_out(plan: Plan, how: How) -> Findings:
    """Run everything with the folder locked; nothing is written before all runs are done."""
    from analysis import outputs

    opened = open_folder(how.out, plan.study(outputs.version()), force=how.force)
    with opened as folder, nothing_kept(), _panel(plan, how) as panel:
        done = run_all(plan.runs(), how.workers, audit=how.audit, quiet=how.quiet, panel=how.out if panel else None)
        missing = set(plan.arms) - {result.strategy for result in done.results}
        if missing:
            raise RunsFailed(done.failures)
        outcomes = gather(done.results)
        summaries = {"summary": summary(outcomes)}
        if plan.command == "compare":
            summaries["comparison"] = comparison(outcomes, plan.baseline)
        frames = outputs.tables(done.results, summaries)
        files: dict[str, bytes | Path] = {**outputs.table_files(frames, plan)}
        if how.figures:
            files |= outputs.figure_files(frames, plan, earnings(outcomes, plan.lead.focus_firm))
        named = [str(failure) for failure in done.failures]
        manifest = outputs.manifest(plan, frames, named)
        if panel is not None:
            files |= panel.joined({(result.strategy, result.replicate) for result in done.results})
            manifest["columns"] |= panel.dictionary(plan.lead.market.currency)
        is_new = folder.save(files, manifest)
    return Findings(plan, outcomes, frames, how.out, is_new, done.failures)


@contextmanager
def _panel(plan: Plan, how: How) -> Iterator[PanelFiles | None]:
    """Where every purchase and customer is kept until the folder is written; None where nobody wants them."""
    if not how.panel:
        yield None
        return
    from analysis.panels.files import PanelFiles

    with PanelFiles(how.out, plan.runs()) as panel:
        yield panel


def earnings(outcomes: Outcomes, focus: str) -> pd.DataFrame:
    """Profit and customer equity of the focus firm by strategy and replicate, as a tidy table."""
    import pandas as pd

    rows = [
        (metric, strategy, replicate, value)
        for metric in (NOW, LATER)
        for strategy in outcomes.strategies
        for replicate, value in sorted(outcomes.values(strategy, focus, metric).items())
    ]
    return pd.DataFrame(rows, columns=["metric", "strategy", "replicate", "value"])


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as JSON takes them: what is undefined is null."""
    return [
        {str(key): None if value != value else value for key, value in row.items()}  # noqa: PLR0124  # NaN
        for row in frame.to_dict("records")
    ]


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Say, where somebody stops the work, what is left of it."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit) as stop:
        stop.add_note("nothing was written; give the same command again to start over")
        raise
