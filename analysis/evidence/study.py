"""From a study of claims and laws to a scorecard, and its files in a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.evidence import ablation, replicate, scorecard, scoring
from analysis.evidence.html_page import render
from analysis.evidence.measured import INTACT, Measured
from analysis.evidence.question import Answer, Study
from analysis.execution.executor import available_cores, run_each
from analysis.execution.run import Run
from analysis.formats.csv_bytes import to_csv
from analysis.study import files as outputs
from analysis.study.files import folder_of
from analysis.study.folder import open_folder
from analysis.study.resume import KeptRuns, kept_runs

if TYPE_CHECKING:
    from analysis.evidence.ablation import Ablation
    from analysis.evidence.scorecard import Scorecard
    from analysis.execution.execution import Execution
    from simulation.scenario.scenario import Scenario

WORTH_SHARING = 16
"""Measurements, each of a market or several, from which more processes pay."""


def take_evidence(study: Study, execution: Execution) -> Answer:
    """Take the evidence with the folder locked; replicates are kept as they finish, files are written at the end."""
    names, out = study.names, folder_of("evidence", execution)
    arms = {INTACT: study.scenario}
    if study.ablated is not None:
        arms = ablation.arms(study.scenario, study.ablated)
    runs = replicate.runs_of(arms)
    enough = available_cores() if len(runs) * len(names) > WORTH_SHARING else 1
    execution = replace(execution, workers=execution.workers or enough)
    task = replicate.MeasureTask(names, quick=study.is_quick)
    with (
        open_folder(out, study.asked(), force=execution.force, resume=execution.resume) as folder,
        kept_runs(folder, runs, task, execution) as kept,
    ):
        cards, without = _cards(arms, runs, names, kept), None
        if study.ablated is not None:
            doubts, first = ablation.compared(cards).doubts, len(runs)
            runs += replicate.further_runs(arms)
            doubtful = [number for number in range(first, len(runs)) if runs[number].strategy in doubts]
            todo = [number for number in doubtful if number not in kept.store]
            failures = run_each(runs, kept.store.keep, replace(task, of_arm=doubts), execution, todo)
            cards = _cards(arms, runs, names, replace(kept, failures=kept.failures + failures))
            without = ablation.compared(cards)
        card = cards[INTACT]
        files, manifest = _files(study, card, without, report=execution.report)
        folder.save(files, manifest)
    return Answer(card, without, out, sorted(files))


def _cards(
    arms: Mapping[str, Scenario], runs: Sequence[Run], names: Sequence[str], kept: KeptRuns
) -> dict[str, Scorecard]:
    """A scorecard for each arm, of as many of the runs as there are."""
    numbers = [number for number in range(len(runs)) if number in kept.store]
    found = {number: Measured.read(kept.store.read(number)) for number in numbers}
    return scoring.cards(arms, runs, found, names, kept.failures)


def _files(
    study: Study, card: Scorecard, without: Ablation | None, *, report: bool
) -> tuple[dict[str, bytes | Path], dict[str, Any]]:
    """The tables and the page, and where they come from."""
    frames = {"evidence.csv": scorecard.rows(card), "checks.csv": scorecard.check_rows(card)}
    if without:
        frames |= {"ablation.csv": ablation.rows(without), "mechanisms.csv": ablation.summary(without)}
    files: dict[str, bytes | Path] = {name: to_csv(frame) for name, frame in frames.items()}
    if report:
        files["evidence.html"] = render(card, study.title, study.how, without)
    return files, outputs.manifest(study.plan, frames, [str(failure) for failure in card.failures])
