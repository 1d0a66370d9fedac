"""The description of the model keeps up with the model: its tables of parameters and its schedule of a week."""

import ast
import re
from pathlib import Path

import pytest

from simulation.loyalty import LOYALTY_TYPES
from tools.parameter_tables import CLOSING, ODD, OPENING, parameter_tables, rewritten

ROOT = Path(__file__).resolve().parents[2]
TEXT = ODD.read_text(encoding="utf-8")
BODY = TEXT.partition("\n## References\n")[0]
SOURCES = sorted([*ROOT.glob("simulation/**/*.py"), *ROOT.glob("analysis/**/*.py")])


def test_the_parameter_tables_are_those_of_the_schema() -> None:
    assert rewritten(TEXT) == TEXT, "the tables of simulation/ODD.md are stale: python -m tools.parameter_tables"


def test_a_text_without_markers_is_not_rewritten() -> None:
    with pytest.raises(ValueError, match="has no lines"):
        rewritten("# A page without parameters")
    with pytest.raises(ValueError, match="has no lines"):
        rewritten(f"{CLOSING}\n{OPENING}")


def test_a_parameter_is_told_with_label_meaning_unit_range_value_and_source() -> None:
    lines = parameter_tables().splitlines()
    memory = "share of the remembered price kept at each exposure"
    start = f"| `customers.reference_price.memory` | memory for prices | {memory} | share | 0 to 1 | "
    assert any(line.startswith(start) for line in lines)
    assert any(line.startswith("| `deal_first` |") and line.count("|") == len(LOYALTY_TYPES) + 8 for line in lines)


def calls_of(file: str, function: str) -> list[ast.Call]:
    """Calls within a function, from top to bottom."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    (found,) = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == function]
    return sorted((node for node in ast.walk(found) if isinstance(node, ast.Call)), key=lambda call: call.lineno)


def test_every_phase_of_the_week_is_in_the_schedule_in_its_order() -> None:
    phases = []
    for call in calls_of("simulation/model.py", "step"):
        assert isinstance(call.func, ast.Attribute)
        named = call.func.attr
        together = named.removeprefix("customers_")
        if named == together:
            phases.append(named)
            continue
        inner = calls_of("simulation/week/shop.py", together)
        phases += [call.func.id for call in inner if isinstance(call.func, ast.Name)]
    schedule = re.findall(r"^\| \d+ \| `(\w+)` \|", BODY, re.MULTILINE)
    assert [phase for phase in phases if phase in schedule] == schedule


def test_functions_and_files_that_it_names_exist() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    chapter = BODY.partition("## 7. Submodels")[2].partition("## 8.")[0]
    for title in re.findall(r"^### 7\.\d+ .*?$", chapter, re.MULTILINE):
        for name in re.findall(r"`([\w./]+)`", title):
            if name.endswith("/"):
                assert (ROOT / "simulation" / name).is_dir(), name
            else:
                last = name.rpartition(".")[2]
                assert re.search(rf"(def|class) {last}\b", code), name
