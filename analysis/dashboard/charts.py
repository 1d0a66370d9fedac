"""The page's charts: each is a set of options once, and the numbers of its lines with every week."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.dashboard.market import SHOWN_BEFORE
from analysis.figures.style import shortened, spread
from simulation.loyalty import LOYALTY_TYPES

if TYPE_CHECKING:
    from analysis.dashboard.frames import Frame
    from analysis.dashboard.sample import Looks, Map
    from analysis.dashboard.session import Session
    from analysis.dashboard.theme import Look

MOST_POINTS = 400
QUARTER = 13
DOTS_HIGH, DOTS_APART = 160.0, 13.0
"""About how high a chart of lines is, and how near two names at the ends of lines may come."""
PROFITS = {"each": "a week", "all": "since week 1", "pinned": "against the pinned run"}
WIDE, HIGH = 1300.0, 1000.0
"""Size of the map in its own units; small ones would be rounded to nothing."""
STAGES = ("went wrong", "dissatisfied", "told the front line", "settled", "left after speaking", "left in silence")
Value = Callable[["Frame"], float | None]
Series = dict[str, Any]
Points = list[list[float | None]]


class Line(NamedTuple):
    """One line of a chart, and the same of the pinned run behind it."""

    name: str
    colour: str
    value: Value
    before: Sequence[float | None] = ()  # weeks before the first, the last of them week 0


def share_lines(session: Session, colours: dict[str, str]) -> list[Line]:
    """Market share of each firm, percent."""
    return [
        Line(name, colour, _of("market_share", j, 100.0), [_percent(week[j]) for week in session.before])
        for j, (name, colour) in enumerate(colours.items())
    ]


def profit_lines(session: Session, colours: dict[str, str], kind: str) -> list[Line]:
    """Profit of each firm a week, or summed, or summed and less that of the pinned run."""
    metric = "profit" if kind == "each" else "cumulative_profit"
    pinned = session.pinned.frames if session.pinned and kind == "pinned" else ()

    def against(j: int) -> Value:
        own = _of(metric, j, 1.0)

        def value(frame: Frame) -> float | None:
            if kind != "pinned":
                return own(frame)
            here, there = own(frame), own(pinned[frame.week - 1]) if frame.week <= len(pinned) else None
            return None if here is None or there is None else here - there

        return value

    return [Line(name, colour, against(j)) for j, (name, colour) in enumerate(colours.items())]


def loyalty_lines(firm: int, look: Look) -> list[Line]:
    """Loyalty of a firm's customers by loyalty type, 0-100."""
    return [Line(name, look.segment(name), _loyalty(firm, kind)) for kind, name in enumerate(LOYALTY_TYPES)]


def line_options(lines: Sequence[Line], weeks: int, look: Look, *, unit: str, starts: int = 1) -> dict[str, Any]:
    """A chart of lines by week without any numbers yet; `starts` is the first week on the axis."""
    axis = {
        "axisLine": {"onZero": False, "lineStyle": {"color": look.quiet}},
        "axisTick": {"show": False},
        "axisLabel": {"color": look.quiet, "fontSize": 11},
    }
    series: list[Series] = []
    for line in lines:
        label = {"show": True, "formatter": shortened(line.name, 12), "color": look.words(line.colour), "fontSize": 11}
        style = {"name": line.name, "type": "line", "showSymbol": False, "silent": True, "data": []}
        colour = {"color": line.colour}
        series.append({**style, "lineStyle": {"width": 2, **colour}, "itemStyle": colour, "endLabel": label,
                       "z": 3})  # fmt: skip
        series.append({**style, "lineStyle": {"width": 1.2, "type": [4, 3], "opacity": 0.8, **colour}})
    return {
        "animation": False,
        "grid": {"left": 52, "right": 78, "top": 24, "bottom": 26},
        "xAxis": {"type": "value", "min": starts, "max": max(weeks, starts + 1), "splitLine": {"show": False},
                  "minInterval": 1, "name": "week", "nameGap": 12, "nameTextStyle": {"color": look.quiet}, **axis},
        "yAxis": {"type": "value", "scale": True, "splitNumber": 4, "name": unit, "nameGap": 9,
                  "nameTextStyle": {"color": look.quiet, "fontSize": 11, "align": "left", "padding": [0, 0, 0, -40]},
                  "splitLine": {"lineStyle": {"color": look.faint}}, **axis,
                  "axisLine": {"show": False, "onZero": False}},
        "series": series,
    }  # fmt: skip


def line_data(session: Session, lines: Sequence[Line]) -> list[Series]:
    """The numbers of a chart's lines so far, and of the pinned run as far as the week shown reaches."""
    pinned = session.pinned.frames if session.pinned else ()
    drawn, behind = [], []
    for line in lines:
        started = [[week - len(line.before) + 1, value] for week, value in enumerate(line.before)]
        drawn.append(started + _points(session.frames, line.value))
        behind.append(_points(pinned, line.value))
    offsets = _pushed_apart(drawn, [point[1] for points in (*drawn, *behind) for point in points])
    return [
        {"data": points} if offset is None else {"data": points, "endLabel": {"offset": [0, offset]}}
        for pair in zip(drawn, behind, offsets, strict=True)
        for points, offset in ((pair[0], pair[2]), (pair[1], None))
    ]


