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
def findings() -> Mapping[str, Finding]:
    """What measures each claim and law that can be measured, by id in order."""
    return {name: _together(name, functions) for name, functions in measuring().items()}


@functools.cache
def measuring() -> Mapping[str, tuple[Finding, ...]]:
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


def _together(name: str, functions: tuple[Finding, ...]) -> Finding:
    """All that is measured of a claim or law; no check may be measured twice."""

    def measured(lab: Lab) -> Measures:
        found: Measures = {}
        for function in functions:
            new = function(lab)
            if found.keys() & new.keys():
                raise ValueError(f"{name} has {sorted(found.keys() & new.keys())} measured twice")
            found |= new
        return found

    measured.__doc__ = functions[0].__doc__
    return functions[0] if len(functions) == 1 else measured
