"""Columns of a synthetic panel: names that estimators expect, then states that no real panel has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from simulation.panel.weighed import FELT

FIRST_DAY = np.datetime64("2024-01-01", "D")
"""Week 1 starts on this Monday; dates are there because estimators ask for them."""
TRANSACTIONS, TRIPS, OFFERS, CUSTOMERS = (
    "transactions.parquet", "trips.parquet", "offers.parquet", "customers.parquet"
)  # fmt: skip
APART = 10_000_000_000
"""Customers of replicate 2 are numbered from here on, and so forth: those of two replicates are different people."""


class PanelColumn(NamedTuple):
    """A column of a panel: how it is stored, what it means, in which unit."""

    kind: pa.DataType
    meaning: str
    unit: str


LABEL = {
    "strategy": PanelColumn(pa.string(), "named set of changes to the scenario", "name"),
    "replicate": PanelColumn(pa.int32(), "number of the run; its luck is shared by all strategies", "number from 1"),
}
WHO = PanelColumn(pa.int64(), "who; the same person under every strategy, another one in every replicate", "number")
WEEK = LABEL | {
    "week": PanelColumn(pa.int32(), "week of the reported part of the run", "weeks from 1"),
    "date": PanelColumn(pa.timestamp("ms"), f"Monday of that week, if week 1 began on {FIRST_DAY}", "date"),
    "customer_id": WHO,
}
SEGMENT = {"segment": PanelColumn(pa.string(), "loyalty type", "name")}
BOUGHT = WEEK | {
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
DECIDED = {
    "process": PanelColumn(
        pa.string(),
        "what became of the choice: settled by one cue, weighed, gave up in the queue or on the way, nothing suited",
        "name",
    ),
    "by_cue": PanelColumn(
        pa.bool_(), "whether one cue settled it, also where the customer then gave up; else it was weighed",
        "true or false",
    ),
}  # fmt: skip
WENT = WEEK | SEGMENT | {
    "rate": PanelColumn(pa.float32(), "true need of this customer at that time", "units a week"),
    "quantity": PanelColumn(pa.int32(), "units needed, with those bought ahead", "units"),
    "previous": PanelColumn(pa.string(), "from whom it bought last; empty: from nobody yet", "name"),
    "chosen": PanelColumn(pa.string(), "firm settled on, bought from or given up; empty: nothing suited", "name"),
    "firm": PanelColumn(pa.string(), "from whom it bought; empty: nothing was bought", "name"),
} | DECIDED | {
    "nothing": PanelColumn(pa.float64(), "utility of buying nothing, before luck", "utility"),
    "luck_nothing": PanelColumn(pa.float64(), "utility that the luck of the day adds to it", "utility"),
}  # fmt: skip
OF_EACH = {
    "price": PanelColumn(pa.float64(), "what the firm asked for a unit; empty: it did not come to mind", "money"),
    "promotion": PanelColumn(pa.float32(), "part of its list price taken off and labelled so; empty likewise", "share"),
    "expectation": PanelColumn(pa.float32(), "performance expected of it; empty likewise", "0-1"),
    "worth": PanelColumn(
        pa.float64(), "utility of its offer, before luck; empty also where it asks more than the customer pays at all",
        "utility",
    ),
    "luck": PanelColumn(pa.float64(), "utility that luck adds to it; empty: it did not come to mind", "utility"),
}  # fmt: skip
"""Columns of `trips.parquet` that come once a firm."""
ATTRIBUTES = {
    "price": PanelColumn(pa.float64(), "what the firm asked of this customer for a unit, promotion included", "money"),
    "promotion": PanelColumn(pa.float32(), "part of the list price taken off and labelled so, 0 for none", "share"),
    "display": PanelColumn(pa.float32(), "how prominently the firm was displayed or featured", "0-1"),
    "reference_price": PanelColumn(pa.float32(), "price that the customer expected of this firm", "money"),
    "going_price": PanelColumn(pa.float64(), "what the customer knows the category to cost", "money"),
    "log_price": PanelColumn(pa.float64(), "log of price / usual price", "1"),
    "gain": PanelColumn(
        pa.float64(), "how far it lies below the expected price, beyond what goes unnoticed, times familiarity",
        "share",
    ),
    "loss": PanelColumn(pa.float64(), "how far it lies above the expected price, beyond what goes unnoticed", "share"),
    "doubt": PanelColumn(pa.float64(), "doubt about the quality of a cheap stranger", "1"),
    "familiarity": PanelColumn(pa.float64(), "how well the customer knows the firm", "0-1"),
    "attraction": PanelColumn(pa.float64(), "utility that all see in the firm, with ties and promises", "utility"),
    "taste": PanelColumn(pa.float32(), "lasting liking that nothing in the market explains", "utility"),
    "affect": PanelColumn(pa.float32(), "emotional loyalty to the firm", "0-1"),
    "habit": PanelColumn(pa.float32(), "behavioral loyalty to the firm", "0-1"),
    "conviction": PanelColumn(pa.float32(), "conscious loyalty to the firm", "0-1"),
    "expectation": PanelColumn(pa.float64(), "performance expected of the firm", "0-1"),
    "word_of_mouth": PanelColumn(pa.float32(), "what hearsay about the firm still weighs", "utility"),
    "wait": PanelColumn(pa.float64(), "queue", "minutes"),
    "steps": PanelColumn(pa.float64(), "steps of the purchase", "count"),
    "is_last": PanelColumn(pa.bool_(), "whether it is the firm of the last purchase", "true or false"),
    "let_down": PanelColumn(pa.bool_(), "whether the last purchase there dissatisfied", "true or false"),
}  # fmt: skip
OFFERED = WEEK | SEGMENT | DECIDED | {
    "firm": PanelColumn(pa.string(), "firm that came to mind; empty: buying nothing", "name"),
    "is_nothing": PanelColumn(pa.bool_(), "whether this is buying nothing, which has no attributes", "true or false"),
} | {name: ATTRIBUTES[name] for name in FELT} | {
    "too_dear": PanelColumn(
        pa.bool_(), "whether it asks more than the customer pays at all, and is not weighed", "true or false"
    ),
    "worth": PanelColumn(pa.float64(), "utility before luck, also where one cue settled the choice", "utility"),
    "luck": PanelColumn(
        pa.float64(), "utility that the luck of the day adds (Gumbel); where offers are weighed, the largest sum wins",
        "utility",
    ),
    "chosen": PanelColumn(pa.bool_(), "whether the customer settled on it, and bought or gave up", "true or false"),
}  # fmt: skip
AT_END = LABEL | {"customer_id": WHO} | SEGMENT | {
    "firm": PanelColumn(pa.string(), "where most was spent, 52 weeks; empty: nowhere", "name"),
    "tenure": PanelColumn(pa.int32(), "since the first purchase from that firm", "weeks"),
    "loyalty": PanelColumn(pa.float32(), "to that firm: mean of conviction, affect and habit", "index 0-100"),
    "spend": PanelColumn(pa.float64(), "spent with all firms, 52 weeks", "money"),
    "clv": PanelColumn(
        pa.float64(),
        "expected discounted margin of ten years at that firm: its customer base's, shared by own margin of 52 weeks",
        "money",
    ),
    "rate": PanelColumn(pa.float32(), "true need at the end", "units a week"),
    "reservation": PanelColumn(pa.float32(), "the most that it pays for a unit, for life", "usual prices"),
} | {
    f"{care}_care": PanelColumn(pa.float32(), f"own {care}_weight for life, against that of its type", "multiple")
    for care in ("price", "quality", "affect", "habit")
}  # fmt: skip
TASTE = PanelColumn(pa.float32(), "true lasting liking for the firm, that nothing in the market explains", "utility")
MINDS = {
    "conviction": "conscious loyalty to the firm",
    "affect": "emotional loyalty to the firm",
    "habit": "behavioral loyalty to the firm",
}


def customer_columns(firms: Iterable[str]) -> dict[str, PanelColumn]:
    """Columns of `customers.parquet`: three states of mind for each firm stand before `loyalty`, tastes at the end."""
    firms = list(firms)
    minds = {
        f"{part}_{firm}": PanelColumn(pa.float32(), meaning, "index 0-100")
        for part, meaning in MINDS.items()
        for firm in firms
    }
    names = list(AT_END)
    cut = names.index("loyalty")
    first, rest = ({name: AT_END[name] for name in part} for part in (names[:cut], names[cut:]))
    return first | minds | rest | {f"taste_{firm}": TASTE for firm in firms}


def trip_columns(firms: Iterable[str]) -> dict[str, PanelColumn]:
    """Columns of `trips.parquet`: what the trip came to, then what is known of each firm."""
    firms = list(firms)
    return WENT | {f"{name}_{firm}": column for name, column in OF_EACH.items() for firm in firms}


def tables(firms: Iterable[str]) -> dict[str, dict[str, PanelColumn]]:
    """The columns of every file, in order, by file name."""
    firms = list(firms)
    return {
        TRANSACTIONS: BOUGHT,
        TRIPS: trip_columns(firms),
        OFFERS: OFFERED,
        CUSTOMERS: customer_columns(firms),
    }


def dictionary(firms: Iterable[str], currency: str) -> dict[str, dict[str, dict[str, str]]]:
    """Meaning and unit of every column of every file."""
    return {
        file: {name: {"meaning": c.meaning, "unit": c.unit.replace("money", currency)} for name, c in columns.items()}
        for file, columns in tables(firms).items()
    }


def schema(columns: Mapping[str, PanelColumn]) -> pa.Schema:
    """The columns as Parquet knows them."""
    return pa.schema([(name, column.kind) for name, column in columns.items()])
