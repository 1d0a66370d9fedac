"""The recipes of CONTRIBUTING.md as a machine reads them: what to write, what to type, and what is done with it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "CONTRIBUTING.md"
CHAPTER = re.compile(r"^## Recipes\n(?:.*\n)*?(?=## )", re.MULTILINE)
TITLE = re.compile(r"^### (.+)\n", re.MULTILINE)
BLOCK = re.compile(r"^```([^\n`]*)\n((?:.*\n)*?)```$", re.MULTILINE)
PLACE = re.compile(r"(?:\d+\. )?(New file|In) `([\w/.]+)`")
"""How the line above a block begins that tells where its text goes."""
SHELL = "sh"
EDIT = "diff"


@dataclass(frozen=True)
class Recipe:
    """What a newcomer does by hand, file by file, and then types, in the order of the page."""

    title: str
    edits: tuple[tuple[str, str, str], ...]  # language of the block, path, text
    commands: tuple[str, ...]

    @property
    def files(self) -> list[str]:
        """The files that are written or changed by hand."""
        return list(dict.fromkeys(path for _, path, _ in self.edits))

    def apply(self, project: Path) -> None:
        """Write the files and make the changes, in a copy of the project."""
        for language, name, text in self.edits:
            path = project / name
            if language == EDIT:
                path.write_text(changed(path.read_text(encoding="utf-8"), text, name), encoding="utf-8")
            else:
                assert not path.exists(), f"{name} is there already"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")


def chapter(text: str) -> tuple[int, int]:
    """Where the chapter of recipes begins and ends; twice the end of a page that has none."""
    headings = CHAPTER.search(BLOCK.sub(lambda block: re.sub("#", " ", block[0]), text))
    return headings.span() if headings else (len(text), len(text))


def without_recipes(text: str) -> str:
    """A page without its chapter of recipes, whose blocks are a newcomer's and not yet ours."""
    start, end = chapter(text)
    return text[:start] + text[end:]


def recipes(page: Path = PAGE) -> dict[str, Recipe]:
    """The recipes of the page by title."""
    text = page.read_text(encoding="utf-8")
    start, end = chapter(text)
    titles = [*TITLE.finditer(text, start, end)]
    ends = [title.start() for title in titles[1:]] + [end]
    return {title[1]: recipe(title[1], text[title.end() : stop]) for title, stop in zip(titles, ends, strict=True)}


def recipe(title: str, text: str) -> Recipe:
    """One recipe, from its text."""
    edits: list[tuple[str, str, str]] = []
    commands: list[str] = []
    last = 0
    for block in BLOCK.finditer(text):
        above = text[last : block.start()].strip().rpartition("\n\n")[2]
        last = block.end()
        if block[1] == SHELL:
            commands += block[2].splitlines()
            continue
        place = PLACE.match(above)
        assert place, f"{title}: the paragraph above a block tells no file: {above!r}"
        assert (place[1] == "In") == (block[1] == EDIT), f"{title}: {place[0]} has a block of {block[1]!r}"
        edits.append((block[1], place[2], block[2]))
    assert text.count("```") == 2 * len(BLOCK.findall(text)), f"{title}: a block has no end"
    return Recipe(title, tuple(edits), tuple(commands))


def changed(text: str, difference: str, name: str) -> str:
    """The text with a difference applied: what is around each change stands in the text once, line by line."""
    for hunk in re.split(r"^@@.*\n", difference, flags=re.MULTILINE):
        old, new = (
            "".join(f"{line[1:]}\n" for line in hunk.splitlines() if line[:1] in {"", " ", sign}) for sign in "-+"
        )
        places = [place.start() for place in re.finditer(f"^{re.escape(old)}", text, re.MULTILINE)]
        assert old, f"{name}: a change has nothing around it:\n{hunk}"
        assert len(places) == 1, f"{name}: {len(places)} places, and not one, have the lines around\n{hunk}"
        text = text[: places[0]] + new + text[places[0] + len(old) :]
    return text


def copy_of_the_project(folder: Path) -> Path:
    """What git keeps, or would keep, copied."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in listed.split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder
