"""The numbers that rules read carry the names, field for field, of the blocks in which users write them."""

import pytest
from pydantic.fields import FieldInfo

from simulation.behavior import parameters
from simulation.population.compile_parameters import nature_of
from simulation.reading.block import Block
from simulation.scenario.parameters import customers, loyalty_types
from tests.simulation.sample_markets import market

DERIVED: dict[str, dict[str, set[str]]] = {
    # field of the tuple: what it is made of
    "Traits": {"affect_keep": {"affect_half_life"}},
    "Purchases": {},
    "Satisfaction": {"gate": {"minimum"}},
    "ReferencePrice": {"category_price": set()},
    "Phases": {"is_on": set()},
    "WordOfMouth": {
        "hears_praise": {"listeners_praise"},
        "hears_warning": {"listeners_warning"},
        "keep": {"half_life"},
    },
}
READ_ELSEWHERE = {
    # fields of the block that no rule of behaviour reads
    "Purchases": {"per_year", "shape"},
    "Experience": {"quality", "process", "technical"},
    "Satisfaction": {"prior", "prior_spread"},
    "Recovery": {"grid", "tarp_1979", "kotler_34_52", "theory_text", "minor", "major"},
    "Tenure": {"cross_sell", "usage", "premium"},
    "Reputation": {"half_life"},
}
PAIRS = [name for name in parameters.Nature.__dataclass_fields__ if name != "types"]


def fields_of(field: FieldInfo) -> dict[str, FieldInfo]:
    """The fields of the block that a field holds."""
    block = field.annotation
    assert isinstance(block, type)
    assert issubclass(block, Block)
    return block.model_fields


def class_name(field: str) -> str:
    return "".join(part.title() for part in field.split("_"))


@pytest.mark.parametrize("field", PAIRS)
def test_a_tuple_has_the_fields_of_its_block(field: str) -> None:
    name = class_name(field)
    numbers = set(getattr(parameters, name)._fields)
    block = set(fields_of(customers.Customers.model_fields[field]))
    derived = DERIVED.get(name, {})
    made_of = {source for sources in derived.values() for source in sources} - numbers
    assert numbers - set(derived) - READ_ELSEWHERE.get(name, set()) == block - made_of - READ_ELSEWHERE.get(name, set())


def test_traits_are_those_of_the_four_types() -> None:
    named = {name for block in loyalty_types.Types.model_fields.values() for name in fields_of(block)}
    assert set(parameters.Traits._fields) - {"affect_keep"} == named - {"affect_half_life"}


def test_only_what_a_type_does_not_have_is_left_out() -> None:
    common = set(loyalty_types.Traits.model_fields)
    assert set(parameters.Traits._field_defaults) == set(parameters.Traits._fields) - common - {"affect_keep"}
    assert set(parameters.Traits._field_defaults.values()) == {0.0}


def test_the_types_come_in_the_order_of_the_codes() -> None:
    scenario = market()
    for code, name in enumerate(loyalty_types.Types.model_fields):
        assert nature_of(scenario).types[code].price_weight == getattr(scenario.customers.types, name).price_weight


def test_every_number_of_a_block_arrives() -> None:
    scenario = market()
    numbers = nature_of(scenario)
    for field in PAIRS:
        block = getattr(scenario.customers, field)
        arrived = getattr(numbers, field)
        for name in set(arrived._fields) & set(type(block).model_fields) - {"minor", "major"}:
            assert getattr(arrived, name) == float(getattr(block, name)), (field, name)
