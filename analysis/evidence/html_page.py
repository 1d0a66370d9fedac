"""The scorecard as one page that needs nothing else, with a small figure for every number (`evidence.html`)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from analysis.evidence.scorecard_text import word
from analysis.evidence.verdicts.criteria import kind_of
from analysis.evidence.verdicts.judging import FindingVerdict, Judgement, settling
from analysis.text.numbers import fitting_digits, number

if TYPE_CHECKING:
    from analysis.evidence.ablation import Ablation
    from analysis.evidence.challenge import Challenged
    from analysis.evidence.scorecard import Scorecard

WIDTH, EDGE, MARGIN = 240.0, 6.0, 0.18
GROUPS: Mapping[str, Callable[[FindingVerdict], bool]] = {
    "Claims of the theory": lambda verdict: kind_of(verdict.id) == "claim",
    "Laws that may set parameters": lambda verdict: verdict.fact.role == "calibration",
    "Laws held out": lambda verdict: verdict.fact.role == "held_out",
}


@dataclass(frozen=True)
class Gauge:
    """A check as a picture: its band as a bar, what was measured as a point on its interval, in pixels."""

    judged: Judgement

    @cached_property
    def ends(self) -> tuple[float, float]:
        """Values at the left and right edge: all of band and interval, with room beside."""
        found, check = self.judged.found, self.judged.check
        marks = [end for end in check.band if end is not None]
        marks += [] if found is None else [v for v in (found.mean, found.low, found.high) if math.isfinite(v)]
        low, high = min(marks), max(marks)
        room = MARGIN * (high - low) or 0.5 * abs(high) or 1.0
        return low - room, high + room

    def at(self, value: float) -> float:
        """Where a value lies."""
        low, high = self.ends
        inside = min(max((value - low) / (high - low), 0.0), 1.0)
        return round(EDGE + inside * (WIDTH - 2 * EDGE), 1)

    @property
    def band(self) -> tuple[float, float]:
        """Left end and width of the bar; an open band reaches the edge."""
        low, high = (self.judged.check.low, self.judged.check.high)
        left = 0.0 if math.isinf(low) else self.at(low)
        right = WIDTH if math.isinf(high) else self.at(high)
        return min(left, right - 3.0), max(right - left, 3.0)

    @property
    def point(self) -> float | None:
        """Where the mean lies."""
        return None if self.judged.found is None else self.at(self.judged.found.mean)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the interval begins and ends."""
        found = self.judged.found
        if found is None or not math.isfinite(found.low) or found.sd == 0.0:
            return None
        return self.at(found.low), self.at(found.high)

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """The ends of the band, written below it."""
        marks = sorted({end for end in self.judged.check.band if end is not None})
        digits = min(fitting_digits(*marks), 2)
        return [(self.at(mark), number(mark, digits=0 if mark == int(mark) else digits)) for mark in marks]

    @property
    def words(self) -> str:
        """The picture in words."""
        return f"measured {self.judged.measured}; expected {self.judged.check.expected}"


def render(
    card: Scorecard,
    title: str,
    how: str,
    without: Ablation | None = None,
    challenge: Sequence[Challenged] | None = None,
) -> bytes:
    """The page as UTF-8 HTML, with what fails without each mechanism, and what is empty, where that was asked."""
    import jinja2

    surroundings = jinja2.Environment(
        loader=jinja2.PackageLoader("analysis.evidence", "."), autoescape=True, undefined=jinja2.StrictUndefined
    )
    groups = {name: [verdict for verdict in card.verdicts if belongs(verdict)] for name, belongs in GROUPS.items()}
    html = surroundings.get_template("page.html").render(
        title=title,
        how=how,
        summary=card.summary,
        groups={name: verdicts for name, verdicts in groups.items() if verdicts},
        broken=[verdict for verdict in card.verdicts if verdict.is_measured and verdict.verdict != "holds"],
        unmeasured=[verdict for verdict in card.verdicts if not verdict.is_measured],
        without=without,
        challenge=challenge,
        gauge=Gauge,
        word=word,
        settling=settling,
        width=WIDTH,
    )
    return html.encode("utf-8")
