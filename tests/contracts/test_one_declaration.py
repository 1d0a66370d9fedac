"""A parameter is declared once, in its block: what else says something of it was made from there, and is up to date."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from simulation.behavior.parameters import Nature
from simulation.behavior.traits import Traits
from simulation.loyalty import LOYALTY_TYPES
from simulation.population.compile_parameters import nature_of
from simulation.population.derived_parameters import DERIVED, NOT_IN_RULES, OFF
from simulation.reading.block import Block
from simulation.reading.paths import format_path, get
from simulation.reading.yaml_document import read_document
from simulation.scenario.declarations import Declaration, declared
from simulation.scenario.parameters.customers import Customers
from simulation.scenario.parameters.loyalty_types import AttractionByType, Mix, Types
from simulation.scenario.parameters.market import Employees
from simulation.scenario.parameters.switches import Switches
from tests.simulation.sample_markets import market
from tools.baseline_comments import BASELINE, commented
from tools.compiled_parameters import MODULES, blocks, numbers

LONGEST_LABEL = 40
IN_SETS = ("customers.types.", "customers.recovery.tarp_1979.", "customers.recovery.kotler_34_52.",
           "customers.recovery.theory_text.", "customers.mix.")  # fmt: skip
"""Numbers that come in sets, whose values stand in the baseline."""
SWITCHED_BY_YEAR = {"cross_sell", "usage_growth", "price_premium"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_generated_modules_are_fresh(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == MODULES[path](), "stale: python -m tools.compiled_parameters"


def test_comments_of_the_baseline_are_those_of_the_declarations() -> None:
    text = BASELINE.read_text(encoding="utf-8")
    assert commented(text) == text, "stale: python -m tools.baseline_comments"


def test_every_parameter_stands_in_the_baseline_with_its_default() -> None:
    tree = read_document(BASELINE.read_bytes(), BASELINE.name).tree
    for path, one in declared().items():
        if not format_path(path).startswith(IN_SETS):
            stated = get(tree, path)
            value = tuple(stated) if isinstance(stated, list) else stated
            assert value == (None if one.follows else one.default), format_path(path)


@pytest.mark.parametrize(("path", "one"), declared().items(), ids=map(format_path, declared()))
def test_a_parameter_is_told_in_plain_words(path: tuple[Any, ...], one: Declaration) -> None:
    assert one.meaning
    assert one.unit
    assert one.source
    assert 0 < len(one.label) <= LONGEST_LABEL
    assert "_" not in one.label


def test_labels_are_not_mistaken_for_one_another() -> None:
    labels: dict[tuple[Any, ...], set[str]] = {}
    for path, one in declared().items():
        assert one.label not in labels.setdefault(path[:-1], set()), format_path(path)
        labels[path[:-1]].add(one.label)


def test_every_number_of_a_block_arrives() -> None:
    scenario = market()
    nature = nature_of(scenario)
    for name, block in blocks(Customers):
        if name in NOT_IN_RULES or block is Types:
            continue
        arrived = getattr(nature, name)._asdict()
        assert arrived.keys() == numbers(block).keys() | DERIVED.get(name, {}).keys()
        told = getattr(scenario.customers, name)
        assert all(arrived[number] == float(getattr(told, number)) for number in numbers(block)), name


def test_what_a_type_does_not_have_is_0() -> None:
    scenario = market()
    for code, (name, block) in enumerate(blocks(Types)):
        own = numbers(block)
        arrived, told = nature_of(scenario).types[code]._asdict(), getattr(scenario.customers.types, name)
        for number in arrived.keys() - DERIVED["types"].keys():
            assert arrived[number] == (float(getattr(told, number)) if number in own else 0.0)


def test_types_stand_everywhere_in_the_order_of_the_codes() -> None:
    assert LOYALTY_TYPES == tuple(Types.model_fields) == tuple(Mix.model_fields) == tuple(AttractionByType.model_fields)


def test_a_switch_names_numbers_that_there_are() -> None:
    owners: dict[str, type[Block]] = dict(blocks(Customers)) | {"employees": Employees}
    for changes in OFF.values():
        for path, value in changes.items():
            owner, _, number = path.partition(".")
            known = set(Traits._fields) if owner == "types" else set(owners[owner].model_fields)
            assert {number, *([value] if isinstance(value, str) else [])} <= known, path
    assert OFF.keys() | SWITCHED_BY_YEAR == Switches.model_fields.keys()


def test_rules_read_a_table_for_each_block() -> None:
    assert {part.name for part in fields(Nature)} == {name for name, _ in blocks(Customers)} - {*NOT_IN_RULES}
