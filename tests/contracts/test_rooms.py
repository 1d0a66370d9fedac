"""The house: each room says which question it answers and what it offers, and nobody reaches past that."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import networkx as nx
import pytest
from grimp import ImportGraph, build_graph

ROOT = Path(__file__).parents[2]
PACKAGES = ("simulation", "analysis")
MOST_FILES = 14
CATALOGUES = {
    "analysis.cli": "a file an answer that is printed",
    "analysis.cli.commands": "a file a command",
    "analysis.evidence.findings": "a file a group of claims",
    "analysis.figures": "a file a kind of figure",
    "analysis.dashboard": "a file a part of the page",
    "analysis.lessons.cases": "a file a lesson",
    "simulation.week": "a file a phase",
}
LONGEST_CHAIN = 11  # the rules by which four kinds look around under contract stand above the kinds themselves
LIGHT = {"click", "analysis", "simulation"}
"""What may be loaded before a command knows what it is asked; our own modules weigh what they load."""


@cache
def graph() -> ImportGraph:
    return build_graph(*PACKAGES, include_external_packages=True, cache_dir=None)


@cache
def rooms() -> list[str]:
    """Every package, a room within a room too."""
    found = [path.parent for name in PACKAGES for path in (ROOT / name).rglob("__init__.py")]
    return sorted(".".join(path.relative_to(ROOT).parts) for path in found)


@cache
def room_of(module: str) -> str:
    """The room in which a module lies; a room lies in itself."""
    return module if module in rooms() else module.rpartition(".")[0]


@cache
def offered(room: str) -> set[str]:
    """What the door of a room names, or takes from its files itself."""
    return named(room) | {name.removeprefix(f"{room}.") for name in graph().find_modules_directly_imported_by(room)}


@cache
def named(room: str) -> set[str]:
    """What the door of a room names."""
    tree = ast.parse((ROOT.joinpath(*room.split(".")) / "__init__.py").read_text("utf-8"))
    return {
        name
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        for name in ast.literal_eval(node.value)
    }


def own(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in PACKAGES


@pytest.mark.parametrize("room", rooms())
def test_a_room_states_its_question(room):
    head = ast.get_docstring(ast.parse((ROOT.joinpath(*room.split(".")) / "__init__.py").read_text("utf-8")))
    assert head
    assert "?" in head, f"{room}/__init__.py does not say which question the room answers"


def test_nobody_reaches_past_the_door_of_a_room():
    past = {
        f"{module} imports {target}, which {room_of(target)} does not offer"
        for module in graph().modules
        if own(module)
        for target in graph().find_modules_directly_imported_by(module)
        if own(target)
        and room_of(target) not in PACKAGES
        and not f"{module}.".startswith(f"{room_of(target)}.")
        and target not in rooms()
        if target.rpartition(".")[2] not in offered(room_of(target))
    }
    assert not past, "\n".join(sorted(past))


def test_a_room_offers_only_what_somebody_takes():
    users = {
        target
        for module in graph().modules
        if own(module)
        for target in graph().find_modules_directly_imported_by(module)
        if not f"{module}.".startswith(f"{room_of(target)}.")
    }
    python = {path for folder in ("tests", "tools", "docs", "benchmarks") for path in (ROOT / folder).rglob("*.py")}
    told = "\n".join(path.read_text("utf-8") for path in python)
    idle = {
        f"{room}.{name}"
        for room in rooms()
        for name in named(room)
        if f"{room}.{name}" in graph().modules and f"{room}.{name}" not in users and f"{room}.{name}" not in told
    }
    assert not idle


@pytest.mark.parametrize("room", rooms())
def test_a_room_is_small_enough_to_know(room):
    files = [path for path in ROOT.joinpath(*room.split(".")).glob("*.py") if path.name != "__init__.py"]
    assert len(files) <= MOST_FILES or room in CATALOGUES, f"{room} has {len(files)} files"


def ties_within(package: str, *, parts: int) -> nx.DiGraph:
    """Which module, or room where only so many parts of a name count, imports which, imports for types counted."""
    ties = nx.DiGraph()
    for module in graph().modules:
        for target in graph().find_modules_directly_imported_by(module):
            one, other = (".".join(name.split(".")[:parts]) for name in (module, target))
            if one != other and {one.split(".")[0], other.split(".")[0]} == {package}:
                ties.add_edge(one, other)
    return ties


@pytest.mark.parametrize("parts", [2, 9], ids=["rooms", "modules"])
@pytest.mark.parametrize("package", PACKAGES)
def test_from_the_top_of_a_package_to_its_ground_it_is_not_far(package, parts):
    ties = ties_within(package, parts=parts)
    assert nx.is_directed_acyclic_graph(ties), list(nx.simple_cycles(ties))[:3]
    chain = nx.dag_longest_path(ties)
    assert len(chain) <= LONGEST_CHAIN, " > ".join(chain)


def named_by(node: ast.Import | ast.ImportFrom) -> set[str]:
    """Modules that an import loads, as far as they are ours or a library."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    inside = {f"{node.module}.{alias.name}" for alias in node.names}
    return inside & graph().modules or {str(node.module)}


def at_top(body: list[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """Imports that happen when the module is loaded."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If | ast.Try) and "TYPE_CHECKING" not in ast.unparse(node).splitlines()[0]:
            yield from at_top(node.body)


@cache
def tree_of(module: str) -> ast.Module:
    path = ROOT.joinpath(*module.split("."))
    return ast.parse((path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text("utf-8"))


@cache
def weight(module: str) -> frozenset[str]:
    """Third parties that are loaded with a module."""
    found, waiting, seen = set(), [module], set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if not own(one):
            found.add(one.split(".")[0])
            continue
        waiting += [one.rpartition(".")[0]] if "." in one else []
        waiting += [name for node in at_top(tree_of(one).body) for name in named_by(node)]
    return frozenset(found - LIGHT - sys.stdlib_module_names)


def test_own_modules_are_imported_late_only_for_the_third_parties_that_they_load() -> None:
    needless = {
        f"{module}:{node.lineno} imports {', '.join(sorted(named_by(node)))} inside a function, and need not"
        for module in graph().modules
        if own(module)
        for function in ast.walk(tree_of(module))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and all(map(own, named_by(node)))
        if not set().union(*map(weight, named_by(node))) - weight(module)
    }
    assert not needless, "\n".join(sorted(needless))
