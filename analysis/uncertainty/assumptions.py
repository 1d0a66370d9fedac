"""What a scenario assumes without knowing it: a range, some choices or a chance for each such value, by path."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic.fields import FieldInfo

from analysis.uncertainty.relevance import Relevance, levers
from simulation.reading.block import PROPOSED
from simulation.reading.errors import refused
from simulation.reading.paths import format_path
from simulation.reading.plausible_range import Plausible, plausible_range
from simulation.scenario.declarations import source_of
from simulation.scenario.plausible import Doubted, Leaf, doubted, single_values
from simulation.scenario.scenario import Scenario

ROUNDING = 1e-9
FILE = "file"
"""Source of what a scenario's own file tells."""
Names = tuple[str, ...]
Found = dict[Names, "Assumption"]


@dataclass(frozen=True)
class Assumption:
    """A value that nobody knows for sure, and what is plausible of it.

    `form` is uniform, log_uniform, beta (most likely at the scenario's own value), whole (numbers), shares (which keep
    the sum that they have in their block), choice or switch. Ranges go from `low` to `high`, in the unit of the value;
    choices are as likely as each other; `chance` is that of a switch to be on, 0-1. `plan` is the plan whose effect it
    is, None for what holds in the market. `value` is what the scenario says; `above` the path of the one that it never
    lies below; `is_log` says that whole numbers are spread by their logarithm.
    """

    path: str
    form: str
    low: float | None = None
    high: float | None = None
    choices: tuple[Any, ...] = ()
    chance: float | None = None
    source: str = FILE
    plan: str | None = None
    value: Any = None
    above: str = ""
    is_log: bool = False

    @property
    def column(self) -> str:
        """Its name in tables: `path`, or `compare.<plan>.<path>`."""
        return self.path if self.plan is None else f"{format_path(('compare', self.plan))}.{self.path}"

    @property
    def ends(self) -> tuple[float, float]:
        """Lowest and highest number of a range."""
        assert self.low is not None
        assert self.high is not None
        return self.low, self.high


def assumptions_of(scenario: Scenario) -> tuple[Assumption, ...]:
    """Everything that the scenario assumes and nobody knows for sure, in the order of its blocks; then plans' effects.

    What a file tells under `plausible` goes before what is declared. Not doubted otherwise are values that a plan
    states, since the firm sets them, and what no plan lets act: a mechanism that is off stays off. Raises `Refused`
    where ranges leave nothing: shares that cannot keep their sum, an ordered pair that cannot be in order.
    """
    told = list(doubted(scenario))
    of_market = {_names(one.path): one for one in told if one.plan is None}
    known = {_names(leaf.path): leaf for leaf in single_values(scenario)}
    found: Found = {}
    relevance, stated = Relevance(scenario), levers(scenario)
    for names, leaf in known.items():
        one = _nearest(of_market, names)
        if one is not None:
            _add(found, names, _made(leaf, one.plausible, FILE))
        elif names not in stated and relevance.acts(names):
            _add(found, names, _declared(leaf))
    for names, one in of_market.items():
        if names not in known:
            _add(found, names, _made(_undeclared(one), one.plausible, FILE))
    _keep_sums(found, known)
    _keep_order(found, known)
    of_plans = (_made(_undeclared(one), one.plausible, FILE, one.plan) for one in told if one.plan is not None)
    return (*found.values(), *(one for one in of_plans if one is not None))


def _names(path: Iterable[str | int]) -> Names:
    return tuple(map(str, path))


def _nearest(told: Mapping[Names, Doubted], names: Names) -> Doubted | None:
    """What the file tells of this value, or of the nearest block around it."""
    return next((told[names[:depth]] for depth in range(len(names), 0, -1) if names[:depth] in told), None)


def _undeclared(one: Doubted) -> Leaf:
    """A value that no parameter of the market declares: an event's, or a plan's."""
    return Leaf(one.path, one.value, FieldInfo(annotation=type(one.value)))


def _add(found: Found, names: Names, one: Assumption | None) -> None:
    if one is not None:
        found[names] = one


