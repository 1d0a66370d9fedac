"""Every parameter that there is: what it means, its default, what is plausible of it, and what a scenario says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from analysis.uncertainty.assumptions import Assumption, assumptions_of
from simulation.market.events.shocks import Event
from simulation.reading.block import Block
from simulation.reading.paths import Path, format_path, get
from simulation.reading.plausible_range import FORMS, plausible_range
from simulation.scenario.declarations import source_of
from simulation.scenario.load import load
from simulation.scenario.parameters.care import OtherGoods
from simulation.scenario.parameters.firm import Firm
from simulation.scenario.plausible import Leaf, leaves
from simulation.scenario.scenario import Scenario

FIRM: Path = ("firms", "<name>")
EVENT: Path = ("events", "<number>")
STRATEGIES = ("pricing", "service", "recovery")
OF_THE_MARKET = ("market", "customers", "run")


class Listed(NamedTuple):
    """A parameter as it is listed; `value` is what a scenario says, None where no scenario was asked."""

    path: str
    label: str
    meaning: str
    unit: str
    default: str
    plausible: str
    source: str
    value: str | None = None

    def speaks_of(self, words: str) -> bool:
        """Whether all words stand in its path, its label or its meaning."""
        told = f"{self.path} {self.label} {self.meaning}".lower()
        return all(word in told for word in words.lower().split())


def parameters() -> list[Listed]:
    """All that a scenario may say, with defaults; those of loyalty types are the baseline's."""
    of_market = [_listed(leaf) for leaf in leaves(load("baseline")) if leaf.path[0] in OF_THE_MARKET]
    of_firms = [_listed(Leaf(path, None, field))._replace(default=default) for path, field, default in _of_firms()]
    return of_market + of_firms


def parameters_of(scenario: Scenario) -> list[Listed]:
    """All that a scenario says, with its values, and what is plausible of each of them there."""
    told: dict[str, list[str]] = {}
    for one in assumptions_of(scenario):
        told.setdefault(one.path if one.plan is None else "", []).append(_words(one))
    found = []
    for leaf in leaves(scenario):
        entries = range(len(leaf.value)) if isinstance(leaf.value, tuple) else ()
        paths = [format_path(leaf.path), *(format_path((*leaf.path, place)) for place in entries)]
        here = "; ".join(words for path in paths for words in told.get(path, ()))
        found.append(_listed(leaf)._replace(value=_shown(leaf.value), plausible=here))
    return found


def _of_firms() -> Iterator[tuple[Path, FieldInfo, str]]:
    """What a firm and an event may say: path, declaration, and the default or that of each strategy or event."""
    for leaf in leaves(Firm(), FIRM):
        if leaf.path[2] not in STRATEGIES:
            yield leaf.path, leaf.field, _shown(leaf.field.default)
    yield from _of_blocks((*FIRM, "extension"), [OtherGoods])
    for name in STRATEGIES:
        yield from _of_blocks((*FIRM, name), get_args(Firm.model_fields[name].annotation))
    yield from _of_blocks(EVENT, get_args(get_args(Event)[0]))


def _of_blocks(path: Path, kinds: Any) -> Iterator[tuple[Path, FieldInfo, str]]:
    """Parameters of blocks of which one is chosen; where defaults differ, each with the choices that have it."""
    found: dict[str, dict[str, list[str]]] = {}
    fields: dict[str, FieldInfo] = {}
    for kind in kinds:
        for name, field in kind.model_fields.items():
            if isinstance(field.json_schema_extra, dict) and "unit" in field.json_schema_extra:
                fields.setdefault(name, field)
                found.setdefault(name, {}).setdefault(_shown(field.default), []).append(_name(kind))
    for name, defaults in found.items():
        choices = [f"{value} ({', '.join(names)})" for value, names in defaults.items()]
        yield (*path, name), fields[name], next(iter(defaults)) if len(defaults) == 1 else "; ".join(choices)


def _name(kind: type[Block]) -> str:
    """The word by which a scenario chooses the block."""
    tags = (kind.model_fields[key].default for key in ("strategy", "event") if key in kind.model_fields)
    return str(next(tags, ""))


def _listed(leaf: Leaf) -> Listed:
    extra, path, default = leaf.extra, _written(leaf.path), leaf.field.default
    if default is PydanticUndefined and leaf.path[0] in OF_THE_MARKET:
        default = get(_baseline(), leaf.path)
    words = plausible_range(str(extra["plausible"])).words if "plausible" in extra else ""
    source = source_of(leaf.path) or str(extra["source"])
    meaning = str(leaf.field.description)
    return Listed(path, str(extra["label"]), meaning, str(extra["unit"]), _shown(default), words, source)


def _written(path: Path) -> str:
    """The path, with what stands for any firm or event unquoted."""
    return ".".join(key if isinstance(key, str) and key.startswith("<") else format_path((key,)) for key in path)


@cache
def _baseline() -> Any:
    return load("baseline").tree()


def _words(one: Assumption) -> str:
    """What is plausible, in words."""
    if one.chance is not None:
        return f"on with a chance of {one.chance:g}"
    if one.choices:
        return " or ".join(map(_shown, one.choices))
    form = {"log_uniform": "log"}.get(one.form, one.form)
    return f"{one.ends[0]:.4g} to {one.ends[1]:.4g}{FORMS.get(form, '')}"


def _shown(value: Any) -> str:
    """A value as a scenario would write it."""
    if value is PydanticUndefined:
        return "required"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_shown, value))}]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return f"{value:.12g}" if isinstance(value, float) else str(value)
