"""The pages of the lessons on the site, and the list of them on `docs/lessons.md`, made from their texts.

`python -m tools.lesson_pages` writes them anew. A lesson's text stands in `scenarios/lessons/`.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from analysis.lessons.book import Lesson, lessons

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = DOCS / "lessons.md"
LIST = re.compile(r"^1\. \[.*?(?=\n\n)", re.MULTILINE | re.DOTALL)
TURN = "## Your turn"
WIDTH = 118


def listed() -> str:
    """The lessons as a numbered list, each with its claim."""
    return "\n".join(
        textwrap.fill(
            f"{one.number}. [{one.title}](../scenarios/{one.scenario}.md): {one.claim}",
            WIDTH,
            subsequent_indent="   ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for one in lessons()
    )


def page(lesson: Lesson) -> str:
    """The page of one lesson: its text, and its result before the question."""
    text = f"../../scenarios/{lesson.scenario}.md"
    return (
        f"```{{include}} {text}\n:to: {TURN}\n```\n\n"
        f"```{{made}} lesson {lesson.number}\n```\n\n"
        f"```{{include}} {text}\n:from: {TURN}\n```\n"
    )


def pages() -> dict[Path, str]:
    """Every page that is made, by its file."""
    own = {DOCS / f"{one.scenario}.md": page(one) for one in lessons()}
    return {PAGE: LIST.sub(lambda _: listed(), PAGE.read_text(encoding="utf-8")), **own}


if __name__ == "__main__":
    for file, text in pages().items():
        file.write_text(text, encoding="utf-8")
