"""How every figure looks: quiet, legible in print, the same colour for the same firm or type everywhere."""

from __future__ import annotations

import io
import logging
import textwrap
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from analysis.figures import fonts
from analysis.text.terminal_width import cut_inside

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, QUIET, FAINT, PAPER = "#222222", "#6b6b6b", "#d9d9d9", "#ffffff"
FIRM_COLOURS = ("#0072B2", "#D55E00", "#225522", "#56B4E9", "#882255", "#EDAD08", "#4B0055", "#000000")
"""Eight that any kind of colour vision tells apart; three are those of Okabe and Ito (2008). The focus firm is first.
"""
OTHERS = "#9a9a9a"
"""The colour of all firms beyond these."""
TYPE_COLOURS = {
    "impulsive": "#A08A00",
    "emotional": "#CC6677",
    "cognitive": "#332288",
    "behavioral": "#117733",
}
"""Near Tol's muted scheme, so that a type is never taken for a firm."""
STANDING_COLOURS = {"new": "#9A5B00", "regular": "#00629B", "loyal": "#5C0F45", "lapsed": "#737373"}
"""Dark enough for figures within; who lapsed is grey."""
ON_DARK = {
    "#0072B2": "#3085E8",
    "#D55E00": "#FF6833",
    "#225522": "#D5FFCC",
    "#56B4E9": "#80E8FF",
    "#882255": "#BD758C",
    "#EDAD08": "#FFE81A",
    "#4B0055": "#B287C5",
    "#000000": "#FFFFFF",
    "#A08A00": "#E6D94A",
    "#CC6677": "#EB5A57",
    "#332288": "#7577F0",
    "#117733": "#99FFCD",
    "#9A5B00": "#FF9A4D",
    "#00629B": "#3D93FF",
    "#5C0F45": "#FFCCE7",
}
"""The same firms, types and standings on dark paper, where all are light: told apart there, too."""
REASON_COLOURS = {
    "pricing": "#EEDD88",
    "inconvenience": "#BBCC33",
    "core service failure": "#EE8866",
    "failed service encounter": "#FFAABB",
    "response to failed service": "#B0799B",
    "attraction by competitors": "#77AADD",
    "ethical problem": "#AAAA00",
    "involuntary switching": "#C4C4C4",
}
"""Near Tol's light scheme, made for fields of colour."""
LOSS = "#9E2A2B"
DOTS_PER_INCH = 200
HEADLINE = "headline"
"""Name of the title within an SVG, so that a page with headings of its own can leave it out."""

STYLE: Any = {
    "font.family": "sans-serif",
    "font.sans-serif": fonts.FAMILIES,
    "font.size": 9.0,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 8.0,
    "axes.labelsize": 9.0,
    "axes.labelcolor": QUIET,
    "axes.edgecolor": QUIET,
    "axes.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlecolor": INK,
    "text.color": INK,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "xtick.major.width": 0.7,
    "ytick.major.width": 0.7,
    "xtick.major.size": 3.0,
    "ytick.major.size": 3.0,
    "lines.linewidth": 1.6,
    "lines.solid_capstyle": "round",
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "text.parse_math": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "loyalty",
}


@contextmanager
def house_style() -> Iterator[None]:
    """Within the block figures look as in print, whatever settings of their own somebody has; afterwards these hold.

    That a letter is missing is told once for all figures (`fonts.py`), not letter by letter.
    """
    import matplotlib as mpl

    own: dict[Any, Any] = {name: value for name, value in mpl.rcParamsDefault.items() if name != "backend"}
    log = logging.getLogger("matplotlib.font_manager")
    before = log.level
    with warnings.catch_warnings(), mpl.rc_context({**own, **STYLE}):
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from")
        log.setLevel(logging.ERROR)  # it tells of every letter that it takes in another weight
        try:
            yield
        finally:
            log.setLevel(before)


def firm_colours(firms: Sequence[str], focus: str) -> dict[str, str]:
    """A colour a firm, the focus first; beyond the palette firms share a grey."""
    order = [focus, *(firm for firm in firms if firm != focus)]
    return {firm: FIRM_COLOURS[i] if i < len(FIRM_COLOURS) else OTHERS for i, firm in enumerate(order)}


def shades(count: int) -> list[str]:
    """So many shades of the first colour, from dark to light, for what follows in time."""
    dark, light = (0, 60, 96), (120, 190, 230)
    steps = [place / max(count - 1, 1) for place in range(count)]
    return ["#" + "".join(f"{round(a + (b - a) * s):02x}" for a, b in zip(dark, light, strict=True)) for s in steps]


def type_colour(name: str) -> str:
    """The colour of a loyalty type; grey for one that has none."""
    return TYPE_COLOURS.get(name, QUIET)


