"""The lessons in their order: each is a scenario and, beside it, a page of text (`scenarios/lessons/`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from simulation.reading.errors import refused
from simulation.scenario.inheritance import SHIPPED

FOLDER = SHIPPED / "lessons"
SECTIONS = ("Experiment", "Look at", "Your turn")
COMMAND = re.compile(r"^    python run\.py (lesson .+)$", re.MULTILINE)


@dataclass(frozen=True)
class Lesson:
    """What a student reads; `trial` is a command line that answers the question of `turn`."""

    number: int
    name: str
    title: str
    claim: str
    source: str
    experiment: str
    look: str
    turn: str
    trial: str

    @property
    def scenario(self) -> str:
        """The name by which its scenario is shipped."""
        return f"lessons/{self.number:02d}_{self.name}"

    @property
    def case(self) -> str:
        """The module that measures and concludes."""
        return f"analysis.lessons.cases.{self.name}"


def lessons() -> list[Lesson]:
    """All of them, in order."""
    return [read(file) for file in sorted(FOLDER.glob("[0-9][0-9]_*.md"))]


def find(number: int) -> Lesson:
    """The lesson of a number; refused where there is none."""
    every = lessons()
    found = next((lesson for lesson in every if lesson.number == number), None)
    if found is None:
        raise refused(f"no lesson {number}; there are lessons 1 to {len(every)}", place="lesson")
    return found


def read(file: Path) -> Lesson:
    """A page of text: `# title`, the claim as a quotation that ends in its source, and three sections."""
    number, _, name = file.stem.partition("_")
    head, *sections = re.split(r"^## ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    title, _, quotation = head.partition("\n")
    claim, _, source = _joined(quotation.replace("\n> ", "\n")).removeprefix("> ").rpartition(" (")
    parts = dict(section.split("\n", 1) for section in sections)
    turn = parts[SECTIONS[2]]
    trial = COMMAND.search(turn)
    if trial is None:
        raise ValueError(f"{file.name}: no command under {SECTIONS[2]!r}")
    return Lesson(
        number=int(number),
        name=name,
        title=title.removeprefix("# "),
        claim=claim,
        source=source.removesuffix(")"),
        experiment=_joined(parts[SECTIONS[0]]),
        look=_joined(parts[SECTIONS[1]]),
        turn=_joined(COMMAND.sub("", turn)),
        trial=trial[1],
    )


def _joined(text: str) -> str:
    """Text without its line ends."""
    return " ".join(text.split())
