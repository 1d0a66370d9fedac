"""The numbers of human nature as compiled rules take them, made from the blocks in which they are declared.

`python -m tools.compiled_parameters` writes `simulation/behavior/parameters.py` and
`simulation/state/firm_attributes.py` anew. They hold plain named tuples, so that rules need nothing of what reads
scenarios, and a type checker finds a number that nobody declares.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from simulation.population.derived_parameters import DERIVED, NOT_IN_RULES, Derived
from simulation.reading.block import Block, meaning_with_unit
from simulation.scenario.parameters.customers import Customers
from simulation.scenario.parameters.firm import Firm
from simulation.scenario.parameters.heterogeneity import Heterogeneity
from simulation.scenario.parameters.loyalty_types import Traits, Types

SIMULATION = Path(__file__).resolve().parents[1] / "simulation"
WIDTH = 120
HEAD = '''\
"""Human nature as numbers: what the rules of behaviour read, in the shape that compiled code takes.

Written by `python -m tools.compiled_parameters` from the blocks of `simulation/scenario/parameters/`, which declare
each number by the same name, with its range, default and source. Do not edit it.
"""

from dataclasses import dataclass
from typing import NamedTuple

from simulation.behavior.traits import Traits
from simulation.engine.numba_structs import Handed
'''
TRAITS_HEAD = '''\
"""One loyalty type as numbers, in the shape that compiled code takes.

Written by `python -m tools.compiled_parameters` from `simulation/scenario/parameters/loyalty_types.py`, which declares
each number by the same name, with its range, default and source. Do not edit it.
"""

from typing import NamedTuple
'''
NATURE = '''
@dataclass(frozen=True)
class Nature(Handed):
    """All of it; `types` in the order of LOYALTY_TYPES (loyalty/__init__.py)."""

    types: tuple[Traits, ...]
'''
ATTRIBUTES_HEAD = '''\
"""What customers see of a firm as its block in the scenario states it, in the shape that compiled code takes.

Written by `python -m tools.compiled_parameters` from the numbers of `simulation/scenario/parameters/firm.py` that are
`seen`. Do not edit it.
"""

from typing import NamedTuple

import numpy as np
'''
AS_SEEN = '''\
"""What a customer sees of one firm as it is stated.

Written by `python -m tools.compiled_parameters`, beside `simulation/state/firm_attributes.py`. Do not edit it.
"""

from simulation.engine.compiling import rule
from simulation.state.firm_attributes import FirmAsSeen, FirmAttributes


@rule
def as_seen(table: FirmAttributes, j: int) -> FirmAsSeen:
    """What firm j states."""
    return FirmAsSeen(
FIELDS    )
'''
OWN = '''\
"""The traits of one customer: those of its type, of which it weighs some in its own way.

