"""The page's colours, light and dark: those of the figures and of the report, legible on either paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.figures import style
from analysis.report.inline import DARK_INK, DARK_PAPER, dark


class Look(NamedTuple):
    """What charts are drawn in."""

    is_dark: bool
    paper: str
    ink: str
    quiet: str
    faint: str
    tint: str
    accent: str

    def firms(self, firms: Sequence[str], focus: str) -> dict[str, str]:
        """A colour a firm, as in every figure: the focus of the scenario first."""
        return {name: self._shade(colour) for name, colour in style.firm_colours(firms, focus).items()}

    def segment(self, name: str) -> str:
        """The colour of a loyalty type."""
        return self._shade(style.type_colour(name))

    def words(self, colour: str) -> str:
        """The colour as words can be read in it."""
        return style.readable(colour, self.paper)

    def _shade(self, colour: str) -> str:
        return dark(colour) if self.is_dark else colour


LIGHT = Look(
    is_dark=False, paper=style.PAPER, ink="#1d2024", quiet="#5a6068", faint="#e4e6ea", tint="#f4f6f8", accent="#005a8d"
)
DARK = Look(is_dark=True, paper=DARK_PAPER, ink=DARK_INK, quiet=dark(style.QUIET), faint="#2b3036",
            tint="#1e2328", accent="#6cb8e6")  # fmt: skip
