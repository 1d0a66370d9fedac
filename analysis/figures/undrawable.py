"""A figure that cannot be drawn costs nothing but itself: what was not drawn is named, with why."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from analysis.figures import fonts, style
from analysis.text.advice import Advice
from simulation.reading.errors import printable

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Drawn = TypeVar("Drawn")
Figures = Mapping[str, Callable[[], "Figure"]]
"""Figures by name, not drawn yet."""


class NothingToShow(Exception):
    """Why a figure would be empty."""


class Undrawn(NamedTuple):
    """A figure that is not there, and why."""

    heading: str
    reason: str

    def __str__(self) -> str:
        return f"the figure '{self.heading}' is not drawn: {self.reason}"


@dataclass
class Troubles:
    """What figures of a study are not drawn, and which letters no font has."""

    undrawn: list[Undrawn] = field(default_factory=list)
    lacking: set[str] = field(default_factory=set)

    def attempt(self, heading: str, draw: Callable[[], Drawn]) -> Drawn | None:
        """What is drawn; None where that fails, which is noted."""
        try:
            return draw()
        except NothingToShow as reason:
            self.undrawn.append(Undrawn(heading, str(reason)))
        except Exception as error:  # noqa: BLE001  # told as this figure's failure; tables and other figures go on
            told = " ".join(f"{type(error).__name__}: {error}".split())
            self.undrawn.append(Undrawn(heading, f"{told}; this is a fault of ours, please report it"))
        return None

    @property
    def notes(self) -> list[str]:
        """A sentence for each figure that is missing, and one on letters."""
        advice = [fonts.advice("".join(sorted(self.lacking)))] if self.lacking else []
        return [*map(str, self.undrawn), *advice]

    def tell(self) -> None:
        """Warn of all of it."""
        for note in self.notes:
            warnings.warn(printable(note), Advice, stacklevel=2)


def drawn(figures: Figures) -> dict[str, bytes | Path]:
    """Every figure as PNG and SVG, by file name; one that fails is told, and the others are there."""
    troubles = Troubles()
    files: dict[str, bytes | Path] = {}
    for name, draw in figures.items():
        files |= troubles.attempt(name, partial(_files, name, draw, troubles)) or {}
    troubles.tell()
    return files


def _files(name: str, draw: Callable[[], Figure], troubles: Troubles) -> dict[str, bytes | Path]:

    figure = draw()
    troubles.lacking.update(fonts.fit(figure))
    return {f"figures/{name}.png": style.to_png(figure), f"figures/{name}.svg": style.to_svg(figure)}