def _pushed_apart(drawn: Sequence[Points], values: Iterable[float | None]) -> list[float]:
    """How far, in dots, the name at each line's end moves so that none lies on another."""
    known = [value for value in values if value is not None]
    ends = [next((point[1] for point in reversed(points) if point[1] is not None), None) for points in drawn]
    if not known or None in ends or max(known) == min(known):
        return [0.0] * len(drawn)
    low, high = min(known), max(known)
    dot = 1.25 * (high - low) / DOTS_HIGH
    heights = [float(end) for end in ends if end is not None]
    return [
        round((old - new) / dot, 1)
        for old, new in zip(heights, spread(heights, DOTS_APART * dot, low, high), strict=True)
    ]


def fill(options: dict[str, Any], series: Sequence[Series]) -> None:
    """Put numbers into a chart's own options, so that it has them whenever the browser comes to draw it."""
    for own, new in zip(options["series"], series, strict=True):
        label = {**own.get("endLabel", {}), **new.get("endLabel", {})}
        own.update(new)
        if label:
            own["endLabel"] = label


def funnel_options(look: Look, colour: str) -> dict[str, Any]:
    """From what went wrong to who left: one bar a stage, the pinned run's as an outline."""
    axis = {"axisLine": {"show": False}, "axisTick": {"show": False}, "splitLine": {"show": False}}
    bar: Series = {"type": "bar", "barWidth": "58%", "silent": True, "data": []}
    label = {"show": True, "position": "right", "color": look.ink, "fontSize": 11}
    outline = {"color": "transparent", "borderColor": look.quiet, "borderWidth": 1.2, "borderType": "dashed"}
    return {
        "animation": False,
        "grid": {"left": 128, "right": 56, "top": 8, "bottom": 8},
        "xAxis": {"type": "value", "min": 0, "axisLabel": {"show": False}, **axis},
        "yAxis": {"type": "category", "inverse": True, "data": list(STAGES),
                  "axisLabel": {"color": look.ink, "fontSize": 12}, **axis},
        "series": [{**bar, "itemStyle": {"color": colour, "opacity": 0.85}, "label": label},
                   {**bar, "barGap": "-100%", "itemStyle": outline}],
    }  # fmt: skip


def funnel_data(session: Session, firm: int) -> list[Series]:
    """Customers at each stage in the last 13 weeks."""
    pinned = session.pinned.frames[: session.week] if session.pinned else ()
    return [{"data": stages(frames, firm)} for frames in (session.frames, pinned)]


def stages(frames: Sequence[Frame], firm: int) -> list[float]:
    """How many came to each stage in the last 13 weeks; empty before the first week."""
    if not frames:
        return []
    names = ("failures", "dissatisfied", "voiced", "resolved", "exits", "silent_exits")
    counts = {name: sum(frame.firms[name][firm] or 0.0 for frame in frames[-QUARTER:]) for name in names}
    counts["exits"] -= counts["silent_exits"]
    return list(counts.values())


def map_options(look: Look) -> dict[str, Any]:
    """Who knows whom."""
    graph = {"type": "graph", "layout": "none", "data": [], "roam": False, "cursor": "pointer",
             "lineStyle": {"color": look.quiet, "opacity": 0.35, "width": 0.7},
             "emphasis": {"scale": 1.3, "label": {"show": False}},
             "left": "4%", "top": "4%", "width": "92%", "height": "92%", "preserveAspect": True}  # fmt: skip
    tip = {"show": True, "backgroundColor": look.paper, "textStyle": {"color": look.ink, "fontSize": 12}, ":formatter":
           "p => p.dataType === 'node' ? 'customer ' + p.data.value + ', ' + p.data.kind : ''"}  # fmt: skip
    return {"animation": False, "tooltip": tip, "series": [graph]}


def map_data(session: Session, colours: Sequence[str], look: Look, chosen: int | None) -> list[Series]:
    """Each customer in the colour of the firm that it bought from last, larger with more loyalty to it."""
    circle, looks = session.map, session.looks
    if circle is None or looks is None:
        return []
    lines = [{"source": str(one), "target": str(other)} for one, other in circle.ties]
    return [{"data": list(_people(circle, looks, colours, look, chosen)), "links": lines}]


def _people(circle: Map, looks: Looks, colours: Sequence[str], look: Look, chosen: int | None) -> Iterable[Series]:
    everybody = zip(circle.customers, circle.places, circle.types, *looks, strict=True)
    for place, (customer, (x, y), kind, firm, loyalty, news) in enumerate(everybody):
        ring = 3.0 if customer == chosen else 1.8 if news else 0.0
        yield {
            "id": str(place), "name": str(place), "value": customer, "kind": kind,
            "x": round(WIDE * x), "y": round(HIGH * y),
            "symbolSize": round(7.0 + 16.0 * loyalty, 1),
            "itemStyle": {"color": colours[firm] if firm >= 0 else look.quiet, "borderColor": look.ink,
                          "borderWidth": ring},
        }  # fmt: skip


def first_week(session: Session) -> int:
    """The first week on the axis of market shares."""
    return 1 - SHOWN_BEFORE if session.settings.scenario.market.burn_in_weeks else 1


def _points(frames: Sequence[Frame], value: Value) -> Points:
    """Week and value of each frame, of every other one and so on where there are too many to see."""
    stride = -(-len(frames) // MOST_POINTS) or 1
    shown = frames[::-1][::stride][::-1]
    return [[frame.week, _short(value(frame))] for frame in shown]


def _of(metric: str, firm: int, scale: float) -> Value:
    def value(frame: Frame) -> float | None:
        found = frame.firms[metric][firm]
        return None if found is None else found * scale

    return value


def _loyalty(firm: int, kind: int) -> Value:
    return lambda frame: frame.loyalty[firm][kind]


def _percent(share: float | None) -> float | None:
    return None if share is None else _short(100.0 * share)


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
