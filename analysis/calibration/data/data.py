"""What a user's files say, once read: tables without customers' ids, the time that they span, and two parts of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

DAYS = {"transactions": "date", "survey": "date", "complaints": "opened"}
"""The column of each table that tells when."""


class Period(NamedTuple):
    """The first and the last day of the data."""

    first: np.datetime64
    last: np.datetime64

    @property
    def weeks(self) -> float:
        """Its length, both days included."""
        return float((self.last - self.first).astype(int) + 1) / 7.0


@dataclass(frozen=True, eq=False)
class Choices:
    """A panel: who chose which of the brands on a shelf, occasion by occasion in the order of each person.

    `person`, `occasion` (number within the person, from 0) and `chosen` (place among the brands) are whole numbers of
    shape (occasions,); `price`, `feature` and `display` have the shape (occasions, brands), a price is NaN where the
    brand was not on the shelf; `week` counts from 1, None where nothing says when.
    """

    brands: tuple[str, ...]
    person: np.ndarray
    occasion: np.ndarray
    chosen: np.ndarray
    price: np.ndarray
    feature: np.ndarray
    display: np.ndarray
    week: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.person)

    def taken(self, rows: np.ndarray) -> Choices:
        """Those occasions alone; a person keeps its number, and an occasion too."""
        arrays = {name: getattr(self, name)[rows] for name in ("person", "occasion", "chosen", "price", "feature",
                                                               "display")}  # fmt: skip
        return replace(self, **arrays, week=None if self.week is None else self.week[rows])

    def is_early(self, share_held_back: float) -> np.ndarray:
        """Which occasions lie before the part held back: by weeks, else within each person's own occasions."""
        if self.week is not None:
            first, last = int(self.week.min()), int(self.week.max())
            return np.asarray(self.week - first < (1.0 - share_held_back) * (last - first + 1))
        total = np.bincount(self.person)[self.person]
        return np.asarray((self.occasion + 0.5) / total < 1.0 - share_held_back)


@dataclass(frozen=True, eq=False)
class Data:
    """All that was given; what was not is None. `files` says by kind where it came from.

    Customers are whole numbers from 0, the same in transactions, survey and complaints; no id is kept. Firms are names
    of the scenario. `transactions`: customer_id, date, amount, units, firm, price, promotion; `prices` and `shelf`:
    week, firm, price, promoted (or feature, display); `survey`: customer_id, date, nps (0-10), satisfaction, firm;
    `complaints`: customer_id, opened, answered, resolved, compensation, firm; `targets`: outcome, firm, value, se;
    `experiments`: path, from, to, weeks, firm, outcome, difference, se. Numbers that are unknown are NaN.
    """

    name: str
    files: Mapping[str, str] = field(default_factory=dict)
    transactions: pd.DataFrame | None = None
    choices: Choices | None = None
    shelf: pd.DataFrame | None = None
    prices: pd.DataFrame | None = None
    survey: pd.DataFrame | None = None
    complaints: pd.DataFrame | None = None
    targets: pd.DataFrame | None = None
    experiments: pd.DataFrame | None = None

    def period(self) -> Period | None:
        """The days that the dated tables span; None where none is dated."""
        days = [table[column] for table, column in self._dated()]
        if not days:
            return None
        first, last = min(one.min() for one in days), max(one.max() for one in days)
        return Period(np.datetime64(first, "D"), np.datetime64(last, "D"))

    def split(self, share_held_back: float) -> tuple[Data, Data]:
        """What a fit sees, and the last part of the time, which it does not; the share lies between 0 and 1.

        Prices and shelves stay in both, since they are the world that both parts lived in. Targets and experiments,
        which are of no one day, are the fit's.
        """
        if not 0.0 < share_held_back < 1.0:
            raise ValueError(f"{share_held_back:g} is no share to hold back; it lies between 0 and 1")
        early, late = replace(self), replace(self, targets=None, experiments=None)
        period = self.period()
        for name, column in DAYS.items():
            table = getattr(self, name)
            if table is not None and period is not None:
                days = (table[column] - pd.Timestamp(period.first)).dt.days
                is_early = days < (1.0 - share_held_back) * 7.0 * period.weeks
                early = replace(early, **{name: table[is_early].reset_index(drop=True)})
                late = replace(late, **{name: table[~is_early].reset_index(drop=True)})
        if self.choices is not None:
            seen = self.choices.is_early(share_held_back)
            early = replace(early, choices=self.choices.taken(seen))
            late = replace(late, choices=self.choices.taken(~seen))
        return early, late

    def _dated(self) -> list[tuple[pd.DataFrame, str]]:
        tables = ((getattr(self, name), column) for name, column in DAYS.items())
        return [(table, column) for table, column in tables if table is not None]
