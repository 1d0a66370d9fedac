"""Claims, verdicts and measured numbers, quoted from the tables of the evidence and never typed."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from analysis.formats.csv_bytes import read_csv
from tools.evidence_page import DOCS, WORDS, counted_up, linked, shown_check

if TYPE_CHECKING:
    import pandas as pd

MARKS = {
    "holds": "✓\u00a0holds",
    "holds_only_if": "◐\u00a0holds only if",
    "unsettled": "±\u00a0unsettled",
    "near": "≈\u00a0near",
    "undefined": "–\u00a0undefined",
    "fails": "✗\u00a0fails",
    "empty": "∅\u00a0empty",
}
"""How a verdict stands in a table: told apart by its sign, not by colour."""


@functools.cache
def _table(name: str) -> pd.DataFrame:
    return read_csv(DOCS / name)


def _checks(identity: str) -> pd.DataFrame:
    checks = _table("checks.csv")
    own = checks[checks["id"] == identity]
    if own.empty:
        raise KeyError(f"no claim or law {identity!r} in checks.csv")
    return own


def measured(identity: str, check: str) -> str:
    """The mean that was measured for a check, with its interval."""
    found = [row for _, row in _checks(identity).iterrows() if row["check"] == check]
    if not found:
        raise KeyError(f"no check {check!r} of {identity} in checks.csv")
    return shown_check(found[0]).replace(" ", "\u00a0")


def verdict(identity: str) -> str:
    """The verdict on a claim or law in words."""
    found = _table("evidence.csv").set_index("id").loc[identity, "verdict"]
    return WORDS[str(found)].strip("*")


def claims(first: str, last: str = "") -> str:
    """Claims or laws from one to another, each in a sentence with its verdict and a link to what was measured."""
    evidence = _table("evidence.csv")
    return _told("claim", evidence[(evidence["id"] >= first) & (evidence["id"] <= (last or first))])


def laws(role: str) -> str:
    """The laws that may set parameters (`calibration`) or may not (`held_out`), told like claims."""
    evidence = _table("evidence.csv")
    return _told("fact", evidence[evidence["role"] == role])


def _told(word: str, chosen: pd.DataFrame) -> str:
    rows = [f"| id | {word} | verdict |", "|---|---|---|"]
    for _, row in chosen.iterrows():
        statement = _checks(row["id"])["statement"].iloc[0]
        rows.append(f"| {linked(row['id'], 'evidence.html')} | {statement} | {MARKS[row['verdict']]} |")
    return "\n".join(rows)


def counts() -> str:
    """How many claims and facts are what, and on how many replicates that rests."""
    replicates = int(_table("checks.csv")["replicates"].median())
    return f"{' '.join(counted_up(_table('evidence.csv')))} (Means of {replicates} replicates and more.)"
