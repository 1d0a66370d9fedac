"""What is run for the site, once for each state of the sources: commands of a page, shipped scenarios, lessons."""

from __future__ import annotations

import functools
import hashlib
import json
import multiprocessing
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("simulation", "analysis", "scenarios", "docs/making")
PORTRAIT, PAIRED = (3000, 1), (1500, 3)
"""Customers and replicates behind a figure: one run for a portrait, some for an interval; too little for a verdict."""
INTERVALS = {"profit", "drivers", "complaints"}
BURN_IN = [("market.burn_in_weeks", "52")]
LESSON_CUSTOMERS, LESSON_REPLICATES = 2000, 3
CORES = 2
PUBLISHED = "report.html"

Task = tuple[str, ...]
"""What to run, (kind, …): ("scenario", name, figures…), ("lesson", number), ("page", its name, commands…)."""
Made = dict[str, Any]


@dataclass(frozen=True)
class Store:
    """Results by task in a folder of the build, under a digest of all sources that they rest on."""

    folder: Path

    def place(self, task: Task) -> Path:
        """Where the result of a task is kept."""
        return self.folder / f"{digest(task)}.json"

    def result(self, task: Task) -> Made:
        """What came of a task that was run."""
        found: Made = json.loads(self.place(task).read_text(encoding="utf-8"))
        return found

    def fill(self, tasks: Iterable[Task]) -> None:
        """Run the tasks that have no result yet, the long ones first."""
        self.folder.mkdir(parents=True, exist_ok=True)
        wanted = {self.place(task): task for task in tasks}
        for stale in set(self.folder.iterdir()) - set(wanted):
            stale.unlink()
        due = sorted((task for place, task in wanted.items() if not place.exists()), key=lambda task: task[0] != "page")
        from sphinx.util.display import status_iterator

        with ProcessPoolExecutor(CORES, multiprocessing.get_context("spawn")) as pool:
            done = pool.map(kept, due, map(self.place, due))
            for _ in status_iterator(done, "running... ", length=len(due)):
                pass

    def publish(self, folder: Path) -> None:
        """Copy the report that a page's commands wrote to where pages can link to it."""
        for kept in self.folder.glob("*.json"):
            made = json.loads(kept.read_text(encoding="utf-8"))
            if PUBLISHED in made:
                (folder / PUBLISHED).write_text(made[PUBLISHED], encoding="utf-8")


def digest(task: Task) -> str:
    """A name for a task's result, which changes with any source."""
    return hashlib.sha256(json.dumps([sources_digest(), *task]).encode()).hexdigest()[:24]


@functools.cache
def sources_digest() -> str:
    """What all sources of results come to."""
    content = hashlib.sha256()
    for name in SOURCES:
        for file in sorted((ROOT / name).rglob("*")):
            if file.suffix in {".py", ".yaml", ".md", ".html", ".css"}:
                content.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return content.hexdigest()


def kept(task: Task, place: Path) -> str:
    """Run one task and keep its result; its name."""
    place.write_text(json.dumps(carried_out(task)), encoding="utf-8")
    return task[1]


def carried_out(task: Task) -> Made:
    """Run one task."""
    kind, name, *rest = task
    with tempfile.TemporaryDirectory() as folder:
        if kind == "page":
            return typed(rest, Path(folder))
        return pictured(name, rest, Path(folder)) if kind == "scenario" else taught(int(name), Path(folder))


def typed(commands: Sequence[str], folder: Path) -> Made:
    """Outputs of commands that were typed one after the other in one folder."""
    (folder / "scenarios").symlink_to(ROOT / "scenarios")
    outputs = []
    for command in commands:
        line = [sys.executable, str(ROOT / "run.py"), *shlex.split(command.removeprefix("python run.py"))]
        done = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603  # ours
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stderr}")
        outputs.append(done.stdout)
    report = next(folder.glob(f"*/{PUBLISHED}"), None)
    return {"outputs": outputs} | ({PUBLISHED: report.read_text(encoding="utf-8")} if report else {})


def size(figures: Sequence[str]) -> tuple[int, int]:
    """Customers and replicates of the runs behind some figures."""
    return PAIRED if INTERVALS.intersection(figures) else PORTRAIT


def pictured(name: str, figures: Sequence[str], folder: Path) -> Made:
    """Some figures of a shipped scenario, in a small market."""
    from analysis.comparison import study as experiment
    from analysis.comparison.request import ComparisonRequest, RunRequest, plan_comparison, plan_run
    from analysis.execution.execution import Execution
    from analysis.figures import gallery
    from analysis.figures.instrumented_run import look_closely
    from analysis.study.scenario_changes import ScenarioChanges
    from simulation.scenario.load import load

    customers, replicates = size(figures)
    changes = ScenarioChanges(BURN_IN, customers=customers, replicates=replicates)
    is_one = len(load(name).compare) < 2
    plan = plan_run(RunRequest.of(name, changes)) if is_one else plan_comparison(ComparisonRequest.of((name,), changes))
    found = experiment.carry_out_comparison(plan, Execution(out=folder / "out", workers=1, report=False))
    found.raise_failures()
    earned = experiment.earnings(found.outcomes, plan.lead.focus_firm)
    drawn = gallery.gallery(plan, found.frames, earned, look_closely(plan.runs()[0]), found.scales, only=figures)
    if missing := set(figures) - {picture.name for picture in drawn}:
        raise RuntimeError(f"{name} has no figure {missing}")
    drawn.sort(key=lambda picture: figures.index(picture.name))
    return {"pictures": [(one.name, *one.words, one.svg.decode("utf-8")) for one in drawn]}


def taught(number: int, folder: Path) -> Made:
    """What comes out in a lesson, in a smaller market than the lesson's own."""
    from analysis.execution.execution import Execution
    from analysis.lessons import study
    from analysis.lessons.book import find
    from analysis.lessons.found import verdict
    from analysis.lessons.request import LessonRequest
    from analysis.study.scenario_changes import ScenarioChanges

    changes = ScenarioChanges(customers=LESSON_CUSTOMERS, replicates=LESSON_REPLICATES)
    taught = study.teach(LessonRequest(find(number), changes), Execution(out=folder / "out", workers=1))
    study.raise_failures(taught)
    result = taught.result
    svg = (folder / "out/figures/lesson.svg").read_text(encoding="utf-8")
    sentences = [(part.sentence, part.word) for part in result.parts]
    return {"sentences": sentences, "verdict": verdict(result.parts), "alt": result.bars.title, "svg": svg}
