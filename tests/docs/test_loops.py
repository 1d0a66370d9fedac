"""Every loop over `simulate` that a page shows gives the differences of `compare`, to a simulated cent."""

import ast
from typing import Any

import pytest

from analysis import compare
from simulation import simulate
from simulation.scenario.real_size import scale_of
from simulation.scenario.scenario import Scenario
from tests.docs.test_docs import PAGES, blocks, label

SMALL = {"customers": "300", "weeks": "6"}
RUN_IN = [("market.burn_in_weeks", "3"), ("run.replicates", "1")]
SEEN = "seen_by_the_test"


def is_simulate(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "simulate"


def loops(code: str) -> list[ast.For]:
    """The loops that simulate."""
    found = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.For))
    return [node for node in found if any(map(is_simulate, ast.walk(node)))]


LOOPS = [
    pytest.param(code, id=f"{label(page)}-{number}")
    for page in PAGES
    for number, code in enumerate(blocks(page, "python"))
    if loops(code)
]


class Smaller(ast.NodeTransformer):
    """The code of a page in a small market, with a note of what each turn of its loops made of which scenario."""

    def visit_Call(self, node: ast.Call) -> ast.Call:
        if isinstance(node.func, ast.Name) and node.func.id == "load":
            for keyword in node.keywords:
                keyword.value = ast.Constant(int(SMALL.get(keyword.arg or "", "1")))
            node.keywords.append(ast.keyword("settings", ast.parse(repr(RUN_IN), mode="eval").body))
        self.generic_visit(node)
        return node

    def visit_For(self, node: ast.For) -> ast.For:
        self.generic_visit(node)
        call = next(part for part in ast.walk(node) if isinstance(part, ast.Call) and is_simulate(part))
        note = f"{SEEN}.append(({ast.unparse(node.target)}, {ast.unparse(call.args[0])}, result))"
        node.body += ast.parse(note).body
        return node


def turns(code: str) -> tuple[Scenario, list[tuple[str, Scenario, Any]]]:
    """The scenario that a page loads, and what its loop made of it."""
    names: dict[str, Any] = {SEEN: []}
    exec(compile(ast.fix_missing_locations(Smaller().visit(ast.parse(code))), "page", "exec"), names)
    (loaded,) = (value for name, value in names.items() if isinstance(value, Scenario))
    return loaded, names[SEEN]


@pytest.mark.slow
@pytest.mark.parametrize("code", LOOPS)
def test_a_loop_of_a_page_gives_what_compare_gives(code: str) -> None:
    loaded, seen = turns(code)
    if seen[0][0] not in loaded.compare:  # a loop over something else than strategies: the same changes as strategies
        loaded = loaded.change("compare", {"as_is": {}} | {name: differing(loaded, one) for name, one, _ in seen})
        seen = [("as_is", loaded, simulate(loaded)), *seen]
    assert [name for name, *_ in seen] == list(loaded.compare)
    table = compare(loaded).set_index(["firm", "metric", "strategy"])["difference"]
    base = seen[0][2].outcomes
    for name, _, result in seen[1:]:
        for firm in loaded.firms:
            mine = (result.outcomes[firm, "profit"] - base[firm, "profit"]) * scale_of(loaded, result.settled)
            assert mine == pytest.approx(
                table[firm, "profit", name], rel=1e-6, abs=0.005 * scale_of(loaded, result.settled)
            ), (name, firm)


def differing(one: Scenario, other: Scenario) -> dict[str, Any]:
    """What makes one scenario the other, by path."""
    return dict(_differing(one.tree(), other.tree(), ""))


def _differing(one: Any, other: Any, path: str) -> list[tuple[str, Any]]:
    if one == other:
        return []
    if not isinstance(one, dict) or not isinstance(other, dict):
        return [(path, other)]
    below = ((key, f"{path}.{key}".lstrip(".")) for key in other)
    return [change for key, name in below for change in _differing(one.get(key), other[key], name)]


def test_the_pages_have_such_loops() -> None:
    shown = {label(page) for page in PAGES for code in blocks(page, "python") if loops(code)}
    assert {"README.md", "docs/researchers.md"} <= shown
    assert len(LOOPS) >= 3
