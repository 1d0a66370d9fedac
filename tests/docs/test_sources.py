"""The page of sources has every number of the shipped market once, below the mark of its source."""

import re

import pytest

from docs.making.pages import made
from docs.making.runs import Store
from simulation.scenario.declarations import declared
from tools.source_tables import MARKS, SWITCH, TYPES, Number, numbers, source_tables

TOLD = source_tables()


def test_the_page_shows_what_is_made_from_the_declarations(tmp_path) -> None:
    assert made(Store(tmp_path), "sources") == TOLD


def test_every_number_that_is_declared_is_there() -> None:
    found = {one.path: one for one in numbers()}
    for path, one in declared().items():
        shown = ".".join(map(str, (*TYPES, "<type>", path[3]) if path[:2] == TYPES else path))
        assert (shown in found) == (one.unit != SWITCH), shown
        assert shown not in found or found[shown].label == one.label
    assert found["customers.types.<type>.jolt"].value.count("(") == 2
    assert found["firms.<name>.unit_cost"].source
    assert "(imitate_leader)" in found["firms.<name>.service.lag_weeks"].value


@pytest.mark.parametrize("mark", MARKS)
def test_the_counts_at_the_head_are_those_of_the_tables(mark: str) -> None:
    head, *sections = TOLD.split("\n## ")
    (count,) = re.findall(rf"^\| {mark} \|.*?\| (\d+) \|", head, re.MULTILINE)
    rows = [
        row for part in sections if part.startswith(f"{mark}: ") for row in re.findall(r"^\| `.*", part, re.MULTILINE)
    ]
    assert len(rows) == int(count)
    assert all(re.search(rf"\| {mark}\b[^|]*\|$", row) for row in rows)
    assert MARKS[mark].raised_by in TOLD


def test_the_mark_is_that_of_the_value_and_not_of_its_sign() -> None:
    signed = Number("a.b", "", "1", "P; sign V: Bolton 1998")
    assert (signed.mark, signed.is_partly_checked) == ("P", True)
    assert (Number("a.b", "", "1", "V2: x").mark, Number("a.b", "", "1", "V2: x").is_partly_checked) == ("V2", False)
    with pytest.raises(AssertionError, match="begins with no mark"):
        _ = Number("a.b", "", "1", "somebody said so").mark
