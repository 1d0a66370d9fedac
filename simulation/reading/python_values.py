"""The one converter at Python's doors: values of NumPy, pandas, pathlib, and blocks, become plain data as of YAML."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

import pydantic

from simulation.reading import own_blocks
from simulation.reading.errors import refused, text_of_value

PLAIN = (bool, int, float, str)
MISSING = {"NAType", "NaTType", "MaskedConstant"}
READERS = ("tolist", "to_list", "to_pylist", "as_py")
"""How arrays, series, columns and their single values give themselves away as plain data."""


def plain(value: Any, path: str = "") -> Any:
    """The value as plain data: numbers, text, truth, lists and mappings of them; None where it is a missing one.

    Refused where it is nothing of the kind; `path` says for what.
    """
    if value is None or type(value) in PLAIN:
        return value
    if type(value).__name__ in MISSING:
        return None
    if isinstance(value, (str, bytes, os.PathLike)):
        return text(value, path)
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, (Real, Decimal)):
        return float(value)
    return _composed(value, path)


def text(value: str | bytes | os.PathLike[str], path: str = "") -> str:
    """A text of any kind, a path of a file included, as Python's own; refused where it is none."""
    found = os.fspath(value) if isinstance(value, os.PathLike) else value
    if not isinstance(found, str):
        raise _unknown(value, path, "text")
    return "".join(found)


def whole(value: Any, name: str) -> int:
    """A whole number of any kind, 3.0 among them; refused where it is none."""
    number = plain(value, name)
    if isinstance(number, bool) or not isinstance(number, (int, float)) or number != number // 1:
        raise refused(f"{text_of_value(number)} is not a whole number; write for example 3", place=name)
    return int(number)


def several(values: Any) -> list[Any]:
    """One value or many, as a list; a text is one."""
    found = plain(values)
    return found if isinstance(found, list) else [found]


def settings(changes: Any) -> dict[str, Any]:
    """Changes by path, a row of a table among them, as plain data."""
    if not hasattr(changes, "keys") or hasattr(changes, "columns"):
        raise _unknown(changes, "", 'changes by path, such as {"market.weeks": 52}')
    return {text(path): plain(changes[path], text(path)) for path in changes.keys()}  # noqa: SIM118  # a Series iterates over values


def _composed(value: Any, path: str) -> Any:
    """A block, a mapping, an array, or any other collection."""
    if isinstance(value, pydantic.BaseModel):
        return own_blocks.data(value)
    if hasattr(value, "columns"):
        raise _unknown(value, path, "one value, or a list; a table has several columns")
    if isinstance(value, Mapping):
        return {text(key, path) if isinstance(key, str) else key: plain(one, path) for key, one in value.items()}
    for reader in READERS:
        if hasattr(value, reader):
            return plain(getattr(value, reader)(), path)
    if isinstance(value, (set, frozenset)):
        return sorted((plain(one, path) for one in value), key=lambda one: (str(type(one)), one))
    if isinstance(value, Iterable):
        return [plain(one, path) for one in value]
    raise _unknown(value, path, "a number, text, true or false, a list or a mapping of these")


def _unknown(value: Any, path: str, right: str) -> Exception:
    return refused(f"a {type(value).__name__} cannot stand here; write {right}", path=path)
