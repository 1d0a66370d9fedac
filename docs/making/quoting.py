"""What a page quotes is put in when it is read: parts of other files, outputs of commands, tables, measured numbers.

    ```{include} ../simulation/ODD.md      a file, or its part `:from:` one line `:to:` another, `:without:` a part
    ```{terminal} python run.py list       a command, with what it prints
    ```{made} gallery                      what a function of `pages` makes
    {measured}`F42 rebuy_gap`              what was measured for a check of the evidence, with its interval
    {verdict}`F42`                         the verdict on a claim or law

Links to files that are not pages lead to the page that shows the file, or become plain text.
"""

from __future__ import annotations

import functools
import os
import re
import shlex
from pathlib import Path

from docs.making import pages
from docs.making.runs import ROOT, Store, Task

DOCS = ROOT / "docs"
FENCE = re.compile(r"^```\{(include|terminal|made)\} *([^\n]*)\n((?:.*\n)*?)```$", re.MULTILINE)
CODE = re.compile(r"^(`{3,}|:{3,}).*?^\1$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
ROLE = re.compile(r"\{(measured|verdict)\}`(\w+) ?(\w*)`")
OPTION = re.compile(r"^:(from|to|without): (.+)$", re.MULTILINE)
SHOWN_ON = {
    "scenarios/lessons": "lessons.md",
    "scenarios": "reference/scenarios.md",
    "simulation/loyalty": "rules.md",
    "simulation/behavior/psychology.py": "rules.md",
    "README.md": "index.md",
}
"""Pages that show what lies in a folder or file."""


def tasks_of(folder: Path) -> list[Task]:
    """Everything that the pages of a folder need to have run."""
    tasks = []
    for page in sorted(folder.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        if typed := commands(text):
            tasks.append(("page", page.relative_to(folder).as_posix(), *typed))
        for _, words, _ in (found for found in FENCE.findall(text) if found[0] == "made"):
            tasks += pages.tasks_of(*shlex.split(words))
    return tasks


def commands(text: str) -> list[str]:
    """The commands of a page whose output is shown."""
    return [words for kind, words, _ in FENCE.findall(text) if kind == "terminal"]


def expanded(text: str, page: Path, store: Store) -> str:
    """The text of a page with everything put in."""
    name, typed = page.relative_to(DOCS).as_posix(), commands(text)
    outputs = iter(store.result(("page", name, *typed))["outputs"] if typed else [])

    def put_in(found: re.Match[str]) -> str:
        kind, words, body = found.groups()
        if kind == "terminal":
            return f"```console\n$ {words}\n{next(outputs).rstrip()}\n```"
        if kind == "made":
            return pages.made(store, *shlex.split(words))
        file = (page.parent / words).resolve()
        return relinked(part(file.read_text(encoding="utf-8"), dict(OPTION.findall(body))), file, page)

    return ROLE.sub(_evidence, FENCE.sub(put_in, relinked(text, page, page)))


def part(text: str, options: dict[str, str]) -> str:
    """The lines of a text from one line to another, without those between two marks (`first … last`)."""
    if "without" in options:
        first, last = options["without"].split(" … ")
        before, after = text.split(first, 1)
        text = before + after.split(last, 1)[1]
    lines = text.splitlines()
    start = lines.index(options["from"]) if "from" in options else 0
    end = lines.index(options["to"], start) if "to" in options else len(lines)
    return "\n".join(lines[start:end])


def relinked(text: str, source: Path, page: Path) -> str:
    """A text of `source` as it may stand on `page`: each link leads to a page, or is none."""

    def lead(found: re.Match[str]) -> str:
        image, words, target = found.groups()
        file, mark, anchor = target.partition("#")
        if "://" in target or not file:
            return found[0]
        full = (source.parent / file).resolve()
        shown = full if image or full.is_relative_to(DOCS) else shown_on(full)
        if shown is None:
            return words
        keeps = mark + anchor if shown == full else ""
        return f"{image}[{words}]({Path(os.path.relpath(shown, page.parent)).as_posix()}{keeps})"

    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\0{len(kept) - 1}\0"

    return re.sub("\0(\\d+)\0", lambda found: kept[int(found[1])], LINK.sub(lead, CODE.sub(keep, text)))


def shown_on(file: Path) -> Path | None:
    """The page on which a file of the project can be read; None where there is none."""
    if file in homes():
        return homes()[file]
    places = [name for name in SHOWN_ON if file.is_relative_to(ROOT / name)]
    return DOCS / SHOWN_ON[max(places, key=len)] if places else None


@functools.cache
def homes() -> dict[Path, Path]:
    """The page that includes each file, one that shows it from the start if there is one."""
    found: dict[Path, Path] = {}
    for page in sorted(DOCS.rglob("*.md")):
        for kind, words, body in FENCE.findall(page.read_text(encoding="utf-8")):
            file = (page.parent / words).resolve()
            if kind == "include" and (file not in found or ":from:" not in body):
                found[file] = page
    return found


def _evidence(found: re.Match[str]) -> str:
    """A number or a verdict of the evidence."""
    kind, name, check = found.groups()
    return pages.measured(name, check) if kind == "measured" else pages.verdict(name)
