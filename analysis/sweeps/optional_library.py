"""Libraries that only some studies need: missed in one line, which says what to install."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from simulation.reading.errors import refused


@contextmanager
def needs(extra: str, library: str) -> Iterator[None]:
    """Refuse in one line where an optional library is missing."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] != library:
            raise
        raise refused(f"needs {library}; install it with: pip install 'loyalty-simulator[{extra}]'") from None
