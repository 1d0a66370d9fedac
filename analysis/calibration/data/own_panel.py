"""Panels that this program wrote: `trips.parquet` is choices before a shelf, of one strategy."""

from __future__ import annotations

import re

import numpy as np

from analysis.calibration.data.cells import text_cells
from analysis.calibration.data.data import Choices
from analysis.calibration.data.names import NamedFirms
from analysis.calibration.data.raw_tables import Raw
from simulation.reading.errors import Fault, Refused, refused

KIND = "trips"
PRICE = re.compile(r"price_(.+)")


def refuse_several(raw: Raw) -> None:
    """Refused where a file holds the same customers under several strategies."""
    strategies = sorted(set(text_cells(raw.column("strategy")).tolist()))
    if len(strategies) > 1:
        raise refused(f"holds {len(strategies)} strategies; take the rows of one of them", place=raw.file)


def read_trips(raw: Raw, firms: NamedFirms) -> Choices:
    """Every trip on which something was bought: what came to mind with its price, promoted or not, and the choice."""
    raw.needs("customer_id", "week", "firm", what="as `run --panel` writes it")
    refuse_several(raw)
    written = [match[1] for name in raw.names if (match := PRICE.fullmatch(name))]
    meant = {name: firms.meant(name) for name in written}
    strangers = [name for name, firm in meant.items() if firm is None]
    if strangers:
        place = raw.names.index(f"price_{strangers[0]}") + 1
        message = f"no firm is called '{strangers[0]}'; {firms.right(strangers[0])}"
        raise Refused([Fault(raw.file, 1, place, f"price_{strangers[0]}", message)])
    brands = firms.ordered(str(firm) for firm in meant.values())
    by = [next(name for name in written if meant[name] == brand) for brand in brands]
    bought = text_cells(raw.column("firm"))
    rows = np.flatnonzero(bought != "")
    person, week = (raw.column(name).astype(np.int64)[rows] for name in ("customer_id", "week"))
    order = np.lexsort((week, person))
    rows, week = rows[order], week[order]
    number = np.unique(person[order], return_inverse=True)[1].astype(np.int64)
    price = np.column_stack([raw.column(f"price_{name}")[rows] for name in by])
    promoted = np.column_stack([raw.column(f"promotion_{name}")[rows] for name in by])
    which = np.array([brands.index(str(firms.meant(name))) for name in bought[rows]])
    starts = np.searchsorted(number, number)
    feature = (np.nan_to_num(promoted) > 0.0).astype(np.float64)
    return Choices(
        tuple(brands), number, np.arange(len(rows)) - starts, which, price, feature, np.zeros(price.shape), week
    )
