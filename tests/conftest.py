"""What all tests meet: the same examples of properties each time, and commands that hear Ctrl-C.

`--hypothesis-profile=explore` looks for new examples.
"""

import os
import signal

from hypothesis import settings

# No deadline: the first call of a compiled rule compiles it.
settings.register_profile("repeat", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("repeat")


def pytest_configure() -> None:
    """Hear Ctrl-C even where a shell started the tests in the background, deaf to it as all that they start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.pop("COLUMNS", None)  # processes beside each other get one, and commands heed it
