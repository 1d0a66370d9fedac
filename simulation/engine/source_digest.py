"""The files that compiled rules rest on, found by reading what each of them imports, and a digest of them all."""

import ast
import hashlib
import platform
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import llvmlite
import numba
import numpy as np

PACKAGE = Path(__file__).parents[1]
DECORATORS = {("rule",), ("row",), ("phase",)}
DECORATED = re.compile(r"@\s*[\w.]*(rule|row|phase)\b")
SETTINGS = ("OPT", "BOUNDSCHECK", "DEBUGINFO_DEFAULT", "LOOP_VECTORIZE", "SLP_VECTORIZE", "ENABLE_AVX")
"""Settings of Numba that go into what it compiles and not into the names of what it keeps."""


def compiled_sources(package: Path = PACKAGE) -> list[Path]:
    """Files with compiled rules, and all files of the package that they import, directly or not."""
    found = set(sources(package))
    nodes: dict[Path, list[Any]] = {}
    reached = [path for path in sorted(found) if _has_rules(path, nodes)]
    for path in reached:
        running = nodes[path] if path in nodes else _running(path)
        for dotted in _imported(running, module_of(path, package), is_package=path.name == "__init__.py"):
            parts = dotted.split(".")
            if parts[0] == package.name:
                base = package.joinpath(*parts[1:])
                wanted = base.with_suffix(".py"), base / "__init__.py"
                reached += [path for path in wanted if path in found and path not in reached]
    return sorted(reached)


def sources(package: Path = PACKAGE) -> list[Path]:
    """The Python files of a package, without what systems and editors put beside them (`._chance.py`)."""
    found = sorted(package.rglob("*.py"))
    return [path for path in found if not any(part.startswith(".") for part in path.relative_to(package).parts)]


def source_digest(package: Path = PACKAGE) -> str:
    """Sixteen hexadecimal digits that change with any source that compiled rules rest on, and with what compiles."""
    return digest_of(compiled_sources(package), package)


def digest_of(files: Iterable[Path], package: Path = PACKAGE) -> str:
    """The digest of these files of a package."""
    versions = numba.__version__, llvmlite.__version__, np.__version__, platform.python_version(), platform.machine()
    settings = [f"{name}={getattr(numba.config, name, None)}" for name in SETTINGS]
    digest = hashlib.sha256(" ".join([*versions, *settings]).encode())
    for source in files:
        digest.update(source.relative_to(package).as_posix().encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _has_rules(path: Path, nodes: dict[Path, list[Any]]) -> bool:
    """Whether a file compiles anything: something in it bears one of our decorators. `nodes` keeps what was read."""
    if not DECORATED.search(path.read_text(encoding="utf-8")):
        return False
    nodes[path] = _running(path)
    functions = (node for node in nodes[path] if isinstance(node, ast.FunctionDef))
    return any(_dotted(mark)[-1:] in DECORATORS for node in functions for mark in node.decorator_list)


def module_of(path: Path, package: Path = PACKAGE) -> str:
    """The dotted name of a file's module."""
    parts = [package.name, *path.relative_to(package).with_suffix("").parts]
    return ".".join(parts[:-1] if path.name == "__init__.py" else parts)


def _imported(nodes: list[Any], module: str, *, is_package: bool) -> Iterator[str]:
    """Every dotted name that a file imports, or reaches through a module that it has imported; modules among them."""
    bound: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
                first = alias.name.split(".")[0]
                bound[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, module, is_package=is_package)
            yield base
            for alias in node.names:
                yield f"{base}.{alias.name}"
                bound[alias.asname or alias.name] = f"{base}.{alias.name}"
    for node in nodes:
        if isinstance(node, ast.Attribute) and (names := _dotted(node)) and names[0] in bound:
            yield ".".join([bound[names[0]], *names[1:]])


def _base(node: ast.ImportFrom, module: str, *, is_package: bool) -> str:
    """The module that `from … import` names: each dot but the first goes one package up."""
    if not node.level:
        return str(node.module)
    around = module.split(".")
    around = around[: len(around) - node.level + is_package]
    return ".".join([*around, *([node.module] if node.module else [])])


def _dotted(node: ast.AST) -> tuple[str, ...]:
    """The names of `a.b.c`, in order; none where it begins with something else than a name."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return (node.id, *reversed(names)) if isinstance(node, ast.Name) else ()


def _running(path: Path) -> list[Any]:
    """Every node of a file, but for what only a checker of types reads."""
    nodes: list[Any] = []
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and _dotted(node.test)[-1:] == ("TYPE_CHECKING",):
            waiting += node.orelse
            continue
        nodes.append(node)
        waiting += ast.iter_child_nodes(node)
    return nodes
