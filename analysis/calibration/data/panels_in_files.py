"""A panel as users have it: a row an offer (long), a row an occasion (wide), or choices and the shelf in two files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.calibration.data.cells import MOST_FAULTS, read_column, text_cells
from analysis.calibration.data.data import Choices
from analysis.calibration.data.kinds import KINDS, SHOWN, FileColumn
from analysis.calibration.data.names import NamedFirms
from analysis.calibration.data.raw_tables import Raw
from simulation.reading.errors import Fault, Refused, refused, suggestion, text_of_value

WIDE = re.compile(r"(price|feature|feat|display|disp)[._: ](.+)", re.IGNORECASE)
PARTS = {"price": "price", "feature": "feature", "feat": "feature", "display": "display", "disp": "display"}
FORMS = (
    "a row an offer has `brand` and `chosen`; a row an occasion has `choice` and `price.BRAND`; or give `choice` with a"
    " week or date, and a file `shelf`"
)


class Shelves(NamedTuple):
    """What stood on each shelf: arrays of shape (shelves, brands), price NaN where a brand was not there."""

    brands: list[str]
    price: np.ndarray
    feature: np.ndarray
    display: np.ndarray


def read_choices(raw: Raw, shelf: Raw | None, firms: NamedFirms) -> Choices:
    """The panel of one file, or of one and a shelf; refused with every fault that is found."""
    raw.needs("person", what=KINDS["choices"]["person"].meaning)
    if "chosen" in raw.names:
        return _long(raw, firms)
    if "choice" in raw.names and any(WIDE.fullmatch(name) for name in raw.names):
        return _wide(raw, firms)
    if "choice" in raw.names and shelf is not None:
        return _with_shelf(raw, shelf, firms)
    raise refused(f"has no shelf before which people chose: {FORMS}", place=raw.file)


def _long(raw: Raw, firms: NamedFirms) -> Choices:
    raw.needs("occasion", "brand", what="a row an offer")
    faults: list[Fault] = []
    person, occasion = _texts(raw, "person", faults), _texts(raw, "occasion", faults)
    brand = _brands(raw, "brand", firms, faults)
    chosen = _column(raw, "chosen", KINDS["choices"]["chosen"]._replace(needed=True), faults)
    refuse(faults)
    key, first = pd.factorize(pd.Series(list(zip(person, occasion, strict=True))))
    shelves = _stacked(raw, key, brand, firms, faults)
    if "price" in raw.names:
        price = _column(raw, "price", KINDS["choices"]["price"], [])
        _refuse_unpriced(raw, np.isnan(price) & (chosen == 1.0), "price")
    taken = np.bincount(key, weights=chosen, minlength=len(first))
    for one in np.flatnonzero(taken != 1.0)[:MOST_FAULTS]:
        row = int(np.flatnonzero(key == one)[0])
        wrong = "none" if taken[one] == 0.0 else f"{taken[one]:.0f}"
        faults.append(raw.fault(row, "chosen", f"{wrong} of this occasion's brands is chosen; mark exactly one"))
    refuse(faults)
    starts = np.unique(key, return_index=True)[1]
    place = {name: number for number, name in enumerate(shelves.brands)}
    which = np.zeros(len(first), np.int64)
    which[key[chosen == 1.0]] = [place[name] for name in brand[chosen == 1.0]]
    return _choices(raw, starts, person[starts], which, shelves)


def _wide(raw: Raw, firms: NamedFirms) -> Choices:
    faults: list[Fault] = []
    person = _texts(raw, "person", faults)
    shelves, written = _side_by_side(raw, firms, faults)
    choice = _texts(raw, "choice", faults)
    which = _places(raw, choice, written, shelves, firms, faults)
    refuse(faults)
    _refuse_unpriced(raw, np.isnan(shelves.price[np.arange(len(raw)), which]), "choice")
    return _choices(raw, np.arange(len(raw)), person, which, shelves)


def _with_shelf(raw: Raw, shelf: Raw, firms: NamedFirms) -> Choices:
    faults: list[Fault] = []
    person = _texts(raw, "person", faults)
    both = next((name for name in ("week", "date") if name in raw.names and name in shelf.names), None)
    if both is None:
        raise refused(f"has neither `week` nor `date` in common with {shelf.file}; give both the same", place=raw.file)
    mine, theirs = (_column(one, both, KINDS["shelf"][both]._replace(needed=True), faults) for one in (raw, shelf))
    refuse(faults)
    if both == "date":
        origin = min(mine.min(), theirs.min())
        mine, theirs = ((one - origin).astype(int) // 7 + 1 for one in (mine, theirs))
    key, weeks = pd.factorize(pd.Series(theirs))
    if any(WIDE.fullmatch(name) for name in shelf.names):
        shelves, written = _side_by_side(shelf, firms, faults)
        if len(weeks) < len(shelf):
            row = int(np.flatnonzero(pd.Series(theirs).duplicated())[0])
            faults.append(shelf.fault(row, both, "a second shelf of this week; keep one a week"))
    else:
        shelf.needs("brand", "price", what="a row a brand and week")
        shelves = _stacked(shelf, key, _brands(shelf, "brand", firms, faults), firms, faults)
        written = {name: name for name in shelves.brands}
    place = {float(week): number for number, week in enumerate(weeks)}
    lost = np.flatnonzero(~np.isin(mine, theirs))[:MOST_FAULTS]
    faults += [raw.fault(int(row), both, f"{shelf.file} has no shelf of that week; add it") for row in lost]
    which = _places(raw, _texts(raw, "choice", faults), written, shelves, firms, faults)
    refuse(faults)
    rows = np.array([place[float(week)] for week in mine])
    seen = Shelves(shelves.brands, *(array[rows] for array in shelves[1:]))
    _refuse_unpriced(raw, np.isnan(seen.price[np.arange(len(raw)), which]), "choice")
    return _choices(raw, np.arange(len(raw)), person, which, seen, week=mine.astype(np.int64))


def _choices(  # the parts of one panel
    raw: Raw, rows: np.ndarray, person: np.ndarray, which: np.ndarray, shelves: Shelves, week: np.ndarray | None = None
) -> Choices:
    """The panel, persons numbered by their ids' order, and the occasions of each in the order of time, else of rows."""
    if week is None:
        week = _weeks(raw, rows)
    number = np.unique(person.astype(str), return_inverse=True)[1].astype(np.int64)
    by = np.lexsort((np.arange(len(number)), week if week is not None else np.zeros(len(number)), number))
    starts = np.searchsorted(number[by], number[by])
    arrays = (shelves.price[by], shelves.feature[by], shelves.display[by])
    return Choices(tuple(shelves.brands), number[by], np.arange(len(by)) - starts, which[by], *arrays,
                   week=None if week is None else week[by])  # fmt: skip


