"""Tables of the week's trips, bought or not: one row a trip, and one row an offer that was considered on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from simulation.panel.weighed import FELT, Weighed
from simulation.state.tables import NOBODY, World
from simulation.state.visit_codes import NO_NEED, PROCESSES
from simulation.week.visit_lists import list_visits


def trip_rows(world: World) -> np.ndarray:
    """Rows of this week's visits, bought or not, in customers' order. Shape (visits,)."""
    rows = np.empty(int(world.visits.trips.sum()) + 1, np.int64)
    return rows[: list_visits(world, world.visits.process, NO_NEED, False, rows)]  # noqa: FBT003  # compiled form


def named(names: pa.Array, firms: np.ndarray) -> pa.Array:
    """The firms by name, empty for NOBODY."""
    return names.take(pa.array(firms, mask=firms == NOBODY))


def decided(world: World, rows: np.ndarray, seen: Weighed) -> dict[str, Any]:
    """What became of each trip."""
    return {"process": pa.array(PROCESSES).take(pa.array(world.visits.process[rows])), "by_cue": seen.by_cue}


def trip_columns(world: World, rows: np.ndarray, seen: Weighed, firms: Sequence[str]) -> dict[str, Any]:
    """One row a trip, beside when it was and who went."""
    visits, names = world.visits, pa.array(firms, pa.string())
    columns = decided(world, rows, seen) | {
        "rate": world.customers.rate[visits.customer[rows]],
        "quantity": visits.quantity[rows],
        "previous": named(names, visits.previous[rows]),
        "chosen": named(names, seen.chosen),
        "firm": named(names, visits.firm[rows]),
        "nothing": seen.worth[:, -1],
        "luck_nothing": seen.luck[:, -1],
    }
    for j, firm in enumerate(firms):
        is_unknown = np.isnan(seen.worth[:, j])
        known = {name: seen.felt[:, j, FELT.index(name)] for name in ("price", "promotion", "expectation")}
        known |= {"worth": seen.worth[:, j], "luck": seen.luck[:, j]}
        hidden = {"worth": is_unknown | seen.too_dear[:, j]}
        for name, values in known.items():
            narrow = values if name in {"price", "worth", "luck"} else values.astype(np.float32)
            columns[f"{name}_{firm}"] = pa.array(narrow, mask=hidden.get(name, is_unknown))
    return columns


def offer_columns(world: World, rows: np.ndarray, seen: Weighed, names: pa.Array) -> tuple[np.ndarray, dict[str, Any]]:
    """One row an offer that came to mind and one for buying nothing; first the trip of each."""
    nothing = len(names)
    trip, firm = np.nonzero(~np.isnan(seen.worth))
    is_nothing = firm == nothing
    j = np.where(is_nothing, 0, firm)
    columns = {name: values.take(pa.array(trip)) for name, values in _arrays(decided(world, rows, seen)).items()}
    columns |= {
        "firm": names.take(pa.array(firm, mask=is_nothing)),
        "is_nothing": is_nothing,
        "too_dear": seen.too_dear[trip, j] & ~is_nothing,
        "worth": seen.worth[trip, firm],
        "luck": seen.luck[trip, firm],
        "chosen": np.where(seen.chosen == NOBODY, nothing, seen.chosen)[trip] == firm,
    }
    for k, name in enumerate(FELT):
        values = seen.felt[trip, j, k]
        is_fact = name in {"is_last", "let_down"}
        columns[name] = (values > 0.0) & ~is_nothing if is_fact else pa.array(values, mask=is_nothing)
    return trip, columns


def _arrays(columns: dict[str, Any]) -> dict[str, pa.Array]:
    return {name: pa.array(values) for name, values in columns.items()}
