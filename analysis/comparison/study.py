"""Carry out a plan: run what is not finished yet, sum it up, and leave the tables whole or absent."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.comparison.doubt_pictures import pictured_doubt
from analysis.comparison.findings import NOT_DRAWN, Findings
from analysis.comparison.rivalry import OF_RIVALS, RivalPlan, rival_columns, rival_frames, with_labels
from analysis.comparison.written import FOR_PROGRAMS, Frames, in_form, lines_of, tables
from analysis.costs.kept_and_new import STANDING
from analysis.costs.payback import PAYBACK, payback_table, paybacks, read_paybacks
from analysis.execution.execution import Execution
from analysis.execution.run import Options, Run, RunsFailed, simulate_run
from analysis.figures.captions import CAPTIONS
from analysis.figures.files import figure_files, figure_tables
from analysis.figures.gallery import gallery
from analysis.figures.undrawable import Troubles
from analysis.formats.csv_bytes import read_csv
from analysis.formats.parquet_bytes import to_parquet
from analysis.formats.serialization import decoded, encoded
from analysis.outcomes.by_year import by_year
from analysis.outcomes.outcomes import Outcomes, comparison, gather, summary
from analysis.outcomes.question import LATER, NOW
from analysis.outcomes.real_size import SCALE, Scales, of_real_size, read_scales, scales_of, size_facts, sized
from analysis.provenance import version
from analysis.report import report_page
from analysis.report.doubt import doubt_parts
from analysis.report.first_lines import first_lines
from analysis.study import files as outputs
from analysis.study.draws import DRAWS
from analysis.study.files import folder_of, stacked
from analysis.study.folder import Folder, open_folder
from analysis.study.manifest import read_manifest
from analysis.study.resume import KeptRuns, kept_runs
from analysis.uncertainty.findings import dictionary_of, doubt_of, files_of, read_doubt, runs_in_worlds
from analysis.uncertainty.request import UncertainPlan
from simulation.reading.errors import refused
from simulation.scenario.real_size import PER

if TYPE_CHECKING:
    import pandas as pd

    from analysis.execution.run import Witness
    from analysis.figures.picture import Picture
    from analysis.study.plan import Plan
    from analysis.synthetic_panel.parquet_parts import PanelFiles
    from analysis.uncertainty.doubt import WorldsFound
    from simulation.result import Result

PANEL = ["transactions.parquet", "trips.parquet"]
"""Files by which a panel is known to be there: one of an older version has no trips."""


def carry_out_comparison(plan: Plan, execution: Execution) -> Findings:
    """Run everything with the folder locked; finished runs are kept, tables are written when all runs are done."""
    if execution.panel and execution.cluster:
        right = "its workers share no disk with this machine; leave --panel or --cluster out"
        raise refused(f"a panel cannot be gathered from a cluster: {right}", place="--panel")
    if execution.panel and isinstance(plan, RivalPlan):
        raise refused("a panel is of the plans alone; leave --panel or --rivals out", place="--panel")
    out, wanted = folder_of(plan.name, execution), PANEL if execution.panel else []
    with open_folder(out, plan.asked(), force=execution.force, resume=execution.resume) as folder:
        there = folder
        if not execution.force and folder.is_whole(wanted if execution.resume else [*wanted, *FOR_PROGRAMS]):
            there = in_form(folder, plan.lead.market.currency, csv=execution.csv)
            if execution.resume:
                return read_findings(plan, out, is_new=there is not folder)
        work = task_with_text if execution.csv else task
        further = runs_in_worlds(plan) if isinstance(plan, UncertainPlan) else None
        with (
            _panel(plan, out, wanted=execution.panel) as (panel, witness),
            kept_runs(there, plan.runs(), work, execution, panel, witness, further) as kept,
        ):
            return _saved(plan, there, kept, panel, execution)


def task(run: Run, options: Options) -> bytes:
    """One run, as the store keeps it."""
    return encoded(simulate_run(run, options))


def task_with_text(run: Run, options: Options) -> bytes:
    """The same where every replicate is wanted as CSV, too."""
    return encoded(simulate_run(run, options), with_text=True)


def _saved(plan: Plan, folder: Folder, kept: KeptRuns, panel: PanelFiles | None, execution: Execution) -> Findings:
    """Tables, figures and manifest of what the store kept, written at once."""
    done = [kept.store.read(number) for number in range(plan.count) if number in kept.store]
    results, failures = [decoded(data) for data in done], kept.failures
    if set(plan.arms) - {result.strategy for result in results}:
        raise RunsFailed(failures)
    outcomes, frames, scales = summed_up(plan, results, csv=execution.csv)
    if isinstance(plan, RivalPlan):
        frames |= rival_frames(plan, outcomes, kept.store, scales)
    files: dict[str, bytes | Path] = {**outputs.table_files(frames, plan, lines_of(done, csv=execution.csv))}
    doubt = doubt_of(plan, kept.store, len(plan.runs())) if isinstance(plan, UncertainPlan) else None
    files |= files_of(doubt) if doubt else {}
    if isinstance(plan, UncertainPlan) and plan.draws is not None:
        files[DRAWS] = to_parquet(plan.draws)
    folder.put(files)
    shown = illustrated(plan, outcomes, frames, scales, doubt) if execution.report else Illustrated()
    shown.troubles.tell()
    files |= shown.files
    told = {name: frame for name, frame in frames.items() if name not in OF_RIVALS}
    manifest = outputs.manifest(plan, {**told, **shown.tables}, [str(failure) for failure in failures])
    manifest["columns"] |= rival_columns(frames)
    manifest[SCALE] = size_facts(plan.lead, scales)
    manifest[NOT_DRAWN] = [str(one) for one in shown.troubles.undrawn]
    manifest["columns"] |= dictionary_of(doubt) if doubt else {}
    if panel is not None:
        files |= panel.joined({(result.strategy, result.replicate) for result in results})
        manifest["columns"] |= panel.dictionary(plan.lead.market.currency)
    is_new = folder.save(files, manifest, complete=not failures)
    return Findings(plan, outcomes, frames, folder.path, is_new, failures, scales, manifest[NOT_DRAWN], doubt)


def summed_up(plan: Plan, results: Sequence[Result], *, csv: bool = False) -> tuple[Outcomes, Frames, dict[int, float]]:
    """Outcomes of the real size, every table by file name, and the real customers per simulated one by replicate."""
    scales = scales_of(plan.lead, results)
    real = of_real_size(results, scales)
    outcomes = gather(real)
    summaries = {"outcomes": outcomes.table(), "summary": summary(outcomes)}
    if plan.command == "compare":
        summaries["comparison"] = comparison(outcomes, plan.baseline, plan.question.world)
        weekly = stacked(real, "weekly")
        summaries["years"] = by_year(weekly, scales, plan.baseline)
        summaries["payback"] = what_plans_may_cost(plan, weekly, scales)
    return outcomes, tables(real, summaries, csv=csv), scales


def read_findings(plan: Plan, folder: Path, *, is_new: bool = False) -> Findings:
    """What a finished study of this plan came to, read from the tables that sum it up."""
    names = [
        "outcomes.csv",
        "summary.csv",
        STANDING,
        *(["comparison.csv", "years.csv", PAYBACK] if plan.command == "compare" else []),
    ]
    names += OF_RIVALS if isinstance(plan, RivalPlan) else ()
    frames = {name: read_csv(folder / name) for name in names}
    outcomes, facts = Outcomes.of(frames["outcomes.csv"]), read_manifest(folder)
    scales, undrawn = read_scales(facts, plan.lead.run.replicates), facts.get(NOT_DRAWN, [])
    doubt = read_doubt(plan, folder) if isinstance(plan, UncertainPlan) else None
    return Findings(plan, outcomes, frames, folder, is_new, (), scales, undrawn, doubt)


def what_plans_may_cost(plan: Plan, weekly: pd.DataFrame, scales: Scales) -> pd.DataFrame:
    """The table `payback.csv`, for the firm that is judged; `weekly` has every week of every run, as simulated."""
    focus = plan.lead.focus_firm
    return payback_table(paybacks(sized(weekly, scales), plan.baseline, focus, PER), plan.baseline, focus)


@contextmanager
def _panel(plan: Plan, out: Path, *, wanted: bool) -> Iterator[tuple[PanelFiles | None, Witness | None]]:
    """Where every trip and customer is kept until the folder is written, and who takes them down, if wanted."""
    if not wanted:
        yield None, None
        return
    from analysis.synthetic_panel.parquet_parts import PanelFiles  # Arrow is loaded only where it is used
    from analysis.synthetic_panel.recorder import taken_down

    with PanelFiles(out, plan.runs()) as panel:
        yield panel, partial(taken_down, out)


@dataclass(frozen=True)
class Illustrated:
    """Report and figures as files, the tables beside the figures, and what could not be drawn."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    troubles: Troubles = field(default_factory=Troubles)


