"""What is worth finding out, in words made of the table of `worth`: single numbers, and blocks of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from analysis.text.numbers import counted, number
from analysis.uncertainty.worth import ALL, BLOCK

if TYPE_CHECKING:
    import pandas as pd

    from analysis.report.measure import Measure


def worth_in_words(table: pd.DataFrame, labels: Mapping[str, str], unit: str, *, most: int = 3) -> str:
    """What to find out first, in part of a sentence, from the table of `worth`.

    `labels` completes "finding out …" for an assumption; without one its name stands there. `unit` is that of the
    worth, as "USD a year". At most so many assumptions, and blocks of them, are named. No limit exceeds what knowing
    everything may be worth at most, the upper end of its interval.
    """
    everything, blocks, each = _parts(table)
    top = float((everything["evppi"] + 2.0 * everything["se"]).max())
    named = each[each["resolved"]].head(most)
    rest = each.drop(named.index)
    level = min(max([*rest["evppi"], *each["floor"].head(1)], default=0.0), top)
    of_blocks = _of_blocks(blocks, each, unit, most)
    if level <= 0.0 and named.empty and not of_blocks:
        return "no single number, if it were known, would change the choice"
    if named.empty:
        least = f"less than {_rounded(level)} {unit} for each of {counted(len(each), 'number')} that vary"
        more = ", and more worlds tell more" if not of_blocks else ""
        return f"no single number is shown to be worth finding out: {least}{of_blocks or _no_block(blocks)}{more}"
    (first, value), *others = zip(named["assumption"], named["evppi"], strict=True)
    said = f"finding out {labels.get(first, first)} is worth up to {_rounded(value)} {unit}"
    said += "".join(f", {labels.get(name, name)} up to {_rounded(more)}" for name, more in others)
    return said + (f", any other number less than {_rounded(level)}" if len(rest) else "") + of_blocks


def worth_in_brief(table: pd.DataFrame, labels: Mapping[str, str], unit: str) -> str:
    """What is worth most to find out, in a sentence: a number, else a block of them, or that none is shown to be."""
    _, blocks, each = _parts(table)
    told = [part[part["resolved"]] for part in (each, blocks)]
    first = next((part.iloc[0] for part in told if not part.empty), None)
    if first is None:
        both = "No single number, and no question as a whole," if len(blocks) else "No single number"
        return f"{both} is shown to be worth finding out."
    name = str(first["assumption"])
    called = f"all about {name.removeprefix(BLOCK)}" if name.startswith(BLOCK) else labels.get(name, name)
    return f"Finding out {called} is worth up to {_rounded(first['evppi'])} {unit}."


def told_of(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The table of `worth` in the units in which its metric is told."""
    return table.assign(**{name: table[name] * measure.of_worth for name in ("evppi", "se", "floor")})


def _parts(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The rows of all at once, of blocks, and of single assumptions."""
    is_all, is_block = table["assumption"].eq(ALL), table["assumption"].str.startswith(BLOCK)
    return table[is_all], table[is_block], table[~is_all & ~is_block]


def _of_blocks(blocks: pd.DataFrame, each: pd.DataFrame, unit: str, most: int) -> str:
    """The blocks that are told and worth more than the one number of theirs that is; nothing where there is none."""
    known = set(each.loc[each["resolved"], "evppi"])
    told = blocks[blocks["resolved"] & ~blocks["evppi"].isin(known)].head(most)
    if told.empty:
        return ""
    (first, value), *others = zip(told["assumption"], told["evppi"], strict=True)
    said = f"; finding out all about {first.removeprefix(BLOCK)} is worth up to {_rounded(value)} {unit}"
    return said + "".join(f", {name.removeprefix(BLOCK)} up to {_rounded(more)}" for name, more in others)


def _no_block(blocks: pd.DataFrame) -> str:
    return ", nor is all about any one question" if len(blocks) else ""


def _rounded(value: float) -> str:
    """Two digits that matter, upwards: what is said is a limit."""
    if value <= 0.0:
        return "0"
    step = 10.0 ** (np.floor(np.log10(value)) - 1.0)
    return number(float(np.ceil(round(value / step, 6)) * step), digits=max(0, -int(np.log10(step))))
