"""Processor seconds inside compiled phases, always counted, so that whatever a study takes beside them can be seen."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any


class TimeSpent:
    """Processor seconds of this process's compiled phases, and of its workers' as far as they have told them."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._met: set[int] = set()
        self._lock = threading.Lock()

    def add(self, seconds: float) -> None:
        """Count so many seconds more; threads may do so side by side."""
        with self._lock:
            self._seconds += seconds

    def taken(self) -> float:
        """The seconds counted, which begin again at 0: a worker tells them with what it made, and each only once."""
        with self._lock:
            seconds, self._seconds = self._seconds, 0.0
        return seconds

    @property
    def seconds(self) -> float:
        """What was counted so far."""
        return self._seconds

    def is_first(self, phase: Any) -> bool:
        """Whether this process meets a phase for the first time: it is loaded, or compiled, before it runs."""
        is_new = id(phase) not in self._met
        self._met.add(id(phase))
        return is_new


SPENT = TimeSpent()
"""This process's own."""


def timed(phase: Callable[..., Any], *arguments: Any) -> Any:
    """What a compiled phase gives; its processor seconds in this thread are counted, but for those of its first call,
    most of which go into loading it.
    """
    if SPENT.is_first(phase):
        return phase(*arguments)
    began = time.thread_time()
    try:
        return phase(*arguments)
    finally:
        SPENT.add(time.thread_time() - began)
