"""A rule replaced while the program runs holds at once, everywhere, and leaves nothing behind on the disk."""

import subprocess
import sys
from pathlib import Path

import pytest

from simulation.engine.rule_replacement import replaced
from simulation.loyalty import emotional
from tests.simulation.engine.sample_package import CROWD, PACKAGE, copied_to, told


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return copied_to(tmp_path)


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
def test_a_rule_put_back_is_the_old_one_compiled_afresh(copied: Path) -> None:
    [plain, _] = told(copied, "total()")
    there = "setattr(moods, 'mood', always), total(), replaced()"
    back = "setattr(moods, 'mood', old), total(), replaced()"
    [_, _, inside, names, _, after, left, hits] = told(copied, f"globals().update(old=moods.mood), {there}, {back}")
    assert (inside, names) == ("200.0", "['simulation.week.moods.mood']")
    assert (after, left, hits) == (plain, "[]", "0"), "what is read again from the disk would run what came meanwhile"


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
        setattr(emotional, "settles", 7)  # noqa: B010  # what no type checker lets pass
    assert replaced() == []


IN_ALL_THAT_KNOW_IT = """
from simulation.behavior import psychology
from simulation.engine.compiling import rule
from simulation.engine.rule_replacement import replaced
from simulation.loyalty import emotional

@rule
def flat(offer, traits, memory):
    return 0.0

old = psychology.price_worth
assert emotional.price_worth is old
psychology.price_worth = flat
assert emotional.price_worth is flat
assert "simulation.loyalty.emotional.price_worth" in replaced()
psychology.price_worth = old
assert emotional.price_worth is old
assert replaced() == []
print("held, and put back")
"""


def test_a_rule_of_one_market_is_replaced_in_all_that_know_it() -> None:
    """In a process of its own: this one would compile all rules afresh from then on, for every test that follows."""
    words = [sys.executable, "-c", IN_ALL_THAT_KNOW_IT]
    done = subprocess.run(words, cwd=PACKAGE.parent, capture_output=True, text=True, check=False)
    assert done.stdout == "held, and put back\n", done.stderr
