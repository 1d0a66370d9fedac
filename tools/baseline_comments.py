"""The comments of `scenarios/baseline.yaml`: unit, meaning and source of every number, as its block declares them.

`python -m tools.baseline_comments` writes them anew; values stay as they are. Of numbers that each loyalty type has,
the first type's are explained; what stands at another type is left as it is, and so are lines with several numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from simulation.reading.block import meaning_with_unit
from simulation.reading.paths import Path as Keys
from simulation.reading.yaml_document import Document, read_document
from simulation.scenario.declarations import Declaration, declared
from simulation.scenario.inheritance import SHIPPED
from simulation.scenario.price_level import SHOWN_AT

BASELINE: Path = SHIPPED / "baseline.yaml"
COLUMN = 28
TYPES: Keys = ("customers", "types")
PLAIN = "yes/no"
"""Unit of what needs no comment: the switches."""


def commented(text: str) -> str:
    """The text of the baseline with fresh comments."""
    lines = text.splitlines()
    for line, told_so in comments(read_document(text.encode(), BASELINE.name), lines).items():
        value = lines[line].partition("#")[0].rstrip()
        lines[line] = f"{value:<{COLUMN - 1}} # {told_so}"
    return "\n".join(lines) + "\n"


def comments(document: Document, lines: Sequence[str]) -> dict[int, str]:
    """The comment of each line that has one number, by its place from 0; a source said above is not repeated."""
    places = {path: document.keys[path].line - 1 for path in declared() if path in document.keys}
    crowd = Counter(places.values())
    found: dict[int, str] = {}
    seen: set[Keys] = set()
    for path, one in declared().items():
        name = (*TYPES, path[-1]) if path[: len(TYPES)] == TYPES else path
        if path in places and crowd[places[path]] == 1 and name not in seen and one.unit != PLAIN:
            seen.add(name)
            around = (lines[document.key_place(path[:depth]).line - 1] for depth in range(1, len(path)))
            is_said = any(f"[{one.source}]" in line for line in around)
            found[places[path]] = comment(one) + ("" if is_said else f" [{one.source}]")
    return found


def comment(one: Declaration) -> str:
    """Unit and meaning of a parameter; the choices of a name; how many usual prices a cost is that follows them."""
    follows = f"; {one.default / SHOWN_AT:g} usual prices" if one.follows else ""
    choices = f": {', '.join(one.choices)}" if one.choices else ""
    return f"{meaning_with_unit(one.unit, one.meaning)}{choices}{follows}"


if __name__ == "__main__":
    BASELINE.write_text(commented(BASELINE.read_text(encoding="utf-8")), encoding="utf-8")
