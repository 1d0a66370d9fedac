"""Designs: which points of a space of parameters to run. A grid, a Latin hypercube, or a Sobol' sequence."""

from __future__ import annotations

import functools
import itertools
import json
import math
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.execution.burn_in_cache import is_followed
from analysis.statistics.unit_samples import unit_samples
from simulation.population.memory import memory_needed
from simulation.reading.errors import Fault, Refused, refused, text_of_value
from simulation.reading.paths import Path, format_path, parse_path
from simulation.scenario.scenario import Scenario

MOST_POINTS = 1_000_000
KINDS = ("grid", "lhs", "sobol")
Point = tuple[Any, ...]
"""A value for each varied path, in their order."""


@dataclass(frozen=True)
class Vary:
    """One varied path: the values listed, or a range from `low` to `high`, of whole numbers where the scenario has one.

    `steps` values of the range make a grid; samples of one that `is_log` are spread by their logarithm.
    """

    path: str
    choices: tuple[Any, ...] = ()
    low: float = 0.0
    high: float = 0.0
    steps: int | None = None
    is_whole: bool = False
    is_log: bool = False

    @property
    def is_range(self) -> bool:
        """Whether any number between two may be taken."""
        return not self.choices

    def at(self, share: float) -> Any:
        """The value at a share of the way, 0-1: within the range, or which of the values."""
        if self.choices:
            return self.choices[min(int(share * len(self.choices)), len(self.choices) - 1)]
        if self.is_whole:
            return min(int(self.low) + int(share * (self.high - self.low + 1)), int(self.high))
        if self.is_log:
            return self.low * (self.high / self.low) ** share
        return self.low + share * (self.high - self.low)

    def grid(self) -> tuple[Any, ...]:
        """All values of a grid."""
        if self.choices:
            return self.choices
        if self.steps is None:
            low, high = _short(self.low), _short(self.high)
            raise refused(
                f"{low}:{high} is a range; write {low}:{high}:5 for a grid of five steps, or take --design lhs",
                path=self.path, place="--vary",
            )  # fmt: skip
        numbers = [self.low + step * (self.high - self.low) / max(self.steps - 1, 1) for step in range(self.steps)]
        return tuple(dict.fromkeys(round(number) if self.is_whole else number for number in numbers))


@dataclass(frozen=True)
class FilePlaces:
    """The file that a design was read from, the line of each point, and the column of each path, counted from 1."""

    file: str
    lines: Sequence[int]
    columns: Mapping[str, int]


@dataclass(frozen=True)
class Design:
    """Varied paths and the points to run; `places` says where they stand in a file."""

    kind: str
    paths: tuple[str, ...]
    points: Sequence[Point]
    places: FilePlaces | None = None

    def changes(self, number: int) -> dict[str, Any]:
        """Changes by path of a point, numbered from 0."""
        return dict(zip(self.paths, self.points[number], strict=True))

    def begins(self, number: int) -> str:
        """Equal for points that differ only in what firms do from week 1 on."""
        point = self.points[number]
        return json.dumps([point[place] for place in self._apart])

    def placed(self, fault: Fault, number: int) -> Fault:
        """The fault of a point, numbered from 0: at its line and column where the design is a file."""
        if self.places is None:
            return replace(fault, file=f"point {number + 1}")
        above = [path for path in self.paths if fault.path == path or fault.path.startswith(f"{path}.")]
        column = self.places.columns[above[0]] if above else 1
        return replace(fault, file=self.places.file, line=self.places.lines[number], column=column)

    @functools.cached_property
    def _apart(self) -> list[int]:
        return [place for place, path in enumerate(self.paths) if not is_followed(parse_path(path))]


def refuse_fixed(path: Path, place: str = "") -> None:
    """Refuse a path that is no value of a point: how often each point is run is the same for all."""
    if path in {("run",), ("run", "replicates")}:
        right = "say with --replicates how often each point is run"
        raise refused(f"cannot be varied; {right}", path=format_path(path), place=place)


def make_design(kind: str, varied: Sequence[Vary], samples: int | None, seed: int) -> Design:
    """The points of a grid, or as many samples as are wanted of a Latin hypercube or a Sobol' sequence."""
    paths = tuple(one.path for one in varied)
    if not varied:
        raise refused("nothing is varied; write for example --vary firms.Alba.pricing.price=9,10,11", place="--vary")
    if kind == "grid":
        if samples is not None:
            raise refused("a grid has as many points as its values make; leave --samples out", place="--samples")
        columns = [one.grid() for one in varied]
        _refuse_too_many(math.prod(map(len, columns)))
        return Design(kind, paths, list(itertools.product(*columns)))
    if samples is None:
        raise refused(
            f"needs --samples, the number of points; for example --design {kind} --samples 64", place="--design"
        )
    _refuse_too_many(samples)
    shares = unit_samples(kind, len(varied), samples, seed)
    return Design(kind, paths, [tuple(one.at(u) for one, u in zip(varied, row, strict=True)) for row in shares])


def written(value: Any) -> Any:
    """A value as a cell: numbers, truth and text as they are, a block as YAML in one line."""
    return value if isinstance(value, (bool, int, float, str)) else json.dumps(value, ensure_ascii=False)


def refuse_impossible(design: Design, scenario: Scenario, at_most: int = 1_000) -> Scenario:
    """The largest market of the design; refused where a point is no sound scenario.

    Of large designs as many points as stated are tried, those with the extremes of each path among them.
    """
    largest = scenario
    faults: list[Fault] = []
    for number in _tried(design, at_most):
        try:
            made = scenario.changed(design.changes(number))
        except Refused as refusal:
            faults += [design.placed(fault, number) for fault in refusal.faults]
            continue
        largest = max(largest, made, key=memory_needed)
    if faults:
        raise Refused(faults)
    return largest


def _tried(design: Design, at_most: int) -> list[int]:
    """Numbers of the points to try: all of a small design; else some, extremes and all that is no number among them."""
    count = len(design.points)
    if count <= at_most:
        return list(range(count))
    found = set(range(0, count, -(-count // at_most)))
    for column in range(len(design.paths)):
        first: dict[Any, int] = {}
        for number, point in enumerate(design.points):
            value = point[column]
            if type(value) is int or type(value) is float:
                for end, is_beyond in (("low", operator.lt), ("high", operator.gt)):
                    if end not in first or is_beyond(value, design.points[first[end]][column]):
                        first[end] = number
            elif len(first) < at_most:
                first.setdefault(("other", json.dumps(value)), number)
        found |= set(first.values())
    return sorted(found)


def _refuse_too_many(count: int) -> None:
    if not 1 <= count <= MOST_POINTS:
        raise refused(f"{count:,} points; a design has 1 to {MOST_POINTS:,}", place="--vary")


def _short(number: float) -> str:
    return text_of_value(int(number) if number.is_integer() else number)
