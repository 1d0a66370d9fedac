"""From a study of claims and laws to a scorecard, and its files in a folder."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.evidence import ablation, challenge, replicate, scorecard, scoring
from analysis.evidence.html_page import render
from analysis.evidence.markets import battery
from analysis.evidence.markets.battery import laws_of
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


@dataclass
class Stages:
    """The runs of a study so far: each stage adds some, and those that are kept already are not carried out again."""

    arms: Mapping[str, Scenario]
    names: Sequence[str]
    runs: list[Run]
    kept: KeptRuns
    task: replicate.MeasureTask
    execution: Execution

    def go_on(self, runs: Sequence[Run], of_arm: Mapping[str, tuple[str, ...]]) -> None:
        """Carry out further runs, in which only these claims and laws of each arm are measured."""
        first = len(self.runs)
        self.runs += runs
        todo = [number for number in range(first, len(self.runs)) if of_arm.get(self.runs[number].strategy)]
        todo = [number for number in todo if number not in self.kept.store]
        failures = run_each(self.runs, self.kept.store.keep, replace(self.task, of_arm=of_arm), self.execution, todo)
        self.kept = replace(self.kept, failures=self.kept.failures + failures)

    def cards(self, arms: Collection[str]) -> dict[str, Scorecard]:
        """A scorecard for each of these arms, of as many of the runs as there are."""
        numbers = [number for number in range(len(self.runs)) if number in self.kept.store]
        found = {
            number: replace(Measured.read(self.kept.store.read(number)), replicate=self.runs[number].replicate)
            for number in numbers
        }
        own = {arm: self.arms[arm] for arm in arms}
        return scoring.cards(own, self.runs, found, self.names, self.kept.failures)


def take_evidence(study: Study, execution: Execution) -> Answer:
    """Take the evidence with the folder locked; replicates are kept as they finish, files are written at the end."""
    names, out = study.names, folder_of("evidence", execution)
    ablated = {} if study.ablated is None else ablation.arms(study.scenario, study.ablated)
    challenged = {} if study.challenged is None else challenge.arms(study.scenario, names, study.challenged)
    arms = {INTACT: study.scenario} | ablated | challenged | dict(study.markets) | dict(study.draws)
    runs = replicate.runs_of(arms)
    enough = available_cores() if len(runs) * len(names) > WORTH_SHARING else 1
    execution = replace(execution, workers=execution.workers or enough)
    of_arm, absent = (challenge.asked(names), challenge.absent(names)) if challenged else ({}, {})
    task = replicate.MeasureTask(names, quick=study.is_quick, of_arm=of_arm, absent=absent)
    with (
        open_folder(out, study.asked(), force=execution.force, resume=execution.resume) as folder,
        kept_runs(folder, runs, task, execution) as kept,
    ):
        stages = Stages(arms, names, runs, kept, task, execution)
        _settle(stages, study)
        without = _ablated(stages, ablated) if ablated else None
        tried = challenge.compared(stages.cards(arms), names) if challenged else None
        card = stages.cards([INTACT])[INTACT]
        if tried:
            card = replace(card, verdicts=tuple(challenge.emptied(verdict, tried) for verdict in card.verdicts))
        elsewhere, off = (
            laws_of({arm: found.verdicts for arm, found in stages.cards(own).items()}) if own else None
            for own in (study.markets, study.draws)
        )
        answer = Answer(card, without, tried, elsewhere, off, out, ())
        files, manifest = _files(study, answer, report=execution.report)
        folder.save(files, manifest)
    return replace(answer, files=sorted(files))


def _settle(stages: Stages, study: Study) -> None:
    """Measure in further replicates what the usual ones leave unsettled."""
    if study.most is None:
        return
    card = stages.cards([INTACT])[INTACT]
    unsettled = tuple(verdict.id for verdict in card.verdicts if verdict.verdict == "unsettled")
    stages.go_on(replicate.further_runs({INTACT: study.scenario}, study.most), {INTACT: unsettled})


def _ablated(stages: Stages, arms: Mapping[str, Scenario]) -> Ablation:
    """What each mechanism is needed for; where that is in doubt, in as many replicates as the intact market has."""
    own = [INTACT, *(arm for arm in arms if arm != INTACT)]
    doubts = ablation.compared(stages.cards(own)).doubts
    stages.go_on(replicate.further_runs(arms, stages.arms[INTACT].run.replicates), doubts)
    return ablation.compared(stages.cards(own))


def _files(study: Study, answer: Answer, *, report: bool) -> tuple[dict[str, bytes | Path], dict[str, Any]]:
    """The tables and the page, and where they come from."""
    card, without = answer.card, answer.ablation
    frames = {"evidence.csv": scorecard.rows(card), "checks.csv": scorecard.check_rows(card)}
    if answer.challenge:
        frames["challenge.csv"] = challenge.rows(answer.challenge)
    frames |= {
        name: battery.rows(found)
        for name, found in (("markets.csv", answer.markets), ("noise.csv", answer.noise))
        if found
    }
    if without:
        frames |= {"ablation.csv": ablation.rows(without), "mechanisms.csv": ablation.summary(without)}
    files: dict[str, bytes | Path] = {name: to_csv(frame) for name, frame in frames.items()}
    if report:
        files["evidence.html"] = render(card, study.title, study.how, without, answer.challenge)
    return files, outputs.manifest(study.plan, frames, [str(failure) for failure in card.failures])
