"""Children that share one start: what takes Python a second to load is loaded once, and each child is a fork of that.

A child has the same libraries loaded and nothing of ours, and otherwise runs as `python FILE`, `python -m MODULE` or
`python -c CODE` would. Where the system cannot fork soundly it is an ordinary process.
"""

import atexit
import contextlib
import gc
import json
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

CAN_FORK = sys.platform == "linux"
READ_AT_START = ("NUMBA_", "OMP_", "OPENBLAS_")
"""Settings that libraries read when they are loaded: for other values of these there is another start."""
Ended = subprocess.CompletedProcess[str]


def run(words: list[str], folder: Path, environment: Mapping[str, str]) -> Ended:
    """What Python does with these words: how it ended, and what it printed."""
    if not CAN_FORK:
        line = [sys.executable, *words]
        return subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    early = {name: value for name, value in environment.items() if name.startswith(READ_AT_START)}
    with tempfile.TemporaryDirectory() as scratch:
        asked = {"words": words, "folder": str(folder.resolve()), "environment": dict(environment), "scratch": scratch}
        code = _start(tuple(sorted(early.items()))).code_of(asked)
        printed = [(Path(scratch) / name).read_text(encoding="utf-8") for name in ("out", "err")]
    return subprocess.CompletedProcess([sys.executable, *words], code, *printed)


class Start:
    """The process that is forked."""

    def __init__(self, early: dict[str, str]) -> None:
        names = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", *READ_AT_START))}
        line = [sys.executable, __file__]
        self._process = subprocess.Popen(
            line, cwd="/", env=names | early, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        atexit.register(self.close)

    def code_of(self, asked: dict[str, Any]) -> int:
        """What a child ended with."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(asked)}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """End it, as the tests do."""
        with contextlib.suppress(OSError):
            self._process.communicate()


@cache
def _start(early: tuple[tuple[str, str], ...]) -> Start:
    return Start(dict(early))


def load_libraries() -> None:
    """What nearly every child needs, but for what reads the folder or our own settings when it is loaded."""
    import numba

    for name in ("mesa", "pandas", "pydantic", "pytest", "yaml"):
        import_module(name)
    numba.njit(lambda number: number + 1.0)(1.0)  # whatever it loads late
    gc.freeze()  # a child that collects garbage need not look at these, which would copy them


def serve() -> dict[str, Any]:
    """Answer each request with what its child ended with; in a child, return the request."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            return json.loads(line)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()
    sys.exit()


def settle(asked: dict[str, Any]) -> None:
    """Let this process look as if it had begun in that folder, with those words and settings."""
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    flags = os.O_WRONLY | os.O_CREAT
    for stream, name in ((1, "out"), (2, "err")):
        opened = os.open(Path(asked["scratch"]) / name, flags, 0o600)
        os.dup2(opened, stream)
        os.close(opened)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  # the stream of this process
    sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))


def begin(words: list[str]) -> None:
    """Do what the words say: `-c CODE …`, `-m MODULE …` or `FILE …`."""
    kind = words[0] if words[0] in {"-c", "-m"} else ""
    what, *rest = words[1:] if kind else words
    first = str(Path(what).resolve().parent) if not kind else "" if kind == "-c" else str(Path.cwd())
    around = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    sys.path[:0] = [first, *around]
    sys.argv = [kind or what, *rest]
    if kind == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
        return
    sys.modules["__main__"] = own = ModuleType("__main__")
    if not kind:
        own.__file__ = str(Path(what).absolute())
        what = Path(what).read_text(encoding="utf-8")
    exec(compile(what, getattr(own, "__file__", "<string>"), "exec"), vars(own))


if __name__ == "__main__":
    del sys.path[0]  # the folder of this file
    load_libraries()
    REQUEST = serve()
    settle(REQUEST)
    begin(REQUEST["words"])
