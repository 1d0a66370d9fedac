"""What a user believes of a market, in sentences that a program reads: a change, whose outcome, and its bounds.

a 5 % price rise loses at most 8 % of units
a 20 % cut of firms.Alba.recovery.days gains at least 1 point of retention
plan fast_desk gains between 1 and 4 points of retention of Alba
nps of Alba is between 5 and 20
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from simulation.reading.errors import Refused, refused, suggestion, text_of_value
from simulation.reading.paths import format_path, get, parse_path
from simulation.reading.pydantic_errors import InputProblem

Measure = Literal["part", "points", "level"]
Kind = Literal["share", "index", "amount"]

OUTCOMES: dict[str, Kind] = {
    **dict.fromkeys(("market_share", "penetration", "repeat_rate", "share_of_requirements", "share_of_wallet",
                     "retention", "churn", "active_share", "complaint_rate", "failure_rate"), "share"),
    **dict.fromkeys(("nps", "satisfaction", "conviction", "affect", "habit", "loyalty", "morale"), "index"),
    **dict.fromkeys(("units", "revenue", "cost", "profit", "clv", "customer_equity", "active_customers", "acquired",
                     "complaints", "failures", "price_paid", "purchase_frequency", "resolution_weeks"), "amount"),
}  # fmt: skip
"""Outcomes of which something may be expected, and how they are counted."""

_NUMBER = r"(\d+(?:\.\d+)?)"
_CHANGE = rf"an? {_NUMBER} ?% (?:price (?P<way>rise|cut)(?: of (?P<whose>.+?))?|(?P<turn>rise|cut) of (?P<path>\S+))"
_BOUND = rf"(?:at (?P<end>least|most) (?P<one>{_NUMBER})|between (?P<low>-?{_NUMBER}) and (?P<high>-?{_NUMBER}))"
_WHAT = r"(?P<outcome>[a-z][a-z_ ]*?)(?: of (?P<firm>.+))?"
MOVES = re.compile(rf"(?:{_CHANGE}|plan (?P<plan>.+?)) (?P<verb>loses|gains) {_BOUND} ?(?P<unit>%|points?) of {_WHAT}")
STANDS = re.compile(rf"{_WHAT} is {_BOUND.replace('(?P<one>', '(?P<one>-?')}(?P<unit> ?%)?")
FORMS = (
    "write for example `a 5 % price rise loses at most 8 % of units`, `plan NAME gains at least 1 point of retention`,"
    " or `nps of Alba is between 5 and 20`"
)


class Expectation(NamedTuple):
    """A belief as it is checked: what is done, and where the outcome of a firm lies then.

    `change` is a path with the factor of its value, `plan` a plan of the scenario; neither: the market as it is. `low`
    and `high` are the bounds, infinite where there is none: of the part by which the outcome changes, of its
    difference, or of itself, as `measure` says.
    """

    sentence: str
    change: tuple[str, float] | None
    plan: str | None
    firm: str
    outcome: str
    measure: Measure
    low: float
    high: float


def expectations(scenario: Any) -> list[Expectation]:
    """What the scenario expects, in its order; `Refused` where a sentence is not read or names what there is not."""
    return [read_expectation(text, scenario) for text in scenario.expect]


def expectation_problems(scenario: Any) -> Iterator[InputProblem]:
    """What is wrong with the sentences of a sound scenario."""
    for place, text in enumerate(scenario.expect):
        try:
            read_expectation(text, scenario)
        except Refused as refusal:
            for fault in refusal.faults:
                told = f"{fault.path}: {fault.message}" if fault.path else fault.message
                yield InputProblem(("expect", place), told, ("expect", place))


def read_expectation(text: str, scenario: Any) -> Expectation:
    """The belief that a sentence states; `Refused` where it states none of this scenario."""
    sentence = " ".join(text.split()).rstrip(".")
    moves, stands = MOVES.fullmatch(sentence), STANDS.fullmatch(sentence)
    found = moves or stands
    if found is None:
        raise refused(f"{text_of_value(text)} cannot be read; {FORMS}")
    parts = found.groupdict()
    firm = _known(parts["firm"] or scenario.focus_firm, scenario.firms, "firm")
    outcome = _known(parts["outcome"].strip().replace(" ", "_"), OUTCOMES, "outcome")
    if moves is None:
        low, high = _bounds(parts, 0.01 if parts["unit"] else 1.0)
        return _sound(Expectation(sentence, None, None, firm, outcome, "level", low, high), parts)
    plan = _known(parts["plan"], scenario.compare, "plan") if parts["plan"] else None
    change = None if plan else _change(parts, float(moves[1]), scenario)
    is_part = parts["unit"] == "%"
    scale = 0.01 if is_part or OUTCOMES[outcome] == "share" else 1.0
    low, high = _bounds(parts, scale, loses=parts["verb"] == "loses")
    return _sound(Expectation(sentence, change, plan, firm, outcome, "part" if is_part else "points", low, high), parts)


def _change(parts: Mapping[str, Any], percent: float, scenario: Any) -> tuple[str, float]:
    """The path and the factor of its value."""
    way = parts["way"] or parts["turn"]
    whose = _known(parts["whose"] or scenario.focus_firm, scenario.firms, "firm")
    path = parts["path"] or format_path(("firms", whose, "pricing", "price"))
    factor = 1.0 + (percent if way == "rise" else -percent) / 100.0
    value = get(scenario.tree(), parse_path(path))
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise refused(f"{path} is {text_of_value(value)}, no number that could rise; name a number, or a plan")
    if percent == 0.0 or factor < 0.0:
        raise refused(f"{percent:g} % is no {way}; write more than 0, and a cut of 100 at most")
    scenario.changed({path: moved(value, factor), "expect": ()})
    return path, factor


def moved(value: float, factor: float) -> float:
    """The value times the factor: a whole number stays one."""
    return round(value * factor) if isinstance(value, int) else float(f"{value * factor:.12g}")


def _bounds(parts: Mapping[str, Any], scale: float, *, loses: bool = False) -> tuple[float, float]:
    """From where to where, as the outcome moves up."""
    if parts["end"] is None:
        low, high = (scale * float(parts[name]) for name in ("low", "high"))
    else:
        bound = scale * float(parts["one"])
        low, high = (bound, math.inf) if parts["end"] == "least" else (-math.inf, bound)
    if low > high:
        raise refused(f"between {parts['low']} and {parts['high']} lies nothing; write the smaller number first")
    return (-high, -low) if loses else (low, high)


def _sound(one: Expectation, parts: Mapping[str, Any]) -> Expectation:
    """The same; refused where its unit says nothing of the outcome."""
    kind = OUTCOMES[one.outcome]
    if one.measure == "points" and kind == "amount":
        raise refused(f"{one.outcome} has no points; write % of it")
    if one.measure == "level" and parts["unit"] and kind != "share":
        raise refused(f"{one.outcome} is not counted in %; write the number alone")
    ends = [end for end in (one.low, one.high) if math.isfinite(end)]
    if one.measure == "level" and kind == "share" and not all(0.0 <= end <= 1.0 for end in ends):
        raise refused(f"{one.outcome} lies between 0 and 1; write 0.2 or 20 %")
    return one


def _known(name: str, names: Mapping[str, Any], what: str) -> str:
    if name not in names:
        raise refused(f"no {what} is called {text_of_value(name)}; {suggestion(name, names)}")
    return name
