"""Blocks take what YAML gives and refuse what a number is not."""

import pickle
from typing import Annotated, Any, Literal

import pydantic
import pytest

from simulation.reading.block import REQUIRED, Block, above, at_least, default_strategy, meaning_with_unit, quantity


class Plan(Block):
    strategy: Literal["plan"] = "plan"
    staff: int = quantity(3, "posts", "Posts", "count", at_least(0))
    price: float | None = quantity(None, "price", "Price", "money", above(0, 9), source="V: a survey")
    steps: tuple[tuple[float, ...], ...] = ()


class Must(Block):
    firm: str = quantity(REQUIRED, "firm", "Firm", "name")


def test_lists_freeze_and_whole_numbers_written_as_powers_count_as_whole() -> None:
    plan = Plan.model_validate({"staff": 1e3, "price": 2, "steps": [[1, 2.5], []]})
    assert (plan.staff, plan.price, plan.steps) == (1000, 2.0, ((1.0, 2.5), ()))
    assert isinstance(plan.staff, int)
    assert isinstance(plan.price, float)
    assert pickle.loads(pickle.dumps(plan)) == plan
    assert hash(plan) == hash(plan.model_copy())


@pytest.mark.parametrize(
    "given",
    [
        {"staff": True},
        {"staff": 1.5},
        {"staff": "3"},
        {"staff": -1},
        {"price": "1"},
        {"price": False},
        {"price": float("nan")},
        {"price": float("inf")},
        {"price": 0},
        {"price": 9.5},
        {"prise": 1},
        {"steps": [["1"]]},
        [],
    ],
)
def test_what_is_no_number_of_the_range_is_refused(given: Any) -> None:
    with pytest.raises(pydantic.ValidationError):
        Plan.model_validate(given)


def test_a_field_without_a_sensible_default_is_required() -> None:
    with pytest.raises(pydantic.ValidationError, match="Field required"):
        Must()


def test_the_schema_carries_label_meaning_unit_and_source() -> None:
    fields = Plan.model_json_schema()["properties"]
    assert fields["staff"]["description"] == "Posts"
    assert (fields["staff"]["unit"], fields["staff"]["source"]) == ("count", "P")
    assert (fields["price"]["unit"], fields["price"]["source"]) == ("money", "V: a survey")
    assert fields["price"]["label"] == "price"


def test_blocks_are_frozen() -> None:
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        Plan().staff = 4  # type: ignore[misc]  # the fault under test


def test_a_block_that_names_no_strategy_gets_the_usual_one() -> None:
    usual = pydantic.TypeAdapter[Any](Annotated[Plan, default_strategy("plan")])
    assert usual.validate_python({"staff": 1}) == Plan(staff=1)
    assert usual.validate_python(Plan(staff=2)) == Plan(staff=2)
    with pytest.raises(pydantic.ValidationError):
        usual.validate_python({"strategy": "other"})


def test_a_comment_does_not_say_its_unit_twice() -> None:
    assert meaning_with_unit("share", "share of visits") == "share of visits"
    assert meaning_with_unit("0-1", "how deep") == "0-1: how deep"
