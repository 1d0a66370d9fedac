"""The numbers of a page in words: tiles for one firm, a table for all."""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING, NamedTuple

from analysis.text.numbers import fitting_digits, number
from simulation.measurement.metrics import METRICS
from simulation.scenario.real_size import size_told

if TYPE_CHECKING:
    from analysis.dashboard.frames import Frame
    from analysis.dashboard.session import Session


class Tile(NamedTuple):
    """A metric of the chosen firm in large print; flows as the mean of the last weeks."""

    name: str
    metric: str
    scale: float = 1.0
    digits: int | None = None

    @property
    def meaning(self) -> str:
        """The metric's definition."""
        return METRICS[self.metric].meaning


TILES = (
    Tile("Market share, %", "market_share", 100.0, 1),
    Tile("Profit since week 1", "cumulative_profit"),
    Tile("Loyalty", "loyalty", 1.0, 1),
    Tile("Satisfaction", "satisfaction", 1.0, 1),
    Tile("Active customers", "active_customers", 1.0, 0),
    Tile("Price", "price", 1.0, 2),
)
TABLE = (
    *("market_share", "price", "profit", "cumulative_profit", "revenue", "active_customers", "loyalty", "conviction"),
    *("affect", "habit", "satisfaction", "nps", "failures", "dissatisfied", "voiced", "complaints", "resolved"),
    *("silent_exits", "exits", "wait_minutes", "morale"),
)


def tile_texts(session: Session, firm: int) -> list[tuple[str, str, str]]:
    """Of each tile its number, its difference from the pinned run, and whether that is better, worse or neither."""
    frame = session.frames[-1] if session.frames else None
    pinned = session.pinned_frame()
    return [_texts(tile, _value(frame, tile, firm), _value(pinned, tile, firm)) for tile in TILES]


def _texts(tile: Tile, now: float, pinned: float) -> tuple[str, str, str]:
    change = now - pinned
    if not math.isfinite(change):
        return number(now, digits=tile.digits), "", "same"
    digits = fitting_digits(change) if tile.digits is None else tile.digits
    better = METRICS[tile.metric].better
    rounded = round(change, digits)
    kind = "same" if not rounded or not better else "better" if (change > 0) == (better == "up") else "worse"
    return number(now, digits=tile.digits), number(change, digits=digits, sign=True), kind


def _value(frame: Frame | None, tile: Tile, firm: int) -> float:
    found = frame.firms[tile.metric][firm] if frame else None
    return math.nan if found is None else found * tile.scale


def numbers_table(session: Session) -> str:
    """The week that is shown, all firms side by side, and the pinned run's number beneath where there is one."""
    if not session.frames:
        return "<p>No week has passed yet.</p>"
    frame, pinned = session.frames[-1], session.pinned_frame()
    names = list(session.settings.scenario.firms)
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in names)
    rows = "".join(_row(metric, frame, pinned) for metric in TABLE)
    small = f"; money and counts {size_told(session.settings.scenario)}" + ("; small: the pinned run" if pinned else "")
    return f"<table><caption>Week {frame.week}{small}</caption><thead><tr><td></td>{head}</tr></thead>{rows}</table>"


def _row(metric: str, frame: Frame, pinned: Frame | None) -> str:
    cells = "".join(
        f"<td>{_number(metric, value)}{_small(metric, pinned.firms[metric][j]) if pinned else ''}</td>"
        for j, value in enumerate(frame.firms[metric])
    )
    known = METRICS[metric]
    title = html.escape(f"{known.meaning} ({known.unit})")
    return f'<tr><th scope="row" title="{title}">{metric.replace("_", " ")}</th>{cells}</tr>'


def _small(metric: str, value: float | None) -> str:
    return f"<small>{_number(metric, value)}</small>"


def _number(metric: str, value: float | None) -> str:
    if value is None:
        return "–"
    match METRICS[metric].unit:
        case "share":
            return f"{number(100.0 * value, digits=1)} %"
        case "visits" | "customers" | "complaints":
            return number(value, digits=0)
        case "money":
            return number(value, digits=2 if metric == "price" else 0)
    return number(value, digits=1)
