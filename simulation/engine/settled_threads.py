"""Threads for compiled loops, which run without holding the interpreter."""

import os
from concurrent.futures import ThreadPoolExecutor


def settled_threads(count: int) -> ThreadPoolExecutor:
    """So many threads, each at home on a core of its own where the system allows it: a phase is over before a thread
    that woke beside another one is moved to an idle core.
    """
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
    homes = iter([*cores[1:], *cores])

    def settle() -> None:
        if core := next(homes, None):
            os.sched_setaffinity(0, {core})

    return ThreadPoolExecutor(count, initializer=settle)
