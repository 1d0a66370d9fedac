"""Columns of a synthetic panel: names that estimators expect, then states that no real panel has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa

FIRST_DAY = np.datetime64("2024-01-01", "D")
"""Week 1 starts on this Monday; dates are there because estimators ask for them."""
TRANSACTIONS, CUSTOMERS = "transactions.parquet", "customers.parquet"


class PanelColumn(NamedTuple):
    """A column of a panel: how it is stored, what it means, in which unit."""

    kind: pa.DataType
    meaning: str
    unit: str


LABEL = {
    "strategy": PanelColumn(pa.string(), "named set of changes to the scenario", "name"),
    "replicate": PanelColumn(pa.int32(), "number of the run; its luck is shared by all strategies", "number from 1"),
}
BOUGHT = LABEL | {
    "week": PanelColumn(pa.int32(), "week of the reported part of the run", "weeks from 1"),
    "date": PanelColumn(pa.timestamp("ms"), f"Monday of that week, if week 1 began on {FIRST_DAY}", "date"),
    "customer_id": PanelColumn(pa.int32(), "who bought; the same person under every strategy", "number"),
    "firm": PanelColumn(pa.string(), "from whom", "name"),
    "quantity": PanelColumn(pa.int32(), "units needed and bought", "units"),
    "price": PanelColumn(pa.float64(), "shelf price of a unit, promotion included", "money"),
    "amount": PanelColumn(pa.float64(), "paid on this trip, with what regulars buy beside", "money"),
    "promotion": PanelColumn(pa.float32(), "part of the list price taken off and labelled so, 0 for none", "share"),
    "satisfaction": PanelColumn(pa.float32(), "with this encounter, before any complaint is answered", "index 0-100"),
    "failed": PanelColumn(pa.bool_(), "whether the service failed", "true or false"),
    "complained": PanelColumn(pa.bool_(), "whether the customer went as far as the firm's desk", "true or false"),
    "reason": PanelColumn(pa.string(), "why it bought elsewhere than last time, after Keaveney (1995)", "name"),
}
AT_END = LABEL | {
    "customer_id": PanelColumn(pa.int32(), "who", "number"),
    "segment": PanelColumn(pa.string(), "loyalty type", "name"),
    "firm": PanelColumn(pa.string(), "where most was spent, 52 weeks; empty: nowhere", "name"),
    "tenure": PanelColumn(pa.int32(), "since the first purchase from that firm", "weeks"),
    "loyalty": PanelColumn(pa.float32(), "to that firm: mean of conviction, affect and habit", "index 0-100"),
    "spend": PanelColumn(pa.float64(), "spent with all firms, 52 weeks", "money"),
    "clv": PanelColumn(
        pa.float64(),
        "expected discounted margin of ten years at that firm: its customer base's, shared by own margin of 52 weeks",
        "money",
    ),
}
MINDS = {
    "conviction": "conscious loyalty to the firm",
    "affect": "emotional loyalty to the firm",
    "habit": "behavioral loyalty to the firm",
}


def customer_columns(firms: Iterable[str]) -> dict[str, PanelColumn]:
    """Columns of `customers.parquet`, in order: three states of mind for each firm stand before `loyalty`."""
    minds = {
        f"{part}_{firm}": PanelColumn(pa.float32(), meaning, "index 0-100")
        for part, meaning in MINDS.items()
        for firm in firms
    }
    names = list(AT_END)
    cut = names.index("loyalty")
    return {name: AT_END[name] for name in names[:cut]} | minds | {name: AT_END[name] for name in names[cut:]}


def dictionary(firms: Iterable[str], currency: str) -> dict[str, dict[str, dict[str, str]]]:
    """Meaning and unit of every column of both files."""
    files = {TRANSACTIONS: BOUGHT, CUSTOMERS: customer_columns(firms)}
    return {
        file: {name: {"meaning": c.meaning, "unit": c.unit.replace("money", currency)} for name, c in columns.items()}
        for file, columns in files.items()
    }


def schema(columns: Mapping[str, PanelColumn]) -> pa.Schema:
    """The columns as Parquet knows them."""
    return pa.schema([(name, column.kind) for name, column in columns.items()])
