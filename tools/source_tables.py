"""Where the numbers of the shipped market come from: all of them, by the mark of their source.

Made from the declarations of parameters and from `scenarios/baseline.yaml`, for the page `docs/reference/sources.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from simulation.reading.paths import Path as Keys
from simulation.reading.paths import format_path, get
from simulation.scenario.declarations import declared, source_of
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario
from tools.parameter_tables import Schema, by_choice, leaves, shown, table

TYPES: Keys = ("customers", "types")
FIRM = ("firms", "<name>")
SWITCH = "yes/no"


class Mark(NamedTuple):
    """What a mark says of a source, and what would earn a number a better one."""

    meaning: str
    raised_by: str


MARKS = {
    "V": Mark("checked in the work itself", "nothing; that it holds in your market too, data of yours can show"),
    "V2": Mark("checked in another text that quotes the work", "the work itself"),
    "C": Mark(
        "computed from checked figures, or calibrated to laws", "a published estimate, or a fit to data of yours"
    ),
    "M": Mark("from memory", "the page of the work"),
    "P": Mark("a proposal: a choice of design", "a published estimate, or a fit to data of yours"),
}
TAG = re.compile(r"V2|[VCMP]\b")
CHECKED = re.compile(r"\bV2?\b")


class Number(NamedTuple):
    """A number, the value that the shipped market gives it, and where that comes from."""

    path: str
    label: str
    value: str
    source: str

    @property
    def mark(self) -> str:
        """The first mark of the source: that of the value. Marks further on are those of a sign, a range, a figure."""
        found = TAG.match(self.source)
        assert found, f"{self.path}: the source {self.source!r} begins with no mark"
        return found[0]

    @property
    def is_partly_checked(self) -> bool:
        """Whether something about it was checked, though not its value."""
        return self.mark not in ("V", "V2") and bool(CHECKED.search(self.source))


def numbers() -> list[Number]:
    """Every number of the market, of its customers, of the run, and of what a firm may say; no switches."""
    schema = Scenario.model_json_schema()
    return [*_of_market(), *_of_types(), *_of_firms(schema), *_of_strategies(schema)]


def source_tables() -> str:
    """How many numbers have which mark, and a table of each mark, as Markdown."""
    found = numbers()
    groups = {mark: [one for one in found if one.mark == mark] for mark in MARKS}
    head = ("mark", "the value is", "numbers", "of these with a checked sign, range or figure", "what would raise it")
    counts = [
        (mark, MARKS[mark].meaning, str(len(group)), str(sum(one.is_partly_checked for one in group)),
         MARKS[mark].raised_by)
        for mark, group in groups.items()
    ]  # fmt: skip
    counts.append(("all", "", str(len(found)), str(sum(one.is_partly_checked for one in found)), ""))
    return "\n\n".join([table(head, counts), *(_section(mark, group) for mark, group in groups.items() if group)])


def _section(mark: str, group: list[Number]) -> str:
    told = MARKS[mark]
    rows = [(f"`{one.path}`", one.label, one.value, one.source) for one in group]
    title = f"## {mark}: {told.meaning}\n\nWhat would raise it: {told.raised_by}.\n\n"
    return title + table(("path", "in short", "value", "source"), rows)


def _of_market() -> Iterator[Number]:
    baseline = load("baseline").tree()
    for path, one in declared().items():
        if one.unit != SWITCH and path[:2] != TYPES:
            yield Number(format_path(path), one.label, shown(get(baseline, path)), one.source)


def _of_types() -> Iterator[Number]:
    """One for each trait, with the values of all types that have it."""
    kinds: Mapping[str, Mapping[str, Any]] = get(load("baseline").tree(), TYPES)
    traits = {str(path[3]): one for path, one in declared().items() if path[:2] == TYPES}
    for trait, one in traits.items():
        values = {kind: shown(own[trait]) for kind, own in kinds.items() if trait in own}
        told = ", ".join(f"{value} ({kind})" for kind, value in values.items())
        source = source_of((*TYPES, next(iter(values)), trait))
        yield Number(f"{format_path(TYPES)}.<type>.{trait}", one.label, told, source)


def _of_firms(schema: Schema) -> Iterator[Number]:
    for path, node in leaves(schema, schema["$defs"]["Firm"], ()):
        if "unit" in node and node["unit"] != SWITCH:
            yield Number(".".join((*FIRM, *map(str, path))), node["label"], shown(node["default"]), node["source"])


def _of_strategies(schema: Schema) -> Iterator[Number]:
    """One for each parameter and source, with the default of each strategy that has it."""
    for part in ("pricing", "service", "recovery"):
        known: dict[tuple[str, str, str], dict[str, list[str]]] = {}
        members = schema["$defs"]["Firm"]["properties"][part]["discriminator"]["mapping"]
        for strategy, reference in sorted(members.items()):
            for key, node in schema["$defs"][reference.rsplit("/", 1)[-1]]["properties"].items():
                if key != "strategy" and node["unit"] != SWITCH:
                    default = shown(node["default"]) if "default" in node else "required"
                    defaults = known.setdefault((key, node["label"], node["source"]), {})
                    defaults.setdefault(default, []).append(strategy)
        for (key, label, source), defaults in known.items():
            yield Number(".".join((*FIRM, part, key)), label, by_choice(defaults, len(members)), source)
