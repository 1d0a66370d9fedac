"""A child that shares its start ends and speaks as an ordinary process does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import one_start

SCRIPT = """
import os, sys
print(__name__, sys.argv, sys.path[0], os.getcwd(), os.environ["MOOD"], "simulation" in sys.modules, sys.stdin.read())
print(getattr(sys.modules["__main__"], "__file__", None), sys.path.count(os.environ["PYTHONPATH"]), file=sys.stderr)
if sys.argv[-1] == "exit":
    sys.exit(3)
raise ValueError("no such luck")
"""
WAYS = {"file": ["script.py"], "module": ["-m", "script"], "text": ["-c", SCRIPT]}


@pytest.mark.parametrize("last", ["exit", "raise"])
@pytest.mark.parametrize("words", WAYS.values(), ids=WAYS)
def test_it_ends_and_speaks_as_an_ordinary_process(words: list[str], last: str, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    around = os.environ | {"MOOD": "good", "PYTHONPATH": str(tmp_path / "more")}
    found = one_start.run([*words, last], tmp_path, around)
    line = [sys.executable, *words, last]
    expected = subprocess.run(
        line, cwd=tmp_path, env=around, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stdout) == (expected.returncode, expected.stdout)
    ends = [(told.stderr.splitlines()[0], told.stderr.splitlines()[-1]) for told in (found, expected)]
    assert ends[0] == ends[1]
