"""From a question to a scorecard: what was asked, how it is carried out, and its files in a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.evidence.criteria import chosen, kind_of
from analysis.execution.run import Run
from simulation.reading.errors import refused
from simulation.scenario.load import load

if TYPE_CHECKING:
    from analysis.evidence.ablation import Ablation
    from analysis.evidence.scorecard import Scorecard
    from analysis.provenance import Asked
    from analysis.study.plan import Plan
    from analysis.study.resume import Kept
    from simulation.scenario.scenario import Scenario

LEAST_CUSTOMERS = 100
ABLATED, HASTY = 3, 2
"""Replicates without a mechanism, each a market of its own, and of a quick run, unless the command line says so.

What is then in doubt is asked in all replicates."""

WORTH_SHARING = 16
"""Measurements, each of a market or several, from which more processes pay."""


@dataclass(frozen=True)
class Study:
    """What was asked: the market, the claims and laws, and how."""

    scenario: Scenario
    names: Sequence[str]
    own: str
    out: Path
    given: Mapping[str, Any]

    @property
    def plan(self) -> Plan:
        """The market as a plan of one strategy."""
        from analysis.study.plan import Plan

        return Plan("evidence", "evidence", (self.scenario,), {"as_is": self.scenario})

    @property
    def caution(self) -> str:
        """What to keep in mind about few replicates of small markets."""
        market, replicates = self.scenario.market, self.scenario.run.replicates
        if not self.given["is_quick"]:
            return ""
        small = f"{replicates} replicates of {market.customers:,} customers and {market.weeks} weeks"
        return f"A quick look, at {small}: close calls may fall otherwise without --quick."

    def asked(self) -> Asked:
        """What the folder is about."""
        given = self.given
        return self.plan.asked() | {"of": list(self.names), "quick": given["is_quick"], "ablate": given["is_ablation"]}

    @property
    def title(self) -> str:
        """What the page is called."""
        return f"Laws of the market: {self.own}" if self.own else "Evidence: claims and laws replayed"

    @property
    def how(self) -> str:
        """How the numbers came about, in a sentence."""
        market, run = self.scenario.market, self.scenario.run
        size = f"{market.customers:,} customers and {len(self.scenario.firms)} firms"
        weeks = f"{market.burn_in_weeks} weeks of burn-in and {market.weeks} weeks measured"
        return f"{run.replicates} replicates of {size}, {weeks} unless a check needs others; seed {run.seed}."


@dataclass(frozen=True)
class Answer:
    """What a study came to: the scorecard, the ablation where one was asked for, and the names of the files."""

    card: Scorecard
    ablation: Ablation | None
    files: Sequence[str]


def study_of(given: Mapping[str, Any]) -> Study:
    """What the options ask for; refused where they contradict each other."""
    from analysis.evidence.replicate import sized
    from analysis.study.files import folder_of

    own = given["scenario"]
    if own and given["claims"]:
        raise refused("a market of one's own is scored by laws, not by claims; leave one of them out", place="--claim")
    names = chosen(given["claims"], given["laws"])
    if own:
        names = tuple(name for name in names if kind_of(name) == "law")
    scenario = load(own or "baseline", given["settings"], seed=given["seed"], replicates=given["replicates"])
    if scenario.market.customers < LEAST_CUSTOMERS or len(scenario.firms) < 2:
        raise refused("laws of the market need two firms and 100 customers at least", place="--scenario")
    size = sized(scenario, quick=given["is_quick"], replicates=given["replicates"])
    return Study(size, names, Path(own).stem if own else "", folder_of("evidence", given), given)


def carry_out(study: Study, *, quiet: bool) -> Answer:
    """Take the evidence with the folder locked; replicates are kept as they finish, files are written at the end."""
    from analysis.comparison.study import typed_again
    from analysis.evidence import ablation, replicate
    from analysis.execution.executor import Work, available_cores, run_each
    from analysis.study.folder import open_folder
    from analysis.study.resume import kept_runs

    given, names = study.given, tuple(study.names)
    fewer = given["replicates"] or (HASTY if given["is_quick"] else ABLATED)
    arms = ablation.arms(study.scenario, fewer) if given["is_ablation"] else {replicate.INTACT: study.scenario}
    runs = replicate.runs_of(arms)
    enough = available_cores() if len(runs) * len(names) > WORTH_SHARING else 1
    task, work = replicate.Task(names, quick=given["is_quick"]), Work(given["workers"] or enough, quiet=quiet)
    with (
        open_folder(study.out, study.asked(), force=given["force"], resume=given["resume"]) as folder,
        kept_runs(folder, runs, task, work, typed_again(study.out)) as kept,
    ):
        cards, without = _cards(arms, runs, names, kept), None
        if given["is_ablation"]:
            doubts, first = ablation.compared(cards).doubts, len(runs)
            runs += replicate.further_runs(arms)
            doubtful = [number for number in range(first, len(runs)) if runs[number].strategy in doubts]
            todo = [number for number in doubtful if number not in kept.store]
            failures = run_each(runs, kept.store.keep, replace(task, of_arm=doubts), work, todo)
            cards = _cards(arms, runs, names, replace(kept, failures=kept.failures + failures))
            without = ablation.compared(cards)
        card = cards[replicate.INTACT]
        files, manifest = _files(study, card, without)
        folder.save(files, manifest)
    return Answer(card, without, sorted(files))


def _cards(arms: Mapping[str, Scenario], runs: Sequence[Run], names: Sequence[str], kept: Kept) -> dict[str, Scorecard]:
    """A scorecard for each arm, of as many of the runs as there are."""
    from analysis.evidence import replicate, scorecard

    numbers = [number for number in range(len(runs)) if number in kept.store]
    found = {number: replicate.Measured.read(kept.store.read(number)) for number in numbers}
    return scorecard.cards(arms, runs, found, names, kept.failures)


def _files(study: Study, card: Scorecard, without: Ablation | None) -> tuple[dict[str, bytes | Path], dict[str, Any]]:
    """The tables and the page, and where they come from."""
    from analysis.evidence import ablation, scorecard
    from analysis.evidence.html_page import render
    from analysis.study import files as outputs
    from analysis.study.csv_bytes import to_csv

    frames = {"evidence.csv": scorecard.rows(card), "checks.csv": scorecard.check_rows(card)}
    if without:
        frames |= {"ablation.csv": ablation.rows(without), "mechanisms.csv": ablation.summary(without)}
    files: dict[str, bytes | Path] = {name: to_csv(frame) for name, frame in frames.items()}
    if not study.given["no_report"]:
        files["evidence.html"] = render(card, study.title, study.how, without)
    return files, outputs.manifest(study.plan, frames, [str(failure) for failure in card.failures])
