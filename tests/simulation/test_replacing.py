"""A rule replaced while the program runs holds at once, everywhere, and leaves nothing behind on the disk."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import simulation
from simulation.compiling import rule
from simulation.loyalty import emotional
from simulation.replacing import replaced

PACKAGE = Path(simulation.__file__).parent
CROWD = """
import numpy as np
from simulation.chance import Luck, gumbel, uniform
from simulation.compiling import phase, rule

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
from simulation import chance
from simulation.chance import Luck
from simulation.compiling import rule
from simulation.replacing import look_again, replaced
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
    """What a process of its own prints of a crowd whose rule is replaced, over a cache that lasts."""
    environment = os.environ | {"PYTHONPATH": str(folder), "LOYALTY_CACHE_DIR": str(folder / "cache")} | more
    words = [sys.executable, "-c", TRY.format(tries=tries)]
    answer = subprocess.run(words, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip().split("|")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the package, with a crowd's loop over rules of its own and of another file."""
    shutil.copytree(PACKAGE, tmp_path / "simulation", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "simulation/week/moods.py").write_text(CROWD, encoding="utf-8")
    return tmp_path


REPLACED = {
    "a rule": ("setattr(moods, 'mood', always)", 200.0),
    "a plain function": ("setattr(moods, 'mood', seven)", 700.0),
    "a rule of another file": ("setattr(chance, 'gumbel', always)", 200.0),
    "a number": ("setattr(moods, 'SHIFT', 1.0)", None),
    "a name in the module's dictionary": ("vars(moods).update(mood=always)", 200.0),
    "a number that the rule reads": ("[setattr(moods, 'mood', always), total(), globals().update(ALWAYS=7.0)]", 700.0),
}


@pytest.mark.slow
@pytest.mark.parametrize(("change", "expected"), REPLACED.values(), ids=REPLACED)
def test_what_replaces_a_rule_holds_and_is_never_kept(change: str, expected: float | None, copied: Path) -> None:
    [_, first, _] = told(copied, f"{change}, total()")
    [plain, hits] = told(copied, "total()")
    assert hits == "0", "nothing of the replaced rule was kept"
    assert float(first) == pytest.approx(float(plain) + 100.0 if expected is None else expected)
    [before, _, after, hits] = told(copied, f"total(), {change}, total()")
    assert (before, after, hits) == (plain, first, "1"), "replaced over a filled cache"
    assert told(copied, "total()") == [plain, "1"], "what was kept is the file's own"
    assert told(copied, f"{change}, total()", NUMBA_DISABLE_JIT="1")[1] == first


@pytest.mark.slow
def test_a_rule_put_back_is_the_old_one_from_the_disk(copied: Path) -> None:
    [plain, _] = told(copied, "total()")
    there = "setattr(moods, 'mood', always), total(), replaced()"
    back = "setattr(moods, 'mood', old), total(), replaced()"
    [_, _, inside, names, _, after, left, hits] = told(copied, f"globals().update(old=moods.mood), {there}, {back}")
    assert (inside, names) == ("200.0", "['simulation.week.moods.mood']")
    assert (after, left, hits) == (plain, "[]", "1")


@pytest.mark.slow
def test_a_module_edited_and_loaded_again_holds(copied: Path) -> None:
    [plain, _] = told(copied, "total()")
    edit = "Path(moods.__file__).write_text(Path(moods.__file__).read_text().replace('+ SHIFT', '+ SHIFT + 1.0'))"
    [before, _, _, after, _] = told(copied, f"total(), {edit}, importlib.reload(moods) and 0, total()")
    assert before == plain
    assert float(after) == pytest.approx(float(plain) + 100.0)
    (copied / "simulation/week/moods.py").write_text(CROWD, encoding="utf-8")
    assert told(copied, "total()") == [plain, "1"], "the edited rule was not kept under the name of the old one"


def test_only_what_can_be_compiled_takes_the_place_of_a_rule() -> None:
    with pytest.raises(TypeError, match="settles is a compiled rule; only a function under @rule can replace it"):
        emotional.settles = 7
    assert replaced() == []


def test_a_rule_of_one_market_is_replaced_in_all_that_know_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from simulation import psychology

    @rule
    def flat(offer, traits, memory):
        return 0.0

    old = psychology.price_worth
    assert emotional.price_worth is old
    monkeypatch.setattr(psychology, "price_worth", flat)
    assert emotional.price_worth is flat
    assert "simulation.loyalty.emotional.price_worth" in replaced()
    monkeypatch.undo()
    assert emotional.price_worth is old
    assert replaced() == []
