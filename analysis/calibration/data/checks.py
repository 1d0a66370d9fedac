"""What no single cell shows: rows that contradict themselves, and names that a scenario does not have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.calibration.data.cells import MOST_FAULTS
from simulation.facts.observables import INSTEAD, OBSERVABLES
from simulation.measurement.metrics import METRICS
from simulation.reading.errors import Refused, suggestion, text_of_value
from simulation.reading.paths import get, parse_path

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario

Wrong = tuple[int, str, str]
"""Row, column, and what is wrong and right."""
Check = Callable[[pd.DataFrame, "Scenario | None"], Iterator[Wrong]]


def nothing(_: pd.DataFrame, __: Scenario | None) -> Iterator[Wrong]:
    """Nothing more to look at."""
    return iter(())


def of_prices(table: pd.DataFrame, _: Scenario | None) -> Iterator[Wrong]:
    """One price a firm and week."""
    for row in np.flatnonzero(table.duplicated(["week", "firm"]))[:MOST_FAULTS]:
        yield int(row), "week", f"a second price of {table['firm'][row]} in week {table['week'][row]:g}; keep one"


def of_survey(table: pd.DataFrame, _: Scenario | None) -> Iterator[Wrong]:
    """An answer to something."""
    for row in np.flatnonzero(table["nps"].isna() & table["satisfaction"].isna())[:MOST_FAULTS]:
        yield int(row), "customer_id", "answers neither nps nor satisfaction; fill one in, or remove the row"


def of_complaints(table: pd.DataFrame, _: Scenario | None) -> Iterator[Wrong]:
    """No answer before the complaint."""
    for row in np.flatnonzero(table["answered"] < table["opened"])[:MOST_FAULTS]:
        yield int(row), "answered", f"{table['answered'][row].date()} is before it was opened; swap the two days"


def of_targets(table: pd.DataFrame, _: Scenario | None) -> Iterator[Wrong]:
    """Observables, within their range, once a firm."""
    for row, (name, value) in enumerate(zip(table["outcome"], table["value"], strict=True)):
        one = OBSERVABLES.get(name)
        if one is None:
            right = INSTEAD.get(name) or suggestion(name, OBSERVABLES)
            yield row, "outcome", f"{text_of_value(name)} cannot be observed: {right}"
        elif not one.low <= value <= one.high:
            yield row, "value", f"{value:.12g} is out of range; write {one.low:,.12g} to {one.high:,.12g}"
    for row in np.flatnonzero(table.duplicated(["outcome", "firm"]))[:MOST_FAULTS]:
        yield int(row), "outcome", f"a second {table['outcome'][row]} of this firm; keep one"


def of_experiments(table: pd.DataFrame, scenario: Scenario | None) -> Iterator[Wrong]:
    """Paths of the scenario whose values are numbers, changed to something else, and outcomes that there are."""
    tree = None if scenario is None else scenario.tree()
    for row, (path, outcome) in enumerate(zip(table["path"], table["outcome"], strict=True)):
        if outcome not in METRICS:
            yield row, "outcome", f"no outcome is called {text_of_value(outcome)}; {suggestion(outcome, METRICS)}"
        if table["from"][row] == table["to"][row]:
            yield row, "to", f"{table['to'][row]:g} is what it was before; nothing was tried"
        if tree is not None:
            try:
                value = get(tree, parse_path(path))
            except Refused as refusal:
                yield row, "path", refusal.faults[0].message
                continue
            if not isinstance(value, (int, float)) or isinstance(value, bool):
                yield row, "path", f"{text_of_value(path)} is no number; name one, as firms.Alba.pricing.price"


CHECKS: dict[str, Check] = {
    "transactions": nothing,
    "prices": of_prices,
    "survey": of_survey,
    "complaints": of_complaints,
    "targets": of_targets,
    "experiments": of_experiments,
}
"""By kind, for tables that are read column by column."""
