"""Pydantic's verdict is told at the path that the writer wrote, in the writer's words."""

from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, model_validator

from simulation.reading.block import SHARE, Block, above, quantity
from simulation.reading.pydantic_errors import InputProblem, tree_problems


class Inner(Block):
    depth: float = quantity(0.5, "depth", "how deep", "share", SHARE)


class Round(Block):
    strategy: Literal["round"] = "round"
    round: float = quantity(1.0, "round", "a key with the name of its strategy", "money", above(0, 2.5e9))


class Square(Block):
    strategy: Literal["square"] = "square"
    short: int = 1
    long: int = 2

    @model_validator(mode="after")
    def _in_order(self) -> Any:
        if self.short > self.long:
            raise ValueError("short is longer than long")
        return self


class Outer(Block):
    maybe: Inner | None = None
    many: tuple[Inner, ...] = ()
    named: dict[Annotated[str, Field(max_length=3)], Inner] = Field(default_factory=dict)
    either: int | str = 1
    shape: Annotated[Round | Square, Field(discriminator="strategy")] = Field(default_factory=Round)
    code: str = Field("ab", pattern="^[a-z]+$")


@pytest.mark.parametrize(
    ("tree", "problem"),
    [
        (
            {"maybe": {"deep": 1}},
            InputProblem(("maybe", "deep"), "unknown key; did you mean 'depth'?", ("maybe", "deep"), True),
        ),
        (
            {"maybe": {"depth": 2}},
            InputProblem(("maybe", "depth"), "2 is out of range; write 0 to 1 (share)", ("maybe", "depth")),
        ),
        (
            {"many": [{}, {"depth": -1}]},
            InputProblem(("many", 1, "depth"), "-1 is out of range; write 0 to 1 (share)", ("many", 1, "depth")),
        ),
        (
            {"shape": {"strategy": "round", "round": 0}},
            InputProblem(
                ("shape", "round"),
                "0 is out of range; write more than 0 and at most 2,500,000,000 (money)",
                ("shape", "round"),
            ),
        ),
        (
            {"shape": {"strategy": "square", "short": 3}},
            InputProblem(("shape",), "short is longer than long", ("shape",)),
        ),
        (
            {"shape": {}},
            InputProblem(("shape", "strategy"), "missing; write one of round, square", ("shape",), True),
        ),
        (
            {"shape": {"strategy": None}},
            InputProblem(("shape", "strategy"), "null is not known; valid here: round, square", ("shape", "strategy")),
        ),
        ({"code": "A"}, InputProblem(("code",), "'A': string should match pattern '^[a-z]+$'", ("code",))),
        (
            {"maybe": 3},
            InputProblem(("maybe",), "3 is not a mapping; write `key: value` lines below it", ("maybe",)),
        ),
    ],
)
def test_a_problem_is_told_where_it_was_written(tree, problem):
    assert tree_problems(Outer, tree) == [problem]


def test_branches_of_a_union_are_no_part_of_the_path():
    problems = tree_problems(Outer, {"either": [1]})
    assert {problem.path for problem in problems} == {("either",)}


def test_a_wrong_key_is_pointed_at():
    (problem,) = tree_problems(Outer, {"named": {"long": {}}})
    assert (problem.path, problem.is_key) == (("named", "long"), True)
