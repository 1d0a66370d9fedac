"""Letters that the font of figures lacks come from another font of this system, or it is said which one is missing."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure
    from matplotlib.text import Text

FAMILIES = ["DejaVu Sans", "Helvetica", "Arial"]
"""What figures are set in; the first comes with Matplotlib."""
BOXES = ("Last Resort", "LastResort")
"""Fonts that have a box for every letter there is."""
EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "IDEOGRAPHIC"}


def fit(figure: Figure) -> str:
    """Set every text of a figure in fonts that have its letters; gives the letters that no font here has."""
    texts = [text for text in _texts(figure) if not text.get_text().isascii()]
    needed = frozenset(letter for text in texts for letter in text.get_text() if _is_drawn(letter)) - _own()
    if not needed:
        return ""
    families, lacking = _covering(needed)
    for text in texts:
        if needed & set(text.get_text()):
            text.set_fontfamily([*FAMILIES[:1], *families])
    return lacking


def advice(lacking: str) -> str:
    """A note on letters that are shown as boxes, and what to do about it."""
    scripts = sorted({_script(letter) for letter in lacking})
    fonts = "a font such as" if len(scripts) == 1 else "fonts such as"
    shown = lacking if len(lacking) <= 12 else f"{lacking[:11]}…"
    return f"no font of this system has {shown}, which figures show as boxes; install {fonts} {', '.join(scripts)}"


def _texts(figure: Figure) -> Iterator[Text]:
    from matplotlib.text import Text

    for axes in figure.axes:
        axes.get_xticklabels()  # an axis writes its labels when asked for them
        axes.get_yticklabels()
    yield from figure.findobj(Text)


def _is_drawn(letter: str) -> bool:
    return letter > "\x7f" and unicodedata.category(letter)[0] not in "CZ" and not 0xFE00 <= ord(letter) <= 0xFE0F


@cache
def _own() -> frozenset[str]:
    """Letters of the font that comes with Matplotlib."""
    from matplotlib.font_manager import findfont

    return _letters(findfont(FAMILIES[0]))


@cache
def _letters(path: str) -> frozenset[str]:
    """Letters that a font file draws; none of one that Matplotlib cannot draw from."""
    from matplotlib.ft2font import FT2Font

    try:
        font = FT2Font(path)
    except (OSError, RuntimeError):
        return frozenset()
    return frozenset(map(chr, font.get_charmap())) if font.scalable else frozenset()


@cache
def _covering(needed: frozenset[str]) -> tuple[tuple[str, ...], str]:
    """Families that have the letters, the one with most of them first, and the letters that none has."""
    families: list[str] = []
    left = needed
    for family, path in _installed():
        if not left:
            break
        if found := left & _letters(path):
            families.append(family)
            left -= found
    return tuple(families), "".join(sorted(left))


@cache
def _installed() -> tuple[tuple[str, str], ...]:
    """Upright fonts of this system with their files, those of usual weight first; such as came lately are there too."""
    from matplotlib import font_manager

    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for path in font_manager.findSystemFonts():
        if path not in known:
            _add(path)
    upright = [
        entry for entry in font_manager.fontManager.ttflist
        if entry.style == "normal" and not entry.name.lstrip(".").startswith(BOXES)
    ]  # fmt: skip
    upright.sort(key=lambda entry: (entry.weight != 400, entry.name, entry.fname))
    return tuple((entry.name, entry.fname) for entry in upright)


def _add(path: str) -> None:
    from matplotlib.font_manager import fontManager

    try:
        fontManager.addfont(path)
    except (OSError, RuntimeError, ValueError):
        return


def _script(letter: str) -> str:
    """A font, free to be had, that has the script of a letter."""
    first = unicodedata.name(letter, "").split(" ")[0]
    if first in EAST_ASIAN:
        return "Noto Sans CJK"
    return f"Noto Sans {first.title()}" if unicodedata.category(letter)[0] in "LM" else "Noto Emoji"