def _declared(leaf: Leaf) -> Assumption | None:
    """The assumption that the value's declaration makes of it; none where it says that something is off."""
    if "plausible" not in leaf.extra or leaf.value is None:
        return None
    plausible = plausible_range(str(leaf.extra["plausible"]))
    is_off = leaf.value is False or leaf.value == plausible.off
    is_off |= plausible.form == "choice" and leaf.value not in plausible.choices
    is_off |= leaf.value == 0 and plausible.measure == "absolute" and not plausible.low <= 0 <= plausible.high
    return None if is_off else _made(leaf, plausible, _range_source(leaf, plausible))


def _made(leaf: Leaf, plausible: Plausible | None, source: str, plan: str | None = None) -> Assumption | None:
    """What is plausible of the value, None where that is the value alone."""
    if plausible is None:
        return None
    one = Assumption(format_path(leaf.path), plausible.form, source=source, plan=plan, value=leaf.value)
    if plausible.form == "switch":
        return replace(one, choices=plausible.choices, chance=plausible.chance)
    if plausible.choices:
        return replace(one, choices=plausible.choices) if plausible.choices != (leaf.value,) else None
    return _ranged(one, leaf, plausible)


def _ranged(one: Assumption, leaf: Leaf, plausible: Plausible) -> Assumption | None:
    """The same with its range, as far as the declaration of the value allows it; a declared one holds the value."""
    default = None if one.source == FILE else _reference(leaf, plausible)
    low, high = (float(f"{end:.12g}") for end in leaf.within(*plausible.around(leaf.value, default)))
    form: str = "log_uniform" if plausible.form == "log" else plausible.form
    if "shares" in str(leaf.extra.get("plausible")):
        form = "shares"
    if leaf.is_whole:
        low, high, form = math.ceil(low), math.floor(high), "whole"
    if low > high or low == high == leaf.value:
        return None
    return replace(one, form=form, low=low, high=high, is_log=plausible.form == "log")


def _reference(leaf: Leaf, plausible: Plausible) -> float:
    """The number that a declared range was meant for: the default, or the middle where each type has its own."""
    default = leaf.field.default
    return float(default) if type(default) in {int, float} else (plausible.low + plausible.high) / 2


def _range_source(leaf: Leaf, plausible: Plausible) -> str:
    """The source of the value where that names this range, in numbers or in per cent; else ours."""
    source = source_of(leaf.path) or str(leaf.extra["source"])
    low, high = plausible.low, plausible.high
    named = {f"{low:g}-{high:g}", f"{100 * low:g}-{100 * high:g} %"}
    return source if any(re.search(rf"(?<![\d.]){re.escape(one)}", source) for one in named) else PROPOSED


def _keep_sums(found: Found, known: Mapping[Names, Leaf]) -> None:
    """Refuse shares that cannot keep their sum; drop the last one left, which the others settle."""
    for block in {names[:-1] for names, one in found.items() if one.form == "shares"}:
        mine = {names: one for names, one in found.items() if names[:-1] == block and one.form == "shares"}
        total = math.fsum(known[names].value for names in mine)
        low, high = (math.fsum(ends) for ends in zip(*(one.ends for one in mine.values()), strict=True))
        if not low - ROUNDING <= total <= high + ROUNDING:
            right = f"they have {total:g} to share, so widen a range or doubt another share"
            raise refused(f"shares from {low:g} to {high:g} in all; {right}", path=".".join(("plausible", *block)))
        if len(mine) == 1:
            del found[next(iter(mine))]


def _keep_order(found: Found, known: Mapping[Names, Leaf]) -> None:
    """Say of each value that is declared to lie above another one which one that is; refuse ranges without order."""
    for names, one in list(found.items()):
        above = re.search(r"above (\w+)", str(known[names].extra.get("plausible"))) if names in known else None
        lower = (*names[:-1], above[1]) if above else ()
        if not above or one.low is None or known[lower].value > known[names].value:
            continue
        under, (low, high) = found.get(lower), one.ends
        least = known[lower].value if under is None else under.ends[0]
        if least > high:
            right = f"{above[1]}, which is {least:g} at least; write a higher range"
            raise refused(f"{low:g} to {high:g} lies below {right}", path=f"plausible.{one.path}")
        if under is None:
            found[names] = replace(one, low=max(low, least))
        else:
            found[names] = replace(one, above=under.path)
            found[lower] = replace(under, high=min(under.ends[1], high))
