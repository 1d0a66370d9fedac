"""A crowd's loop over rules, in a copy of the engine: small enough to compile in a second, with a cache of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import simulation
from tests import one_start

PACKAGE = Path(simulation.__file__).parent
CROWD = """
import numpy as np
from simulation.engine.chance import gumbel, uniform
from simulation.engine.compiling import phase, rule
from simulation.engine.luck import Luck

SHIFT = 0.0

@rule
def mood(chance: float) -> float:
    return gumbel(chance) + SHIFT

@phase
def moods(luck: Luck, found: np.ndarray) -> None:
    for customer in range(found.size):
        found[customer] = mood(uniform(luck, 1, customer, 2, 3))
"""
TRY = """
import importlib, sys
import numpy as np
from pathlib import Path
from simulation.engine import chance
from simulation.engine.compiling import rule
from simulation.engine.luck import Luck
from simulation.engine.rule_replacement import look_again, replaced
from simulation.week import moods
def total():
    look_again()
    found = np.empty(100)
    moods.moods(Luck(1, 2), found)
    return round(float(found.sum()), 9)
ALWAYS = 2.0
def seven(chance):
    return 7.0
@rule
def always(chance):
    return ALWAYS
def hits():
    return sum(moods.moods.stats.cache_hits.values()) if hasattr(moods.moods, "stats") else 0
print({tries}, hits(), sep="|")
"""


def told(folder: Path, tries: str, **more: str) -> list[str]:
    """What a process of its own prints of what it tries with the crowd, and how often it found it compiled."""
    answer = asked(folder, tries, **more)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip().split("|")


def asked(folder: Path, tries: str, *before: str, first: str = "", **more: str) -> Any:
    """The process itself, at its end; `before` are the words that start it, `first` is what it does first."""
    environment = os.environ | {"PYTHONPATH": str(folder), "LOYALTY_CACHE_DIR": str(folder / "cache")} | more
    environment = {name: value for name, value in environment.items() if value} | {"PYTHONDONTWRITEBYTECODE": "1"}
    words = ["-c", first + TRY.format(tries=tries)]
    if not before and not first:
        return one_start.run(words, folder, environment)
    words = [*before, sys.executable, *words]
    return subprocess.run(words, cwd=folder, env=environment, check=False, capture_output=True, text=True)


def copied_to(folder: Path) -> Path:
    """A copy of the package's engine, with a crowd's loop over rules of its own and of another file."""
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE / "engine", folder / "simulation/engine", ignore=without)
    for name in ("", "week/"):
        (folder / f"simulation/{name}").mkdir(exist_ok=True)
        shutil.copyfile(PACKAGE / f"{name}__init__.py", folder / f"simulation/{name}__init__.py")
    (folder / "simulation/week/moods.py").write_text(CROWD, encoding="utf-8")
    return folder
