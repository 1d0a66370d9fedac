"""All luck comes from `chance`: nothing in the simulation draws from a stream of random numbers."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "simulation"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent.name != "array_agents")
"""The agents only hand Mesa's generators on to whoever asks for a shuffled set."""
STREAMS = {"random", "rng", "shuffle", "shuffle_do", "default_rng", "RandomState", "urandom"}
LIBRARIES = {"random", "secrets", "uuid"}


def luck_in(source: str) -> Iterator[str]:
    """Every import or attribute by which code could draw from a stream."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if set(alias.name.split(".")) & LIBRARIES)
        elif isinstance(node, ast.ImportFrom):
            names = {*str(node.module).split("."), *(alias.name for alias in node.names)}
            yield from sorted(names & (LIBRARIES | STREAMS))
        elif isinstance(node, ast.Attribute) and node.attr in STREAMS:
            yield ast.unparse(node)


ASKED_FOR = {"replicate_number.py": ("np.random", "np.random.default_rng")}
"""A generator that a Mesa user hands over names the replicate; nothing in the market draws from it."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_file_draws_from_no_stream(path: Path) -> None:
    found = [one for one in luck_in(path.read_text(encoding="utf-8")) if one not in ASKED_FOR.get(path.name, ())]
    assert found == []


@pytest.mark.parametrize(
    "source",
    ["import random", "from random import shuffle", "import numpy.random", "from numpy import random",
     "np.random.rand()", "self.model.random.choice(x)", "self.rng.normal()", "agents.shuffle_do('step')",
     "import secrets"],
)  # fmt: skip
def test_each_way_to_draw_is_found(source: str) -> None:
    assert list(luck_in(source))


def test_scipys_random_variates_are_not_used_either() -> None:
    assert not [path for path in FILES if ".rvs(" in path.read_text(encoding="utf-8")]