def illustrated(
    plan: Plan,
    outcomes: Outcomes,
    frames: Mapping[str, pd.DataFrame],
    scales: Scales,
    doubt: WorldsFound | None = None,
) -> Illustrated:
    """Whatever of the report and its figures can be made."""
    troubles = Troubles()
    draw = partial(pictured, plan, outcomes, frames, scales, troubles=troubles)
    pictures = troubles.attempt("all of them", draw) or []
    pictures += pictured_doubt(doubt, troubles) if doubt else []
    make = partial(report_files, plan, outcomes, frames, pictures, troubles.notes, doubt)
    files = troubles.attempt("report.html", make) or figure_files(pictures)
    return Illustrated(files, figure_tables(pictures), troubles)


def pictured(
    plan: Plan,
    outcomes: Outcomes,
    frames: Mapping[str, pd.DataFrame],
    scales: Scales,
    *,
    only: Container[str] = CAPTIONS,
    troubles: Troubles | None = None,
) -> list[Picture]:
    """The figures, or those named; portraits of customers come from the baseline's first replicate, run once more."""
    from analysis.figures.instrumented_run import look_closely  # Numba is loaded only where something is run or drawn

    earned, seen = earnings(outcomes, plan.lead.focus_firm), look_closely(plan.runs()[0])
    shown = {name: _renamed(frame, plan.labels) for name, frame in with_labels(plan, frames).items()}
    drawn = gallery(plan.called(), shown, _renamed(earned, plan.labels), seen, scales, only=only, troubles=troubles)
    names = {label: name for name, label in plan.labels.items()}
    return [one._replace(table=None if one.table is None else _renamed(one.table, names)) for one in drawn]


def _renamed(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The table with its strategies by other names."""
    if all(name == other for name, other in names.items()):
        return table
    columns = [column for column in ("strategy", "plan") if column in table]
    return table.assign(**{column: [names.get(name, name) for name in table[column]] for column in columns})


def report_files(
    plan: Plan,
    outcomes: Outcomes,
    frames: Mapping[str, pd.DataFrame],
    pictures: Sequence[Picture],
    notes: Sequence[str] = (),
    doubt: WorldsFound | None = None,
) -> dict[str, bytes]:
    """The report and its figures, by file name; `notes` say what could not be drawn."""
    every = {**with_labels(plan, frames), **(doubt.frames if doubt else {})}
    costs = list(read_paybacks(frames[PAYBACK])) if PAYBACK in frames else []
    first = first_lines(plan, outcomes, doubt, costs) if len(plan.arms) > 1 else []
    parts = {"first": first, **doubt_parts(plan, outcomes, doubt)}
    page = report_page(plan, outcomes, every, pictures, version(), notes, parts=parts)
    return {"report.html": page, **figure_files(pictures)}


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
