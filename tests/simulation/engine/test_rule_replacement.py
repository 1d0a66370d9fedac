"""A rule replaced while the program runs holds at once, everywhere, and leaves nothing behind on the disk."""

from pathlib import Path
from typing import Any

import pytest

from simulation.engine.compiling import rule
from simulation.engine.rule_replacement import replaced
from simulation.loyalty import emotional
from tests.simulation.engine.sample_package import CROWD, copied_to, told


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


def knows_of(module: Any) -> Any:
    """What a module has in hand, imported names too."""
    return module


def test_a_rule_of_one_market_is_replaced_in_all_that_know_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from simulation.behavior import psychology

    @rule
    def flat(offer, traits, memory):
        return 0.0

    old, seen = psychology.price_worth, knows_of(emotional)
    assert seen.price_worth is old
    monkeypatch.setattr(psychology, "price_worth", flat)
    assert seen.price_worth is flat
    assert "simulation.loyalty.emotional.price_worth" in replaced()
    monkeypatch.undo()
    assert seen.price_worth is old
    assert replaced() == []
