"""The parameter tables of `ODD.md`, made from the schema and the baseline scenario: they cannot go stale.

`python -m tools.parameter_tables` writes them into `ODD.md` anew. What a parameter means, its unit and its range stand
in its block, and so do its default and source; the values of loyalty types in `scenarios/baseline.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from simulation.reading.paths import Path as Keys
from simulation.reading.paths import format_path, get
from simulation.reading.plausible_range import plausible_range
from simulation.scenario.declarations import source_of
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario

ODD = Path(__file__).resolve().parents[1] / "simulation" / "ODD.md"
OPENING, CLOSING = "<!-- parameters, written by tools/parameter_tables.py -->", "<!-- end of parameters -->"
TYPES: Keys = ("customers", "types")
Schema = dict[str, Any]
Tree = dict[str, Any]
Rows = Sequence[tuple[str, ...]]


def parameter_tables() -> str:
    """All parameters as Markdown: path, label, meaning, unit, ranges, baseline value or default, source."""
    schema = Scenario.model_json_schema()
    baseline = load("baseline").tree()
    parts = [_quantities(schema, baseline, part) for part in ("market", "customers", "run")]
    parts += [_types(schema, baseline), _firms(schema)]
    for union in ("pricing", "service", "recovery"):
        parts.append(_members(schema, schema["$defs"]["Firm"]["properties"][union], "strategy", union))
    parts.append(_members(schema, schema["properties"]["events"]["items"], "event", "events"))
    return "\n\n".join(parts)


def rewritten(text: str) -> str:
    """The text of `ODD.md` with fresh tables between its two markers; ValueError where it has none."""
    before, found, rest = text.partition(OPENING)
    _, ends, after = rest.partition(CLOSING)
    if not (found and ends):
        raise ValueError(f"{ODD.name} has no lines {OPENING!r} and {CLOSING!r}")
    return f"{before}{OPENING}\n\n{parameter_tables()}\n\n{CLOSING}{after}"


def _quantities(schema: Schema, baseline: Tree, part: str) -> str:
    """The table of one part of a scenario, the loyalty types left out."""
    rows: list[tuple[str, ...]] = []
    for path, node in leaves(schema, schema["properties"][part], (part,)):
        if path[:2] != TYPES:
            value = get(baseline, path)
            source = source_of(path)
            rows.append((_code(format_path(path)), *_told(node), shown(value), source))
    head = ("path", "in short", "meaning", "unit", "range", "plausible", "baseline", "source")
    return f"### Parameters: `{part}`\n\n" + table(head, rows)


def _types(schema: Schema, baseline: Tree) -> str:
    """One row a trait, one column a loyalty type."""
    block = _resolved(schema, schema["$defs"]["Customers"]["properties"]["types"])
    kinds = list(block["properties"])
    blocks = [_resolved(schema, block["properties"][kind]) for kind in kinds]
    traits = {name: node for kind in blocks for name, node in kind["properties"].items()}
    rows: list[tuple[str, ...]] = []
    for name, node in traits.items():
        own = [kind for kind in kinds if name in get(baseline, (*TYPES, kind))]
        values = [shown(get(baseline, (*TYPES, kind, name))) if kind in own else "" for kind in kinds]
        source = source_of((*TYPES, own[0], name))
        rows.append((_code(name), *_told(node), *values, source))
    head = ("trait", "in short", "meaning", "unit", "range", "plausible", *kinds, "source")
    return "### Parameters: `customers.types`\n\n" + table(head, rows)


def _firms(schema: Schema) -> str:
    """What a firm says beside its strategies, with defaults."""
    rows = [
        (_code(format_path(path)), *_told(node), shown(node["default"]), _own_source(node))
        for path, node in leaves(schema, schema["$defs"]["Firm"], ())
        if "unit" in node
    ]
    head = ("key", "in short", "meaning", "unit", "range", "plausible", "default", "source")
    return "### Parameters: `firms.<name>`\n\n" + table(head, rows)


def _members(schema: Schema, union: Schema, tag: str, part: str) -> str:
    """What one can choose from, and the parameters of each choice; equal defaults stand together."""
    members = {name: schema["$defs"][ref.rsplit("/", 1)[-1]] for name, ref in union["discriminator"]["mapping"].items()}
    choices = [(_code(name), _first_sentence(member["description"])) for name, member in sorted(members.items())]
    found: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for name, member in sorted(members.items()):
        for key, node in member["properties"].items():
            if key != tag:
                value = shown(node["default"]) if "default" in node else "required"
                row = (_code(key), *_told(node))
                found.setdefault(row, {}).setdefault(value, []).append(_sourced(name, node))
    rows = [(*row, by_choice(defaults, len(members))) for row, defaults in sorted(found.items())]
    head = ("parameter", "in short", "meaning", "unit", "range", "plausible", "default")
    title = f"### Parameters: `{part}`\n\n"
    return title + table((tag, "what it does"), choices) + "\n\n" + table(head, rows)


def _sourced(name: str, node: Schema) -> str:
    source = _own_source(node)
    return name if source == "P" else f"{name} [{source}]"


def by_choice(defaults: Mapping[str, list[str]], choices: int) -> str:
    """Each default with those that have it; one that all share stands alone."""
    if len(defaults) == 1 and len(next(iter(defaults.values()))) == choices:
        return next(iter(defaults))
    return "; ".join(f"{value} ({', '.join(names)})" for value, names in defaults.items())


def leaves(schema: Schema, node: Schema, path: Keys) -> Iterator[tuple[Keys, Schema]]:
    """Every single quantity below a block, in the order of the block."""
    block = _resolved(schema, node)
    if "properties" not in block:
        yield path, block
        return
    for name, child in block["properties"].items():
        yield from leaves(schema, child, (*path, name))


def _resolved(schema: Schema, node: Schema) -> Schema:
    blocks = [node, *(part for part in node.get("anyOf", ()) if "unit" not in node)]
    named = [block["$ref"].rsplit("/", 1)[-1] for block in blocks if "$ref" in block]
    return schema["$defs"][named[0]] if named else node


def _told(node: Schema) -> tuple[str, str, str, str, str]:
    """Label, meaning, unit, range and plausible range of a quantity."""
    meaning = str(node.get("description", "")).rstrip(".")
    is_acronym = meaning[1:2].isupper()
    unit = str(node.get("unit", "")) + (" at a usual price of 10" if "follows" in node else "")
    meaning = meaning if is_acronym else meaning[:1].lower() + meaning[1:]
    plausible = plausible_range(node["plausible"]).words if "plausible" in node else ""
    return str(node.get("label", "")), meaning, unit, _range(node), plausible


def _range(node: Schema) -> str:
    for part in node.get("anyOf", ()):
        if part.get("type") != "null":
            node = {**part, **node}
    if "enum" in node:
        return ", ".join(map(str, node["enum"]))
    if "minimum" in node and "maximum" in node:
        return f"{shown(node['minimum'])} to {shown(node['maximum'])}"
    words = {"minimum": "≥", "exclusiveMinimum": ">", "maximum": "≤", "exclusiveMaximum": "<"}
    return ", ".join(f"{sign} {shown(node[bound])}" for bound, sign in words.items() if bound in node)


def shown(value: Any) -> str:
    """A value as tables show it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,.12g}" if abs(value) < 1e15 else f"{value:.3g}"
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value)) or "none"
    return "none" if value in (None, "") else str(value)


def _own_source(node: Schema) -> str:
    return str(node["source"])


def _first_sentence(text: str) -> str:
    return " ".join(text.split("\n\n", maxsplit=1)[0].split())


def _code(name: str) -> str:
    return f"`{name}`"


def table(head: tuple[str, ...], rows: Rows) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


if __name__ == "__main__":
    ODD.write_text(rewritten(ODD.read_text(encoding="utf-8")), encoding="utf-8")
