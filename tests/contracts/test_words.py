"""One word for one thing, and files that can be read: the glossary and the house's limits, held by a test."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(path for package in ("simulation", "analysis") for path in (ROOT / package).rglob("*.py"))
ENGINE = [path for path in FILES if path.is_relative_to(ROOT / "simulation")]
RULES = [
    path for path in ENGINE if path.parent.name in {"loyalty", "week"} or path.name in {"psychology.py", "state.py"}
]

SAY = {
    "expectation": "belief forecast",
    "perceived_performance": "experience_score quality2",
    "disconfirmation": "surprise delta",
    "satisfaction": "happiness mood",
    "conviction": "commitment intent",
    "affect": "attitude attachment love",
    "loyalty_type": "persona",
    "strategy": "policy treatment",
    "trust": "reliability",
    "reference_price": "normal_price",
    "felt_price_gap": "discount_effect",
    "considered": "candidates",
    "salience": "visibility",
    "appeal": "score",
    "habit": "stickiness",
    "switching_cost": "inertia",
    "variety_seeking": "boredom",
    "service_failure": "bug incident",
    "complaint": "claim ticket",
    "word_of_mouth": "gossip buzz",
    "neighbours": "friends",
    "promotion": "sale",
    "share_of_wallet": "loyalty_pct",
    "churn": "attrition",
    "active": "alive dead",
    "net_promoter_score": "recommend_score",
    "price_elasticity": "sensitivity",
    "scenario": "experiment trial",
    "week": "tick period",
    "customer": "user",
    "firm": "company",
}
FORBIDDEN = {word: right for right, words in SAY.items() for word in words.split()}
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


@pytest.mark.parametrize("path", ENGINE, ids=label)
def test_names_are_those_of_the_glossary(path: Path) -> None:
    assert forbidden_in(read(path)) == {}, "name: say instead"
    assert path.stem not in FORBIDDEN


def test_a_forbidden_name_is_found_wherever_it_stands() -> None:
    for source in ("mood = 1", "def buzz(): ...", "def f(user): ...", "class Ticket: ...", "self.delta = 2"):
        assert forbidden_in(ast.parse(source))


@pytest.mark.parametrize("path", FILES, ids=label)
def test_a_file_says_in_its_first_sentence_what_it_is(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith('"""')
    sentence = first.strip('"')
    assert sentence.endswith(".")
    assert sentence[0].isupper() or sentence.startswith("`")


@pytest.mark.parametrize("path", FILES, ids=label)
def test_a_file_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


@pytest.mark.parametrize("path", FILES, ids=label)
def test_a_function_is_short_and_takes_few_arguments(path: Path) -> None:
    functions = [node for node in ast.walk(read(path)) if isinstance(node, ast.FunctionDef)]
    long = [node.name for node in functions if node.end_lineno - node.lineno >= 40]
    assert long == []
    wide = [
        node.name
        for node in functions
        if len([a for a in node.args.args + node.args.kwonlyargs if a.arg != "self"]) > 7
    ]
    assert wide == []


@pytest.mark.parametrize("path", FILES, ids=label)
def test_what_is_public_has_a_docstring(path: Path) -> None:
    tree = read(path)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    public = [
        node for owner in (tree, *classes) for node in owner.body if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]
    silent = [node.name for node in public if not node.name.startswith("_") and not ast.get_docstring(node)]
    assert silent == []


@pytest.mark.parametrize("path", RULES, ids=label)
def test_loop_indices_are_i_for_customers_and_j_for_firms(path: Path) -> None:
    loops = [node for node in ast.walk(read(path)) if isinstance(node, ast.For)]
    letters = {node.target.id for node in loops if isinstance(node.target, ast.Name) and len(node.target.id) == 1}
    assert letters <= {"i", "j", "v", "_"}, "v is the row of a visit"


def test_the_phases_are_verbs_in_files_of_their_name() -> None:
    for path in (ROOT / "simulation/week").glob("*.py"):
        functions = {node.name for node in read(path).body if isinstance(node, ast.FunctionDef)}
        others = {"__init__", "need", "switch", "cell_blocks", "census", "visit_lists", "price", "meeting", "count"}
        others |= {"recover"}
        assert path.stem in others or path.stem in functions
