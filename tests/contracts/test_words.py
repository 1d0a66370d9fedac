"""One word for one thing, and files that can be read: the glossary and the house's limits, one test for each.

What ruff says is not said again: arguments by PLR0913, docstrings by D1. Files of more than 250 lines are named at the
end of the tests (`tests/conftest.py`), those of more than 400 refused.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = sorted(path for package in ("simulation", "analysis") for path in (ROOT / package).rglob("*.py"))
ENGINE = [path for path in FILES if path.is_relative_to(ROOT / "simulation")]
RULES = [path for path in ENGINE if path.parent.name in {"behavior", "loyalty", "state", "week"}]
LONG, LONGEST = 250, 400

GLOSSARY = ROOT / "docs" / "glossary.md"
ROW = re.compile(r"^\| `(\w+)` \| ((?:`\w+`(?:, )?)+) \|$", re.MULTILINE)
FORBIDDEN = {
    word: right for right, words in ROW.findall(GLOSSARY.read_text("utf-8")) for word in re.findall(r"\w+", words)
}
"""Words that have a second, allowed meaning in code (gap, loss, noise, error, value, agent) are left to readers."""


def read(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def names_in(tree: ast.Module) -> Iterator[str]:
    """Every name that the file gives to something: functions, classes, arguments, variables, fields."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def forbidden_in(tree: ast.Module) -> dict[str, str]:
    return {name: FORBIDDEN[name.lower()] for name in names_in(tree) if name.lower() in FORBIDDEN}


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_names_are_those_of_the_glossary() -> None:
    found = [(label(path), name, right) for path in ENGINE for name, right in forbidden_in(read(path)).items()]
    assert found == [], "name: say instead"
    assert [label(path) for path in ENGINE if path.stem in FORBIDDEN] == []


def test_a_forbidden_name_is_found_wherever_it_stands() -> None:
    for source in ("mood = 1", "def buzz(): ...", "def f(user): ...", "class Ticket: ...", "self.delta = 2"):
        assert forbidden_in(ast.parse(source))


def is_sentence(first: str, *, may_ask: bool) -> bool:
    """Whether a first line is a sentence of a docstring; what a room is, is said as the question that it answers."""
    said = first.strip('"')
    ends = (".", "?") if may_ask else (".",)
    return first.startswith('"""') and said.endswith(ends) and (said[0].isupper() or said.startswith("`"))


def test_a_file_says_in_its_first_sentence_what_it_is() -> None:
    firsts = {path: path.read_text(encoding="utf-8").splitlines()[0] for path in FILES}
    wrong = [label(path) for path, first in firsts.items() if not is_sentence(first, may_ask=path.stem == "__init__")]
    assert not wrong, "\n".join(wrong)


def test_a_file_is_short(record_property: Callable[[str, object], None]) -> None:
    lengths = {label(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    record_property("long files", {name: lines for name, lines in lengths.items() if LONG < lines <= LONGEST})
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_a_function_is_short() -> None:
    functions = ((path, node) for path in FILES for node in ast.walk(read(path)))
    long = [
        f"{label(path)}: {node.name} has {length(node)} lines"
        for path, node in functions
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > 40
    ]
    assert not long, "\n".join(long)


def test_loop_indices_are_i_for_customers_and_j_for_firms() -> None:
    loops = [(path, node.target) for path in RULES for node in ast.walk(read(path)) if isinstance(node, ast.For)]
    letters = {(label(path), at.id) for path, at in loops if isinstance(at, ast.Name) and len(at.id) == 1}
    assert {found for found in letters if found[1] not in {"i", "j", "v", "_"}} == set(), "v is the row of a visit"


def test_the_phases_are_verbs_in_files_of_their_name() -> None:
    others = {"__init__", "need", "switch", "cell_blocks", "census", "visit_lists", "price", "meeting", "count"}
    others |= {"recover", "standing", "come_and_go", "membership", "offer_seen", "reach", "firm_as_seen"}
    files = [path for path in (ROOT / "simulation/week").glob("*.py") if path.stem not in others]
    functions = {path: {node.name for node in read(path).body if isinstance(node, ast.FunctionDef)} for path in files}
    assert [label(path) for path in files if path.stem not in functions[path]] == []


BLOCKS = ("simulation/scenario/", "simulation/strategies/", "simulation/market/", "simulation/behavior/parameters.py")
"""What a user writes has the name of what it describes, and so has what rules read of it."""
OTHERS = {"Market", "Firm", "Books"}
"""Mesa's collector reads any market, firm and books that have what it asks for: Protocols of the same names; `Market`
is also the page of a market for Mesa's own viewer."""


def test_a_class_has_one_meaning_in_the_whole_house() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for path in FILES:
        if label(path).startswith(("simulation/", "analysis/")) and not label(path).startswith(BLOCKS):
            classes = [node.name for node in read(path).body if isinstance(node, ast.ClassDef)]
            for name in classes:
                homes[name].append(label(path))
    twice = {name: found for name, found in homes.items() if len(found) > 1 and name not in OTHERS}
    assert not twice, "\n".join(f"{name}: {', '.join(found)}" for name, found in sorted(twice.items()))
