"""What all tests meet: the same examples of properties each time, and commands that hear Ctrl-C.

`--hypothesis-profile=explore` looks for new examples.
"""

from __future__ import annotations  # the oldest pytest allowed has no name for the type of its reporter

import os
import signal

import pytest
from hypothesis import settings

# No deadline: the first call of a compiled rule compiles it.
settings.register_profile("repeat", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("repeat")


def pytest_configure() -> None:
    """Hear Ctrl-C even where a shell started the tests in the background, deaf to it as all that they start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.pop("COLUMNS", None)  # processes beside each other get one, and commands heed it


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the files that have grown long, which `tests/contracts/test_words.py` finds."""
    long: dict[str, int] = {}
    for report in (report for reports in terminalreporter.stats.values() for report in reports):
        for name, found in getattr(report, "user_properties", ()):
            long |= found if name == "long files" else {}
    for name, lines in sorted(long.items()):
        terminalreporter.write_line(f"warning: {name} has {lines} lines; 250 are plenty, 400 are refused")
