"""What is expected of the simulator: claims and laws, each with checks and their bands, from `bands.yaml`."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pydantic

from analysis.text.numbers import number
from simulation.reading.block import Block
from simulation.reading.errors import refused, suggestion
from simulation.reading.yaml_document import read_document

FILE = Path(__file__).with_name("bands.yaml")
Limits = tuple[float | None, float | None]


class Check(Block):
    """One measured number and the band in which it must lie."""

    band: Limits
    meaning: str
    paired: bool = False
    """A difference on the same luck: its 95 % interval must exclude 0."""
    pool: Literal["mean", "sum"] = "mean"
    was: Limits | None = None
    """A former band, which must be met as well; `why` tells the reason of the change."""
    why: str = ""
    each: bool = False
    """Judged on every firm: measured as `name.0`, `name.1` … by the place of the firm, each of which must meet it."""
    added: str = ""
    """When and why it was added to those that were written down before the engine existed."""
    terms: Literal["both", "now", "written"] = "both"
    """Whether the check judges the claim as it is measured now, on the terms once written down, or on both."""
    by_construction: str = ""
    """The input or identity that it reads back, so that no market can refute it; counted apart."""
    empty: str = ""
    """Why it comes out the same without the mechanism that the claim is about, where `--challenge` found that."""

    @pydantic.model_validator(mode="after")
    def _is_sound(self) -> Check:
        if self.low > self.high or (self.was is not None and not self.why):
            raise ValueError("a band has its low end first, and a changed one its reason")
        return self

    @property
    def is_refutable(self) -> bool:
        """Whether a market without the mechanism that it is about would not pass it."""
        return not self.by_construction and not self.empty

    @property
    def low(self) -> float:
        """Lower end of the band, minus infinity where it is open."""
        return -math.inf if self.band[0] is None else self.band[0]

    @property
    def high(self) -> float:
        """Upper end of the band, infinity where it is open."""
        return math.inf if self.band[1] is None else self.band[1]

    @property
    def expected(self) -> str:
        """The band as people write it."""
        return spelled(self.band)


class Fact(Block):
    """A claim of the theory, or a law of the market, and the checks by which it stands or falls."""

    statement: str
    about: tuple[str, ...]
    """The mechanisms that it is about (`analysis/laboratory/absences.py`), without which it should not hold."""
    source: str
    verified: Literal["yes", "partly", "no"]
    checks: Mapping[str, Check]
    role: Literal["calibration", "held_out", ""] = ""
    shortfall: str = ""
    """Why it does not hold at present, where it does not; told beside the verdict."""
    seen: str = ""
    """What was set or changed after it had been measured: on this the shipped set is a fit, not a prediction."""
    was: str = ""
    """What was once written down to be measured, where that is something else; `now` and `why` go with it."""
    now: str = ""
    why: str = ""
    undefined_where: tuple[str, ...] = ()
    """The properties of a market (`analysis/evidence/markets/properties.py`) with which a law says nothing."""
    same_as: str = ""
    """The claim whose measure this law shares: the two count once."""

    @pydantic.model_validator(mode="after")
    def _tells_its_changes(self) -> Fact:
        told = [bool(part) for part in (self.was, self.now, self.why)]
        if any(told) and not all(told):
            raise ValueError("a changed measure says what it was, what it is now, and why")
        if not all(told) and any(check.terms != "both" for check in self.checks.values()):
            raise ValueError("checks on other terms need `was`, `now` and `why`")
        return self


def spelled(band: Limits) -> str:
    """0.2 … 0.8, ≥ 0.2, or = 1."""
    low, high = (None if end is None else _number(end) for end in band)
    if low is None or high is None:
        return f"≤ {high}" if low is None else f"≥ {low}"
    return f"= {low}" if low == high else f"{low} … {high}"


def _number(value: float) -> str:
    return number(value, digits=0 if value == int(value) else min(6, len(str(value).split(".")[1]), 3))


@functools.cache
def facts() -> Mapping[str, Fact]:
    """All claims and laws by id, in order."""
    tree = read_document(FILE.read_bytes(), FILE.name).tree
    return {name: Fact.model_validate(entry) for name, entry in tree.items()}


def kind_of(name: str) -> str:
    """Whether an id is that of a claim or of a law."""
    return "claim" if name.startswith("F") else "law"


def chosen(claims: tuple[str, ...] = (), laws: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Ids of the claims and laws asked for, however people write them; all of them where none is."""
    if not claims and not laws:
        return tuple(facts())
    asked = [*(_identity("F", text, "--claim") for text in claims), *(_identity("L", text, "--law") for text in laws)]
    return tuple(name for name in facts() if name in asked)


def _identity(letter: str, text: str, option: str) -> str:
    name = f"{letter}{text.upper().removeprefix(letter):0>2}"
    if name not in facts():
        known = [other for other in facts() if other.startswith(letter)]
        raise refused(f"no {kind_of(letter)} {text!r}; {suggestion(name, known)}", place=option)
    return name
