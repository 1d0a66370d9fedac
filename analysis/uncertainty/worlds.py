"""Plausible worlds: numbers drawn for all that a scenario assumes, and the scenario as it would be in each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import betaincinv

from analysis.statistics.unit_samples import unit_samples
from analysis.uncertainty.assumptions import Assumption, assumptions_of
from simulation.reading import python_values
from simulation.reading.csv_tables import Table, read_table
from simulation.reading.csv_values import values_of
from simulation.reading.errors import Fault, Refused, refused
from simulation.reading.paths import parse_path
from simulation.scenario.plausible import doubted
from simulation.scenario.scenario import Scenario

WORLD = "world"
DIGITS = 6
"""Significant digits of a drawn number: more than anybody knows, and short enough to read."""
MOST_TRIES = 100
MOST_WORLDS = 100_000
LARGEST_FILE = 200_000_000


def draw_worlds(scenario: Scenario, worlds: int, seed: int) -> pd.DataFrame:
    """So many plausible worlds, in each of which the scenario and all its plans are sound.

    Columns `world` from 1 and one of each assumption, with values as YAML would have them. A Latin hypercube: each
    assumption takes every part of its range once. A world that the scenario refuses is drawn anew by luck. The same
    seed gives the same worlds. Raises `Refused` where none can be found.
    """
    assumptions = assumptions_of(scenario)
    rows = []
    for number, shares in enumerate(unit_samples("lhs", len(assumptions), worlds, seed), 1):
        rows.append({WORLD: number} | _sound_world(scenario, assumptions, shares, (seed, number)))
    return pd.DataFrame(rows, columns=[WORLD, *(one.column for one in assumptions)])


def in_world(scenario: Scenario, row: Mapping[Any, Any]) -> Scenario:
    """The scenario as it would be in a world: a row of `draw_worlds`, or other values by path.

    What holds in the market holds from the first week of burn-in, under every plan; a plan's own effect changes that
    plan. Raises `Refused` where the scenario or one of its plans is not sound there.
    """
    world = scenario.changed({path: value for path, value in python_values.settings(row).items() if path != WORLD})
    for name in world.compare:
        world.with_strategy(name)
    return world


def read_worlds(path: Path, scenario: Scenario) -> pd.DataFrame:
    """A user's own worlds from a CSV file, as `draw_worlds` has them: a column a path, a row a world.

    A column `world` names each by a whole number from 1; without it they are counted. Raises `Refused`, with line and
    column of every fault, where a path does not exist, a cell says nothing or a world is no sound scenario.
    """
    table = read_table(path, str(path), MOST_WORLDS, LARGEST_FILE, "path")
    if not table.rows:
        raise refused("needs a row of paths and a row for each world", place=str(path))
    taken = [place for place, name in enumerate(table.names) if name]
    faults = [
        Fault(table.file, 1, place + 1, "", fault.message)
        for place in taken
        for fault in _path_faults(table.names[place], scenario)
    ]
    if faults:
        raise Refused(faults)
    names = [table.names[place] for place in taken]
    worlds = pd.DataFrame(values_of(table, taken), columns=names, dtype=object).infer_objects()
    if WORLD not in names:
        worlds.insert(0, WORLD, range(1, len(worlds) + 1))
    _refuse_unsound(worlds, table, scenario)
    return worlds[[WORLD, *(name for name in names if name != WORLD)]]


def _path_faults(name: str, scenario: Scenario) -> Sequence[Fault]:
    """What is wrong with a column that is to be a path of the scenario, or of one of its plans."""
    try:
        if name != WORLD:
            list(doubted(scenario.model_copy(update={"plausible": {name: None}})))
    except Refused as refusal:
        return refusal.faults
    return ()


def _refuse_unsound(worlds: pd.DataFrame, table: Table, scenario: Scenario) -> None:
    faults: list[Fault] = []
    known: set[Any] = set()
    for number, cells in enumerate(worlds.to_dict("records")):
        row = {str(name): value for name, value in cells.items()}
        name = row[WORLD]
        if type(name) is not int or name < 1 or name in known:
            right = "a world is named by a whole number from 1, each by another"
            faults.append(table.fault(number, table.names.index(WORLD), f"{name}: {right}"))
        known.add(name)
        try:
            in_world(scenario, row)
        except Refused as refusal:
            faults += [_placed(fault, table, number) for fault in refusal.faults]
    if faults:
        raise Refused(faults)


def _placed(fault: Fault, table: Table, number: int) -> Fault:
    """The fault of a world at the cell from which it comes, or at the first of its row."""
    above = [place for place, name in enumerate(table.names) if name and name.endswith(fault.path)]
    here = table.fault(number, above[0] if above and fault.path else 0, fault.message)
    return replace(here, path=fault.path)


def _sound_world(
    scenario: Scenario, assumptions: Sequence[Assumption], shares: Sequence[float], seed: tuple[int, int]
) -> dict[str, Any]:
    """The world at this point of the unit cube; where that is none, one at a point found by luck."""
    luck = np.random.default_rng(seed)
    for _ in range(MOST_TRIES):
        world = _world(assumptions, shares)
        try:
            in_world(scenario, world)
        except Refused as refusal:
            last = refusal
            shares = luck.random(len(assumptions)).tolist()
        else:
            return world
    raise last


def _world(assumptions: Sequence[Assumption], shares: Sequence[float]) -> dict[str, Any]:
    """The values at a point of the unit cube, by column, those first that others have to lie above."""
    at = dict(zip((one.column for one in assumptions), shares, strict=True))
    world: dict[str, Any] = {}
    for one in sorted(assumptions, key=lambda one: bool(one.above)):
        world[one.column] = _value(one, at[one.column], world.get(one.above, -math.inf))
    for group in _groups(assumptions):
        world |= _summed(group, [world[one.column] for one in group])
    return {one.column: world[one.column] for one in assumptions}


def _value(one: Assumption, share: float, least: float) -> Any:
    """The value of an assumption at a share of what is plausible, 0-1, no lower than the least."""
    if one.chance is not None:
        return share < one.chance
    if one.choices:
        return one.choices[min(int(share * len(one.choices)), len(one.choices) - 1)]
    low, high = max(one.ends[0], least), one.ends[1]
    if one.form == "whole":
        return _whole(math.ceil(low), int(high), share, is_log=one.is_log)
    if low >= high:
        return low
    if one.form == "log_uniform":
        number = low * (high / low) ** share
    elif one.form == "beta":
        number = low + (high - low) * _beta(share, (one.value - low) / (high - low))
    else:
        number = low + share * (high - low)
    return min(max(float(f"{number:.{DIGITS}g}"), low), high)


def _whole(low: int, high: int, share: float, *, is_log: bool) -> int:
    """A whole number of the range, each as likely, or each by its part of the logarithm."""
    number = low * ((high + 1) / low) ** share if is_log else low + share * (high - low + 1)
    return min(max(math.floor(number), low), high)


def _beta(share: float, most_likely: float) -> float:
    """The quantile of a beta distribution on 0-1 with its peak there, as project planners take it (PERT)."""
    peak = min(max(most_likely, 0.0), 1.0)
    return float(betaincinv(1.0 + 4.0 * peak, 1.0 + 4.0 * (1.0 - peak), share))


def _groups(assumptions: Sequence[Assumption]) -> Iterator[list[Assumption]]:
    """The shares of each block that has doubted ones."""
    blocks: dict[Any, list[Assumption]] = {}
    for one in assumptions:
        if one.form == "shares":
            blocks.setdefault(parse_path(one.path)[:-1], []).append(one)
    yield from blocks.values()


def _summed(group: Sequence[Assumption], drawn: Sequence[float]) -> dict[str, float]:
    """The shares moved within their ranges, all by the same part of the room they have, to the sum they had."""
    total = math.fsum(one.value for one in group)
    short = total - math.fsum(drawn)
    ends = [one.ends[short > 0] for one in group]
    room = math.fsum(end - share for end, share in zip(ends, drawn, strict=True))
    part = short / room if room else 0.0
    moved = [round(share + part * (end - share), DIGITS) for end, share in zip(ends, drawn, strict=True)]
    moved[-1] = round(total - math.fsum(moved[:-1]), 2 * DIGITS)
    return {one.column: share for one, share in zip(group, moved, strict=True)}
