"""How much room text takes on a terminal: letters of East Asian scripts and pictures two cells, accents none."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Sequence

JOINER, AS_PICTURE = "\u200d", "\ufe0f"
SKINS = range(0x1F3FB, 0x1F400)
"""Colours that a picture before them takes on."""
VOWELS = range(0x1160, 0x1200)
"""Parts of a Korean syllable that has begun."""
NARROWEST = 40


def cells(text: str) -> int:
    """Cells that a text takes on a terminal."""
    return sum(_widths(text))


def cut(text: str, longest: int) -> str:
    """The text in at most so many cells, with … where something is missing."""
    if cells(text) <= longest:
        return text
    kept, room = "", longest - 1
    for letter, width in zip(text, _widths(text), strict=True):
        room -= width
        if room < 0:
            break
        kept += letter
    return f"{kept}…"


def cut_apart(names: Sequence[str], longest: int) -> list[str]:
    """Names in at most so many cells each, … in the middle of long ones; more where two would look the same."""
    told = len(set(names))
    room = longest
    while len(set(short := [cut_inside(name, room) for name in names])) < told:
        room += 1
    return short


def cut_inside(text: str, longest: int) -> str:
    """The text in at most so many cells, with … in the middle: names that begin alike often end otherwise."""
    if cells(text) <= longest:
        return text
    tail = ""
    for letter in reversed(text):
        if cells(letter + tail) > (longest - 1) // 2:
            break
        tail = letter + tail
    return cut(text, longest - cells(tail)) + tail


def padded(text: str, width: int, *, left: bool = False) -> str:
    """The text with blanks up to so many cells, after it or, with `left`, before it."""
    blanks = " " * (width - cells(text))
    return blanks + text if left else text + blanks


def columns() -> int | None:
    """Columns of the terminal; None where nobody looks at one, so that text goes on as long as it likes."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    if not (is_terminal or os.environ.get("COLUMNS")):
        return None
    return max(shutil.get_terminal_size().columns, NARROWEST)


def fitting(most: int) -> int:
    """So many columns, or as many as the terminal has where these are fewer."""
    return min(most, columns() or most)


def wrapped(text: str, *, indent: str = "") -> str:
    """A sentence in lines no longer than the terminal, broken between words; all but the first begin with `indent`."""
    room = columns()
    if room is None or cells(text) <= room:
        return text
    spread = "".join(letter + "\0" * (width - 1) for letter, width in zip(text, _widths(text), strict=True))
    lines = textwrap.wrap(spread, room, subsequent_indent=indent, break_on_hyphens=False)
    return "\n".join(lines).replace("\0", "")


def _widths(text: str) -> list[int]:
    """Cells of each character."""
    found: list[int] = []
    before = ""
    for letter in text:
        code = ord(letter)
        if letter == AS_PICTURE and found and found[-1] == 1:
            found.append(1)
        elif before == JOINER or (before and code in SKINS) or code in VOWELS:
            found.append(0)
        else:
            found.append(_width(letter))
        before = letter
    return found


def _width(letter: str) -> int:
    """Cells of a character that stands by itself."""
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1
