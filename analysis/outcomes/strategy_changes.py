"""What a strategy changes, setting by setting, in the words of the scenario's own documentation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from simulation.reading.paths import Path, format_path, parse_path

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario

PARTS = {"pricing": "pricing", "service": "service", "recovery": "complaint handling"}
NONE = "–"
ONE_OF = re.compile(r"^([a-z]{2,}[a-rt-z])s\b")
"""A unit of several, to be told of one: `weeks`, `posts per 10,000 customers`."""


UNTOLD = {"", "1", "0-1", "count", "name", "utility", "logit"}
"""Units that add nothing to a number beside its meaning."""


class Difference(NamedTuple):
    """One setting that two scenarios do not share."""

    path: str
    where: str  # firm and part, or part of the market
    meaning: str
    before: str
    after: str


def differences(before: Scenario, after: Scenario) -> list[Difference]:
    """Every setting of firms, customers, market and events that differs; a strategy's kind comes before its dials."""
    found = []
    for path, old, new in _changed_leaves(_behaviour(before), _behaviour(after), ()):
        meaning, unit = meaning_of(after if new is not None else before, path)
        told = [value_with_unit(value, unit, after.market.currency) for value in (old, new)]
        found.append(Difference(format_path(path), where(path), meaning, *told))
    return sorted(found, key=lambda change: (change.where, not change.path.endswith(".strategy")))


def _behaviour(scenario: Scenario) -> dict[str, Any]:
    """What makes a run, without names, questions and other strategies."""
    tree = scenario.tree()
    return {name: tree[name] for name in ("market", "customers", "firms", "events")}


def _changed_leaves(old: Any, new: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys([*old, *new]):
            yield from _changed_leaves(old.get(key), new.get(key), (*path, key))
    elif path == ("events",):
        for event in [event for event in old if event not in new]:
            yield (*path, event["event"]), event, None
        for event in [event for event in new if event not in old]:
            yield (*path, event["event"]), None, event
    else:
        yield path, old, new


def meaning_of(scenario: Scenario, path: Path) -> tuple[str, str]:
    """Meaning and unit of a setting, from its block; the last key where it has none."""
    block: Any = scenario
    for key in path[:-1]:
        block = block.get(key) if isinstance(block, Mapping) else getattr(block, str(key), None)
    last = str(path[-1])
    if path[0] == "events":
        return f"event: {last.replace('_', ' ')}", ""
    if last == "strategy":
        return "strategy", "name"
    field = getattr(type(block), "model_fields", {}).get(last)
    if field is None:
        return last.replace("_", " "), ""
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    meaning = str(field.description or last.replace("_", " "))
    return meaning[:1].lower() + meaning[1:], str(extra.get("unit", ""))


def where(path: Path) -> str:
    """Whom and what a setting is about: `Alba, complaint handling`."""
    if path[0] != "firms":
        return str(path[0])
    part = PARTS.get(str(path[2]), "") if len(path) > 3 else ""
    return f"{path[1]}, {part}" if part else str(path[1])


def value_with_unit(value: Any, unit: str, currency: str = "money") -> str:
    """A value as people read it, with its unit: shares in percent, a dash where there is none."""
    if value is None:
        return NONE
    if isinstance(value, Mapping):
        told = {key.replace("_", " "): part for key, part in value.items() if key != "event"}
        return ", ".join(
            f"{key} {value_with_unit(part, '')}" for key, part in told.items() if part not in (None, "", [], 0.0)
        )
    if isinstance(value, list | tuple):
        few = [value_with_unit(part, "") for part in value[:6]]
        return ", ".join(few) + (f", … ({len(value)} values)" if len(value) > len(few) else "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value.replace("_", " ") if unit == "name" else value
    return _measured(float(value), unit.replace("money", currency))


def _measured(value: float, unit: str) -> str:
    """A number with its unit, `45 % of answers`."""
    if unit in {"share", "probability"} or unit.startswith(("share ", "probability ")):
        return f"{100.0 * value:,.6g} %{unit[len(unit.split(' ', maxsplit=1)[0]) :]}"
    text = f"{value:,.6g}"
    if value == 1.0:
        unit = ONE_OF.sub(r"\1", unit)
    unit = unit.removeprefix("1 ") if unit.startswith("1 a ") else unit
    return text if unit in UNTOLD else f"{text} {unit}"


def unit_at(scenario: Scenario, path: Path) -> str:
    """The unit beside a raw number at a path, of a plan too; empty where it is not told, as of shares."""
    if path[0] == "compare":
        if path[2] == "cost":
            field = type(scenario.plans[str(path[1])].cost).model_fields.get(str(path[-1]))
            extra = field.json_schema_extra if field and isinstance(field.json_schema_extra, dict) else {}
            return str(extra.get("unit", ""))
        path = tuple(key for part in path[2:] if part != "change" for key in parse_path(str(part)))
    unit = meaning_of(scenario, path)[1]
    return "" if unit in UNTOLD or unit.startswith(("share", "probability")) else unit


def grouped(changes: list[Difference]) -> list[tuple[str, list[Difference]]]:
    """The changes by firm and part, in their order."""
    groups: dict[str, list[Difference]] = {}
    for change in changes:
        groups.setdefault(change.where, []).append(change)
    return list(groups.items())
