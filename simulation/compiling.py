"""Numba behind one name: `rule` compiles a scalar function, `phase` a loop over customers.

Numba's disk cache does not notice that a function from another file changed, so an edited rule would silently
run in its old form inside a cached loop. The cache therefore lies in a folder that carries a digest of all the
sources that matter: edit one of them, and everything compiles afresh.
"""

import hashlib
import os
import platform
import re
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

PACKAGE = Path(__file__).parent
IMPORT = re.compile(r"^from (simulation[.\w]*) import (\([^)]*\)|[^\n(]*)", re.MULTILINE)
COMPILED = re.compile(r"^@(rule|row|phase)$", re.MULTILINE)
OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": False}
"""Compiled code neither makes nor keeps arrays, so it does without counting references (`_nrt`): in loops over many
columns that costs ten times the work itself."""

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled_sources(package: Path = PACKAGE) -> list[Path]:
    """Files with compiled rules, and all files of the package that they import, directly or not."""
    text = {path: path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py"))}
    reached = [path for path in text if COMPILED.search(text[path])]
    for path in reached:
        for module, names in IMPORT.findall(text[path]):
            base = package.joinpath(*module.split(".")[1:])
            wanted = [base.with_suffix(".py"), base / "__init__.py"]
            named = names.replace(" as ", ",").strip("()").split(",")
            wanted += [(base / name.strip()).with_suffix(".py") for name in named]
            reached += [found for found in wanted if found in text and found not in reached]
    return sorted(reached)


def source_digest(package: Path = PACKAGE) -> str:
    """Sixteen hexadecimal digits that change with any source that compiled rules rest on, with Numba or Python."""
    digest = hashlib.sha256(f"{numba.__version__} {platform.python_version()} {platform.machine()}".encode())
    for source in compiled_sources(package):
        digest.update(source.relative_to(package).as_posix().encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def cache_home() -> Path:
    """Where compiled rules are kept: `LOYALTY_CACHE_DIR`, else the user's cache folder, else the system's."""
    chosen = os.environ.get("LOYALTY_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    for home in (Path(chosen) if chosen else Path("~/.cache"), Path(tempfile.gettempdir())):
        try:
            folder = home.expanduser() / "loyalty-simulator"
            folder.mkdir(parents=True, exist_ok=True)
        except (OSError, RuntimeError):
            continue
        if os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="loyalty-simulator-"))


CACHE = cache_home() / f"rules-{source_digest()}"
config: Any = numba.config
config.CACHE_DIR = str(CACHE)


def is_compiled(functions: Iterable[Any]) -> bool:
    """Whether an earlier process left all these functions compiled for exactly these sources."""
    if config.DISABLE_JIT:
        return True
    found = {index.name.split("-")[0] for index in CACHE.rglob("*.nbi")}
    return {f"{function.__module__.rpartition('.')[2]}.{function.__name__}" for function in functions} <= found


def rule(function: Function) -> Function:
    """A rule of behaviour: one scalar function, called alike for a single customer and by the crowd's loops, into
    which it is merged (`forceinline`), since it takes some forty numbers. It is compiled once, wherever it is called.
    """
    compiled = numba.njit(forceinline=True, **OPTIONS)(function)
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
    return cast(Function, numba.njit(inline="always", **OPTIONS)(function))


def phase(function: Function) -> Function:
    """A loop over the customers of some chunks; it frees the interpreter, so that chunks run on several threads."""
    return cast(Function, numba.njit(**OPTIONS)(function))
