"""Numba behind one name: `rule` compiles a scalar function, `phase` a loop over customers.

Numba's disk cache does not notice that a function from another file changed, so an edited rule would silently
run in its old form inside a cached loop. The cache therefore lies in a folder that carries a digest of all the
package's sources: edit anything, and everything compiles afresh.
"""

import hashlib
import os
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

PACKAGE = Path(__file__).parent
Function = TypeVar("Function", bound=Callable[..., Any])


def source_digest(package: Path = PACKAGE) -> str:
    """Sixteen hexadecimal digits that change with any source of the package, with Numba or with Python."""
    digest = hashlib.sha256(f"{numba.__version__} {platform.python_version()} {platform.machine()}".encode())
    for source in sorted(package.rglob("*.py")):
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
numba.config.CACHE_DIR = str(CACHE)


def is_compiled() -> bool:
    """Whether an earlier process left compiled rules for exactly these sources."""
    return bool(numba.config.DISABLE_JIT) or any(CACHE.rglob("*.nbi"))


def rule(function: Function) -> Function:
    """A rule of behaviour: one scalar function, called alike for a single customer and by the crowd's loops."""
    return cast(Function, numba.njit(cache=True, nogil=True, error_model="numpy")(function))


phase = rule
"""A loop over the customers of one chunk; it frees the interpreter, so that chunks run on several threads."""