def contrast(colour: str, paper: str = PAPER) -> float:
    """How well a colour stands out from its background, from 1 to 21, after WCAG 2."""
    light, dark = sorted((_luminance(colour), _luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, paper: str = PAPER, least: float = 4.5) -> str:
    """The colour, moved towards black or white just so far that words in it can be read on the paper."""
    towards = 255.0 if _luminance(paper) < 0.2 else 0.0
    parts = [float(int(colour[i : i + 2], 16)) for i in (1, 3, 5)]
    for step in range(51):
        moved = [part + (towards - part) * step / 50.0 for part in parts]
        found = "#" + "".join(f"{round(part):02x}" for part in moved)
        if contrast(found, paper) >= least:
            break
    return found


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, of a colour #rrggbb."""
    parts = [int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def shortened(name: str, longest: int = 22) -> str:
    """A name that fits beside a line, … in its middle where it is longer."""
    return cut_inside(name, longest)


def new_figure(width: float, height: float) -> Figure:
    """An empty figure of so many inches, apart from any global state."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height))


def lay_out(figure: Figure) -> None:
    """Give each part of a figure its room; done by hand, since drawing would else do it again each time."""
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    fonts.fit(figure)
    ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.06).execute(figure)


LETTERS = 16.5
"""How many letters of small print an inch holds."""


def headline(figure: Figure, title: str, note: str) -> None:
    """What the figure shows, above it, and how to read its marks, below it in small print."""
    heading = figure.suptitle(title, x=0.01, ha="left", fontsize=11.5, fontweight="bold", color=INK)
    heading.set_gid(HEADLINE)
    small = textwrap.fill(note, int(LETTERS * figure.get_figwidth()))
    figure.supxlabel(small, x=0.01, ha="left", fontsize=7.5, color=QUIET)


def legend(axes: Axes, colours: Mapping[str, str], *, is_below: bool = False, gap: float = 0.13) -> None:
    """Names of the colours, in the upper right corner or below the axes, `gap` of their height away."""
    from matplotlib.lines import Line2D

    marks = [Line2D([], [], marker="o", linestyle="", color=colour, markersize=6) for colour in colours.values()]
    below: dict[str, Any] = {"loc": "upper center", "bbox_to_anchor": (0.5, -gap), "ncols": min(len(colours), 6)}
    place = below if is_below else {"loc": "upper right"}
    names = [shortened(name) for name in colours]
    axes.legend(marks, names, frameon=False, fontsize=8.5, handletextpad=0.2, columnspacing=1.2, **place)


def label_ends(axes: Axes, ends: Sequence[tuple[float, str, str]], *, points: float = 10.5, longest: int = 15) -> None:
    """Names beside the right end of each line, at least `points` apart, with a thread to a name pushed away.

    `ends` holds the height of each end, its label and its colour; the axis must have its final limits.
    """
    low, high = axes.get_ylim()
    point = (high - low) / (axes.get_window_extent().height * 72.0 / axes.figure.dpi)
    heights = spread([end[0] for end in ends], points * point, low, high)
    for (end, text, colour), height in zip(ends, heights, strict=True):
        up = (height - end) / point
        thread = {"arrowstyle": "-", "color": colour, "linewidth": 0.5, "shrinkA": 0, "shrinkB": 1, "relpos": (0, 0.5)}
        axes.annotate(
            shortened(text, longest), (1.0, end), xycoords=("axes fraction", "data"), xytext=(9, up - 3),
            textcoords="offset points", color=readable(colour), va="baseline", fontsize=8.5, annotation_clip=False,
            arrowprops=thread if abs(up) > 2.0 else None,
        )  # fmt: skip


def spread(heights: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """The heights moved as little as need be so that neighbours lie `least` apart, from `low` to `high`."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    placed = list(heights)
    for _ in range(200):
        moved = False
        for below, above in pairwise(order):
            lack = least - (placed[above] - placed[below])
            if lack > 1e-9 * least:
                placed[below] -= lack / 2.0
                placed[above] += lack / 2.0
                moved = True
        if not moved:
            break
    shift = max(0.0, low - min(placed, default=low)) - max(0.0, max(placed, default=high) - high)
    return [height + shift for height in placed]


def to_png(figure: Figure) -> bytes:
    """The figure as PNG: the same figure gives the same bytes."""
    return _rendered(figure, "png", {"Software": None})


def to_svg(figure: Figure) -> bytes:
    """The figure as SVG: the same figure gives the same bytes."""
    return _rendered(figure, "svg", {"Date": None, "Creator": None})


def _rendered(figure: Figure, kind: str, metadata: dict[str, Any]) -> bytes:
    stream = io.BytesIO()
    with house_style():
        figure.savefig(stream, format=kind, dpi=DOTS_PER_INCH, metadata=metadata)
    return stream.getvalue()
