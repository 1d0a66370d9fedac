"""What every event of the market inherits: whoever adds one to the union gets these tests for nothing."""

import pickle
from typing import Any, get_args

import pydantic
import pytest

from simulation.market.events.base import MarketEvent
from simulation.market.events.shocks import Event
from simulation.reading.block import Block
from simulation.strategies.conditions import Conditions
from simulation.strategies.ledger import ServiceLevel

MEMBERS: tuple[type[MarketEvent], ...] = get_args(get_args(Event)[0])
NAMES = [member.model_fields["event"].default for member in MEMBERS]
USUAL = Conditions(price=10.0, service=ServiceLevel())
WEEKS = range(-52, 40)
every_event = pytest.mark.parametrize("member", MEMBERS, ids=NAMES)


def example(member: type[MarketEvent], from_week: int = 5) -> MarketEvent:
    firm = {"firm": "Alba"} if "firm" in member.model_fields else {}
    return member(**firm, from_week=from_week)


def test_names_are_told_apart() -> None:
    assert len(set(NAMES)) == len(MEMBERS)


@every_event
def test_it_reads_back_from_its_own_mapping(member: type[MarketEvent]) -> None:
    event = example(member)
    adapter = pydantic.TypeAdapter[Any](Event)
    assert adapter.validate_python(event.model_dump()) == event
    assert adapter.validate_json(event.model_dump_json()) == event
    assert pickle.loads(pickle.dumps(event)) == event
    assert next(iter(event.model_dump())) == "event"


@every_event
def test_it_modifies_the_same_twice_and_changes_nothing_it_was_given(member: type[MarketEvent]) -> None:
    event = example(member)
    for week in WEEKS:
        assert event.modify(USUAL, week) == example(member).modify(USUAL, week)
        assert event.demand(week) == example(member).demand(week)
    assert Conditions(price=10.0, service=ServiceLevel()) == USUAL


@every_event
def test_something_changes_in_its_weeks_and_nothing_elsewhere(member: type[MarketEvent]) -> None:
    event = example(member)
    felt = [
        week
        for week in WEEKS
        if event.demand(week) != 1.0 or (event.touches("Alba", week) and event.modify(USUAL, week) != USUAL)
    ]
    assert felt
    is_entry = NAMES[MEMBERS.index(member)] == "entry"
    assert all((week < 5) == is_entry for week in felt)


@every_event
def test_it_touches_no_firm_that_it_does_not_name(member: type[MarketEvent]) -> None:
    event = example(member)
    if event.firms_named:
        assert event.firms_named == ("Alba",)
        assert not any(event.touches("Brio", week) for week in WEEKS)


@every_event
def test_it_says_what_it_is_and_in_what_units(member: type[MarketEvent]) -> None:
    assert member.__doc__
    assert member.__doc__ != Block.__doc__
    for name, field in member.model_json_schema()["properties"].items():
        if name != "event":
            assert field["description"], name
            assert field["unit"], name
            assert field["source"], name
            assert field["label"], name
