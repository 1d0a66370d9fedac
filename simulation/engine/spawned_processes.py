"""Processes that start without running the user's script again, which then needs no `if __name__ == "__main__":`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def without_script() -> Iterator[None]:
    """Processes begun within the block take nothing from the program that began them but where modules are found.

    Else Python has each of them run the script first, or fail to find the one that came from standard input; a script
    without the guard would start the study anew in every process.
    """
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script