Written by `python -m tools.compiled_parameters` from the spreads that
`simulation/scenario/parameters/heterogeneity.py` declares. Do not edit it.
"""

import numpy as np

from simulation.behavior.parameters import Nature
from simulation.behavior.traits import Traits
from simulation.engine.compiling import rule
from simulation.state.tables import World


@rule
def own_traits(world: World, nature: Nature, i: int) -> Traits:
    """What customer i has of its type, and cares for by itself."""
    kind, customers = nature.types[world.customers.loyalty_type[i]], world.customers
    return Traits(
FIELDS    )  # fmt: skip
'''


def compiled_parameters() -> str:
    """The text of the module."""
    parts = {name: block for name, block in blocks(Customers) if name not in (*NOT_IN_RULES, "types")}
    kinds = {kind.kind for parts_of in DERIVED.values() for kind in parts_of.values() if issubclass(kind.kind, Block)}
    texts = [_tuple(kind, {}) for kind in sorted(kinds, key=lambda kind: kind.__name__)]
    texts += [*(_tuple(block, DERIVED.get(name, {})) for name, block in parts.items())]
    fields = "".join(f"    {name}: {block.__name__}\n" for name, block in parts.items())
    return "\n".join([HEAD, *texts, NATURE + fields])


def blocks(block: type[Block]) -> Iterator[tuple[str, type[Block]]]:
    """The blocks within a block, by name."""
    for name, field in block.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Block):
            yield name, field.annotation


def numbers(block: type[Block]) -> dict[str, str]:
    """The numbers that a block declares: name, and a comment of unit and meaning, the label where room is short."""
    found = {}
    for name, field in block.model_fields.items():
        if field.annotation in (float, int):
            extra = _extra(block, name)
            comment = meaning_with_unit(str(extra["unit"]), str(field.description))
            is_short = len(f"    {name}: float = 0.0  # {comment}") <= WIDTH
            found[name] = comment if is_short else meaning_with_unit(str(extra["unit"]), str(extra["label"]))
    return found


def _extra(block: type[Block], name: str) -> Mapping[str, Any]:
    extra = block.model_fields[name].json_schema_extra
    assert isinstance(extra, dict), f"{block.__name__}.{name} is not declared by `quantity`"
    return extra


def _tuple(block: type[Block], derived: Mapping[str, Derived]) -> str:
    lines = [f"    {name}: float  # {comment}" for name, comment in numbers(block).items()]
    return _class(block.__name__, block.__doc__ or "", [*lines, *_derived(derived)])


def traits() -> str:
    """The text of the module with all traits of all types; what only one type has is 0 for the others."""
    shared = numbers(Traits)
    lines = [f"    {name}: float  # {comment}" for name, comment in shared.items()]
    own = {name: comment for _, kind in blocks(Types) for name, comment in numbers(kind).items() if name not in shared}
    lines += [*_derived(DERIVED["types"]), *(f"    {name}: float = 0.0  # {comment}" for name, comment in own.items())]
    return TRAITS_HEAD + "\n" + _class("Traits", "One loyalty type. What only one type has is 0 for the others.", lines)


def _derived(derived: Mapping[str, Derived]) -> list[str]:
    return [f"    {name}: {one.kind.__name__}  # {one.meaning}" for name, one in derived.items()]


def _class(name: str, told: str, lines: list[str]) -> str:
    doc = " ".join(told.split("\n\n", maxsplit=1)[0].split())
    return "\n".join(["", f"class {name}(NamedTuple):", f'    """{doc}"""', "", *lines, ""])


def firm_attributes() -> str:
    """The text of the module on what is seen of a firm as it is stated."""
    seen = {name: comment for name, comment in numbers(Firm).items() if _extra(Firm, name).get("seen")}
    columns = [f"    {name}: np.ndarray  # {comment}" for name, comment in seen.items()]
    plain = [f"    {name}: float  # {comment}" for name, comment in seen.items()]
    tables = [
        _class("FirmAttributes", "One row a firm, shape (firms,), float64: what its block states.", columns),
        _class("FirmAsSeen", "The same of one firm.", plain),
    ]
    return "\n".join([ATTRIBUTES_HEAD, *tables])


def firm_as_seen() -> str:
    """The text of the module that reads one firm's row of it."""
    seen = [name for name in numbers(Firm) if _extra(Firm, name).get("seen")]
    return AS_SEEN.replace("FIELDS", "".join(f"        {name}=table.{name}[j],\n" for name in seen))


def own_traits() -> str:
    """The text of the module that makes one customer's traits."""
    cared = {f"{name.removesuffix('_spread')}_weight" for name in numbers(Heterogeneity) if name.endswith("_spread")}
    own = [name for _, kind in blocks(Types) for name in numbers(kind)]
    names = list(dict.fromkeys([*numbers(Traits), *DERIVED["types"], *own]))
    weighed = [
        f"        {name}=kind.{name} * np.float64(customers.{name.removesuffix('_weight')}_care[i]),\n"
        for name in names if name in cared
    ]  # fmt: skip
    plain = " ".join(f"{name}=kind.{name}," for name in names if name not in cared)
    shared = textwrap.indent(textwrap.fill(plain, WIDTH - 8, break_long_words=False), " " * 8)
    return OWN.replace("FIELDS", "".join(weighed) + shared + "\n")


MODULES: Mapping[Path, Callable[[], str]] = {
    SIMULATION / "behavior" / "parameters.py": compiled_parameters,
    SIMULATION / "state" / "firm_attributes.py": firm_attributes,
    SIMULATION / "behavior" / "traits.py": traits,
    SIMULATION / "week" / "firm_as_seen.py": firm_as_seen,
    SIMULATION / "behavior" / "own_traits.py": own_traits,
}

if __name__ == "__main__":
    for path, made in MODULES.items():
        path.write_text(made(), encoding="utf-8")
