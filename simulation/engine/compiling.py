"""Numba behind one name: `rule` compiles a scalar function, `phase` a loop over customers.

Numba's disk cache does not notice that a function from another file changed, so an edited rule would silently
run in its old form inside a cached loop. What is compiled is therefore kept in a folder that carries a digest of all
the sources that matter: edit one of them, and everything compiles afresh. Only functions of these files are kept, and
only while none of them is replaced by another at run time.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

from simulation.engine.compiled_cache import KeptRule, shelf, title
from simulation.engine.rule_replacement import is_as_written, registered, watch
from simulation.engine.source_digest import PACKAGE, compiled_sources, digest_of, module_of, source_digest

__all__ = ["CACHE", "compiled_sources", "is_compiled", "phase", "row", "rule", "source_digest"]

OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
"""Compiled code neither makes nor keeps arrays, so it does without counting references (`_nrt`): in loops over many
columns that costs ten times the work itself."""

Function = TypeVar("Function", bound=Callable[..., Any])

config: Any = numba.config
SOURCES = compiled_sources()
MODULES = [module_of(path) for path in SOURCES]
CACHE = None if config.DISABLE_JIT else shelf(digest_of(SOURCES))
"""Where compiled rules are kept; None where no folder is to be had, and every process compiles its own."""


def is_compiled(functions: Iterable[Any]) -> bool:
    """Whether an earlier process left all these functions compiled for exactly these sources."""
    if config.DISABLE_JIT:
        return True
    found = {file.name.rpartition("-")[0] for file in CACHE.glob("*.code")} if CACHE else set()
    return {title(function) for function in functions} <= found


def rule(function: Function) -> Function:
    """A rule of behaviour: one scalar function, called alike for a single customer and by the crowd's loops, into
    which it is merged (`forceinline`), since it takes some forty numbers. It is compiled once, wherever it is called.
    """
    compiled = _compiled(rule, function, forceinline=True)
    if not config.DISABLE_JIT:
        template = compiled.get_call_template
        compiled.get_call_template = lambda args, kws: template(tuple(map(widened, args)), kws)
    return cast(Function, compiled)


def widened(kind: Any) -> Any:
    """The type in which a rule takes a number: without this, Numba compiles it anew for every constant and width."""
    types: Any = numba.types
    kind = types.unliteral(kind)
    if isinstance(kind, types.Integer) and kind.signed:
        return types.int64
    return types.float64 if kind == types.float32 else kind


def row(function: Function) -> Function:
    """What happens to one row of the tables: merged into the loop that calls it, since a call may cost more than it.

    It is compiled anew at each place that calls it; where there are several, `rule` runs as fast and compiles sooner.
    """
    return cast(Function, _compiled(row, function, inline="always"))


def phase(function: Function) -> Function:
    """A loop over the customers of some chunks; it frees the interpreter, so that chunks run on several threads."""
    return cast(Function, _compiled(phase, function))


def _compiled(kind: Callable[[Any], Any], function: Any, **options: Any) -> Any:
    """The function compiled by Numba; kept on the disk where it is the first of its name from a file of ours."""
    if not hasattr(function, "__code__"):
        raise TypeError(f"{function!r} is no function; @{kind.__name__} stands above a `def`")
    compiled = numba.njit(**OPTIONS, **options)(function)
    is_own = Path(function.__code__.co_filename).is_relative_to(PACKAGE)
    watch([*MODULES, function.__module__] if is_own else MODULES)
    if registered(compiled, kind, is_own=is_own) and CACHE and not config.DISABLE_JIT:
        compiled._cache = KeptRule(function, CACHE, is_as_written)  # noqa: SLF001  # Numba has no other way in
    return compiled
