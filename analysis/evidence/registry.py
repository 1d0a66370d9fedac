"""Which function measures which claim or law: those marked with `@finding` in files `claims_*.py` and `laws_*.py`."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Mapping
from pathlib import Path

from analysis.evidence.verdicts.criteria import facts
from analysis.laboratory.lab import Lab

Measures = dict[str, float]
Finding = Callable[[Lab], Measures]
MARK = "facts"


def finding(*names: str) -> Callable[[Finding], Finding]:
    """Mark a function as one that measures checks of a claim or law, or of both alike, in one replicate.

    Several functions may share the checks of a claim: those of now, those once written down, those by purchases.
    """

    def mark(function: Finding) -> Finding:
        setattr(function, MARK, names)
        return function

    return mark


@functools.cache
def findings() -> Mapping[str, tuple[Finding, ...]]:
    """The functions of each claim and law that has any, by id in order."""
    found: dict[str, tuple[Finding, ...]] = {}
    for file in sorted((Path(__file__).parent / "findings").glob("[!.]*_*.py")):
        if file.name.startswith(("claims_", "laws_")):
            module = importlib.import_module(f"{__package__}.findings.{file.stem}")
            own = [thing for thing in vars(module).values() if getattr(thing, "__module__", "") == module.__name__]
            for name, function in [(name, thing) for thing in own for name in getattr(thing, MARK, ())]:
                found[name] = (*found.get(name, ()), function)
    strangers = set(found) - set(facts())
    if strangers:
        raise ValueError(f"no such claim or law: {sorted(strangers)}")
    return {name: found[name] for name in facts() if name in found}