def _weeks(raw: Raw, rows: np.ndarray) -> np.ndarray | None:
    """The week of each occasion, from 1; None where the file does not say."""
    faults: list[Fault] = []
    name = next((name for name in ("week", "date") if name in raw.names), None)
    if name is None:
        return None
    found = _column(raw, name, KINDS["choices"][name]._replace(needed=True), faults)
    refuse(faults)
    if name == "week":
        return np.asarray(found[rows].astype(np.int64))
    return np.asarray((found[rows] - found.min()).astype(int) // 7 + 1)


def _side_by_side(raw: Raw, firms: NamedFirms, faults: list[Fault]) -> tuple[Shelves, dict[str, str]]:
    """Shelves of which each row is one, and the firm of each brand as the file writes it."""
    found = [match for name in raw.names if (match := WIDE.fullmatch(name))]
    written: dict[str, str] = {}
    for match in found:
        firm = firms.meant(match[2])
        if firm is None:
            place = raw.names.index(match[0])
            message = f"no firm is called {text_of_value(match[2])}; {firms.right(match[2])}"
            faults.append(Fault(raw.file, 1, place + 1, match[0], message))
        else:
            written[match[2]] = firm
    refuse(faults)
    brands = firms.ordered(written.values())
    if len(brands) < 2:
        raise refused(f"has the price of {len(brands)} brand; a choice is between two or more", place=raw.file)
    shape = (len(raw), len(brands))
    parts = {"price": np.full(shape, np.nan), "feature": np.zeros(shape), "display": np.zeros(shape)}
    for match in found:
        part = PARTS[match[1].lower()]
        values = _column(raw, match[0], KINDS["choices"]["price"] if part == "price" else SHOWN, faults)
        parts[part][:, brands.index(written[match[2]])] = values if part == "price" else np.nan_to_num(values)
    refuse(faults)
    return Shelves(brands, **parts), written


def _stacked(raw: Raw, key: np.ndarray, brand: np.ndarray, firms: NamedFirms, faults: list[Fault]) -> Shelves:
    """Shelves of which each has several rows, one a brand; `key` tells the shelf of each row."""
    brands = firms.ordered(brand)
    column = np.array([brands.index(name) if name in brands else 0 for name in brand])
    twice = np.flatnonzero(pd.DataFrame({"key": key, "brand": brand}).duplicated())[:MOST_FAULTS]
    told = "a second time on one shelf; keep one"
    faults += [raw.fault(int(row), "brand", f"{text_of_value(brand[row])} {told}") for row in twice]
    shape = (int(key.max()) + 1, len(brands))
    arrays = []
    for name, empty in (("price", np.nan), ("feature", 0.0), ("display", 0.0)):
        array = np.full(shape, empty)
        if name in raw.names:
            values = _column(raw, name, KINDS["choices"][name], faults)
            array[key, column] = values if name == "price" else np.nan_to_num(values)
        arrays.append(array)
    return Shelves(brands, *arrays)


def _places(  # what a name may mean
    raw: Raw, choice: np.ndarray, written: dict[str, str], shelves: Shelves, firms: NamedFirms, faults: list[Fault]
) -> np.ndarray:
    """The place of each brand chosen among those on the shelf."""
    known = {text: written.get(text) or firms.meant(text) for text in set(choice.tolist())}
    found = np.full(len(choice), -1)
    for text, firm in known.items():
        if firm in shelves.brands:
            found[choice == text] = shelves.brands.index(str(firm))
        elif text:
            row = int(np.flatnonzero(choice == text)[0])
            message = f"{text_of_value(text)} is no brand of the shelf; {suggestion(text, written)}"
            faults.append(raw.fault(row, "choice", message))
    return found


def _refuse_unpriced(raw: Raw, is_unpriced: np.ndarray, name: str) -> None:
    rows = np.flatnonzero(is_unpriced)[:MOST_FAULTS]
    refuse([raw.fault(int(row), name, "was chosen, but its price is empty; fill it in") for row in rows])


def _brands(raw: Raw, name: str, firms: NamedFirms, faults: list[Fault]) -> np.ndarray:
    found, wrong = firms.column(raw, name, _texts(raw, name, faults))
    faults += wrong
    return found


def _texts(raw: Raw, name: str, faults: list[Fault]) -> np.ndarray:
    column = FileColumn("id", KINDS["choices"].get(name, KINDS["shelf"]["brand"]).meaning, needed=True)
    return text_cells(_column(raw, name, column, faults))


def _column(raw: Raw, name: str, one: FileColumn, faults: list[Fault]) -> np.ndarray:
    found = read_column(raw, name, one, may_be_future="strategy" in raw.names)
    faults += found.faults
    return found.cells


def refuse(faults: Sequence[Fault]) -> None:
    """Every fault at once, in the order of rows; nothing where there is none."""
    if faults:
        raise Refused(sorted(faults, key=lambda fault: (fault.file, fault.line, fault.column)))
