"""What is wrong with a request, where it stands, and what would be right."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

LONGEST_VALUE = 60
LONGEST_REPORT = 25
LONGEST_CHOICES = 12


@dataclass(frozen=True)
class Fault:
    """One mistake; lines and columns count from 1, and are 0 where the mistake stands in no file."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return printable(": ".join(part for part in (place, self.path, self.message) if part))


class Refused(Exception):
    """The request cannot be carried out as it stands: every fault that was found, nothing done."""

    exit_code = 2

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        lines = [f"error: {fault}" for fault in self.faults]
        if len(lines) > LONGEST_REPORT:
            hidden = len(lines) - LONGEST_REPORT + 1
            lines[LONGEST_REPORT - 1 :] = [f"… and {hidden} more"]
        return "\n".join(lines)


def refused(message: str, *, path: str = "", place: str = "") -> Refused:
    """A refusal of one fault that stands in no line of a file."""
    return Refused((Fault(place, 0, 0, path, message),))


def printable(text: str) -> str:
    """The text on one line, without what would steer a terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def text_of_value(value: Any) -> str:
    """A value as the file would write it, cut at 60 characters."""
    text = f"'{value}'" if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = printable(text)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def suggestion(word: str, choices: Iterable[str]) -> str:
    """The choice that was probably meant or, where none is near, all of them."""
    names = list(choices)
    by_lower_case = {name.lower(): name for name in names}
    near = difflib.get_close_matches(word.lower(), by_lower_case, n=1)
    if near:
        return f"did you mean {text_of_value(by_lower_case[near[0]])}?"
    if not names:
        return "nothing can stand here"
    more = ", …" if len(names) > LONGEST_CHOICES else ""
    return f"valid here: {', '.join(text_of_value(name)[1:-1] for name in names[:LONGEST_CHOICES])}{more}"
