"""Lesson 10: satisfaction with the same good service, at first and after two years."""

from analysis.laboratory.trip_log import TripLog
from analysis.lessons.found import Bars, Found, Part, Replicate, Stance, judged
from analysis.lessons.words import percent, points

WEEKS = 8
WORN = 0.8  # part of a delight: where more is left, it lasts; a tenth goes though nobody learns


def measure(panel: TripLog) -> dict[str, float]:
    """Satisfaction with visits to the first firm, every eight weeks, and the firm's sales."""
    last = panel.scenario.market.weeks // WEEKS * WEEKS
    found = {"units": panel.result.outcomes["Alba", "units"]}
    for week in range(WEEKS, last + 1, WEEKS):
        trips = panel.between(week - WEEKS + 1, week)
        found[f"week {week}"] = float(trips["satisfaction"][trips["firm"] == 0].mean())
    return found


def gain(one: Replicate, until: str) -> float:
    """Satisfaction won by the better service in the eight weeks until then."""
    return one["delight"][until] - one["as_usual"][until]


def spans(found: Found) -> list[str]:
    """Names of all eight weeks, in order."""
    last = found.plan.lead.market.weeks
    return [f"week {week}" for week in range(WEEKS, last + 1, WEEKS)]


def conclude(found: Found) -> list[Part]:
    """It delights at first, and half as much in the end; sales may remember it longer."""
    start, close = spans(found)[0], spans(found)[-1]
    first, end = found.of(start, gain), found.of(close, gain)
    left = found.over(lambda one: gain(one, close) / gain(one, start))
    sold = found.over(lambda one: one["delight"]["units"] / one["as_usual"]["units"] - 1.0)
    rest = f"By {close} {points(end)} points of that are left, {percent(left)}"
    return [
        judged(
            first,
            yes=f"Better service delights: satisfaction rises by {points(first)} points in the first weeks.",
            no=f"Better service does not delight: satisfaction changes by {points(first)} points in the first weeks.",
        ),
        judged(
            found.over(lambda one: WORN * gain(one, start) - gain(one, close)),
            yes=f"{rest}: delight wears off.",
            no=f"{rest}: delight lasts.",
        ),
        judged(
            found.over(lambda one: 0.5 * gain(one, start) - gain(one, close)),
            yes="That is less than half of it: what was a surprise is expected now.",
            no="That is half of it or more: good service pleases even where it is expected.",
        ),
        judged(
            sold,
            yes=f"Sales are {percent(sold)} higher over the whole time.",
            no=f"Sales are no higher for it: {percent(sold)} over the whole time.",
            stance=Stance.BESIDE,
        ),
    ]


def bars(found: Found) -> Bars:
    """The gain in satisfaction, eight weeks by eight weeks."""
    rows = {f"until {name}": level for name, level in found.each(spans(found), gain).items()}
    return Bars("Satisfaction gained by the better service", "points of 100", rows, scale=100.0, digits=1)
