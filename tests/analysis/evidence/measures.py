"""What every claim and law measures, as a digest of its code and bands, so that none changes without a word.

`python -m tests.analysis.evidence.measures` renews the digests of those whose `was`, `now` and `why` in `bands.yaml`
tell of the change; with `--same "reason"`, of those of which only the form of the code changed. Others are refused.
"""

import argparse
import ast
import functools
import hashlib
import inspect
import re
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import yaml

from analysis.evidence.registry import findings
from analysis.evidence.verdicts.criteria import Fact, facts

FILE = Path(__file__).with_name("measures.yaml")
OURS = ("analysis.evidence.findings", "analysis.laboratory")
"""What measures; what is measured may change."""
PLAIN = (int, float, str, bool, tuple, list, dict, range, frozenset)


def digest(functions: tuple[Callable[..., Any], ...], fact: Fact) -> str:
    """Twelve hexadecimal digits of all code and numbers that these functions rest on, and of the bands.

    Neither docstrings nor white space count.
    """
    found: dict[str, str] = {}
    for function in functions:
        _follow(function, found)
    bands = [(name, check.band, check.paired, check.pool, check.terms) for name, check in fact.checks.items()]
    text = repr((sorted(found.items()), bands))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _follow(thing: Any, found: dict[str, str]) -> None:
    """Note the source of a function or class of ours, and of all that it names."""
    name = f"{thing.__module__}.{thing.__qualname__}"
    if name in found or not thing.__module__.startswith(OURS):
        return
    found[name] = _bare(inspect.getsource(thing))
    parts = [thing] if isinstance(thing, FunctionType) else [each for each in vars(thing).values() if callable(each)]
    for function in (inspect.unwrap(part) for part in parts):
        if isinstance(function, FunctionType) and str(function.__globals__.get("__name__")).startswith(OURS):
            _follow_names(function, found)


def _follow_names(function: FunctionType, found: dict[str, str]) -> None:
    named = _names(function.__code__)
    known = [(name, function.__globals__[name]) for name in sorted(named) if name in function.__globals__]
    modules = [value for _, value in known if isinstance(value, ModuleType) and value.__name__.startswith(OURS)]
    known += [(name, getattr(module, name)) for module in modules for name in sorted(named) if hasattr(module, name)]
    for name, value in known:
        if isinstance(value, FunctionType | type):
            _follow(value, found)
        elif isinstance(value, PLAIN):
            found[f"{function.__module__}: {name}"] = repr(value)


def _names(code: CodeType) -> set[str]:
    inner = (part for part in code.co_consts if isinstance(part, CodeType))
    return set(code.co_names).union(*(_names(part) for part in inner))


def _bare(source: str) -> str:
    """The source without docstrings and white space."""
    text = textwrap.dedent(source)
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        body = getattr(node, "body", None)
        first = body[0] if isinstance(body, list) and body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
            place = slice(first.lineno - 1, first.end_lineno)
            lines[place] = [""] * len(lines[place])
    return re.sub(r",(?=[)\]}])", "", re.sub(r"\s+", "", "".join(lines)))


def told(fact: Fact) -> str:
    """What is told of a change, as a digest."""
    former = [(check.was, check.why) for check in fact.checks.values()]
    return hashlib.sha256(repr((fact.was, fact.now, fact.why, former)).encode()).hexdigest()[:12]


@functools.cache
def current() -> Mapping[str, dict[str, str]]:
    """Digests of all claims and laws as they stand."""
    return {
        name: {"code": digest(functions, facts()[name]), "told": told(facts()[name])}
        for name, functions in findings().items()
    }


def kept() -> dict[str, dict[str, Any]]:
    """Digests as they were last written."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def silent(before: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Claims and laws whose measure is another one, while nothing is told of it."""
    return [
        name
        for name, one in now.items()
        if name in before and before[name]["code"] != one["code"] and before[name]["told"] == one["told"]
    ]


def renewed(
    before: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, str]], same: str = ""
) -> dict[str, dict[str, Any]]:
    """The digests to keep; ValueError where a measure changed in silence, unless `same` says that only its form did."""
    quiet = silent(before, now)
    if quiet and not same:
        raise ValueError(
            f"the measures of {', '.join(quiet)} changed: say so in bands.yaml (was, now, why);"
            ' where only the form of the code did, and no number, give --same "reason"'
        )
    made: dict[str, dict[str, Any]] = {}
    for name, one in now.items():
        reasons = [*before.get(name, {}).get("same", []), *([same] if name in quiet else [])]
        made[name] = {**one, **({"same": reasons} if reasons else {})}
    return made


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--same", default="", metavar="REASON")
    known = kept() if FILE.exists() else {}
    text = yaml.safe_dump(renewed(known, current(), asked.parse_args().same), sort_keys=False, width=110)
    FILE.write_text(text, encoding="utf-8")
