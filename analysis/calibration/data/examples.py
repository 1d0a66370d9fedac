"""A small valid file of each kind, to be looked at and filled with one's own numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from analysis.calibration.data.kinds import KINDS
from analysis.formats.csv_bytes import to_csv
from simulation.reading.errors import refused, suggestion, text_of_value

Rows = list[tuple[object, ...]]
DAYS = ("2025-01-06", "2025-01-13", "2025-01-20", "2025-02-03")
WEEKS = range(1, 5)


def example(kind: str, firms: Sequence[str] = ("Alba", "Brio")) -> tuple[str, bytes]:
    """The name and the bytes of an example file of this kind, with two or more firms; refused where there is none.

    It reads without a fault: numbers in it are invented.
    """
    if kind not in EXAMPLES:
        raise refused(f"no file is called {text_of_value(kind)}; {suggestion(kind, EXAMPLES)}", place="--example")
    names, rows = EXAMPLES[kind](list(firms))
    return f"{kind}.csv", to_csv(pd.DataFrame(rows, columns=names))


def _transactions(firms: list[str]) -> tuple[list[str], Rows]:
    rows: Rows = [
        (f"C{100 + who}", day, 9.5 + who, 1, firms[(who + place) % len(firms)], 9.5 + who, 0)
        for who in range(3)
        for place, day in enumerate(DAYS)
    ]
    return list(KINDS["transactions"]), rows


def _choices(firms: list[str]) -> tuple[list[str], Rows]:
    rows: Rows = [
        (f"H{who}", place + 1, day, firm, int(number == (who + place) % len(firms)), 10.0 - number, 0, 0)
        for who in range(1, 4)
        for place, day in enumerate(DAYS)
        for number, firm in enumerate(firms)
    ]
    return ["person", "occasion", "date", "brand", "chosen", "price", "feature", "display"], rows


def _shelf(firms: list[str]) -> tuple[list[str], Rows]:
    rows: Rows = [(week, firm, 10.0 - place, int(week == 2), 0) for week in WEEKS for place, firm in enumerate(firms)]
    return ["week", "brand", "price", "feature", "display"], rows


def _prices(firms: list[str]) -> tuple[list[str], Rows]:
    rows: Rows = [
        (week, firm, 8.0 if week == 3 and not place else 10.0 - place, int(week == 3 and not place))
        for week in WEEKS
        for place, firm in enumerate(firms)
    ]
    return list(KINDS["prices"]), rows


def _survey(firms: list[str]) -> tuple[list[str], Rows]:
    answers = ((9, 80), (7, 70), (3, 40))
    return list(KINDS["survey"]), [
        (f"C{100 + who}", DAYS[2], nps, satisfaction, firms[0]) for who, (nps, satisfaction) in enumerate(answers)
    ]


def _complaints(firms: list[str]) -> tuple[list[str], Rows]:
    return list(KINDS["complaints"]), [
        ("C100", DAYS[0], "2025-01-08", "yes", 5, firms[0]),
        ("C101", DAYS[1], "2025-01-31", "no", 0, firms[0]),
        ("C102", DAYS[3], "", "", "", firms[0]),
    ]


def _targets(firms: list[str]) -> tuple[list[str], Rows]:
    return list(KINDS["targets"]), [
        ("market_share", firms[0], 0.21, 0.01), ("retention", firms[0], 0.78, 0.02), ("nps", firms[0], 12, 4),
        ("market_share", firms[1], 0.3, ""),
    ]  # fmt: skip


def _experiments(firms: list[str]) -> tuple[list[str], Rows]:
    path = f'firms."{firms[0]}".pricing.price'
    return list(KINDS["experiments"]), [(path, 10.0, 10.5, 8, firms[0], "units", -120, 45)]


EXAMPLES: dict[str, Callable[[list[str]], tuple[list[str], Rows]]] = {
    "transactions": _transactions, "choices": _choices, "shelf": _shelf, "prices": _prices, "survey": _survey,
    "complaints": _complaints, "targets": _targets, "experiments": _experiments,
}  # fmt: skip
"""By kind: names of columns, and rows. `shelf` goes with a file `choices` that has person, week and choice."""
