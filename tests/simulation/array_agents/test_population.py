"""Columns are kept, read in full precision, and written only with what fits."""

from typing import Any

import numpy as np
import pytest

from simulation.array_agents import Population
from simulation.array_agents.array_model import ArrayModel
from tests.simulation.array_agents.sample_shoppers import Shopper, columns, population, relations


def test_the_arrays_given_are_the_population() -> None:
    given = columns()
    people = Population(given)
    given["mood"][3] = 0.875
    assert people.columns["mood"] is given["mood"]
    assert people.cell("mood", 3) == 0.875
    assert len(people) == 7


def test_reading_gives_copies() -> None:
    people = population()
    people.values("mood")[:] = 0.0
    assert people.values("mood").max() == 1.0


@pytest.mark.parametrize(("name", "wide"), [("kind", np.int64), ("mood", np.float64), ("is_new", np.bool_)])
def test_reading_widens_so_that_sums_do_not_overflow(name: str, wide: type) -> None:
    assert population().values(name).dtype == wide
    assert Population({"large": np.full(3, 2**63, dtype=np.uint64)}).values("large")[0] == 2**63


def test_a_view_and_a_compiled_rule_see_the_same_double() -> None:
    people = Population({"share": np.array([0.1], dtype=np.float32)})
    assert people.cell("share", 0) == float(np.float64(np.float32(0.1))) == people.values("share")[0]


@pytest.mark.parametrize(
    ("own", "towards", "message"),
    [
        ({}, {}, "at least one column"),
        ({"a": np.zeros(2), "b": np.zeros(3)}, {}, r"'b' has shape \(3,\)"),
        ({"a": np.zeros((2, 2))}, {}, "'a' has shape"),
        ({"a": np.zeros(2)}, {"b": np.zeros((2, 3))}, "'b' has shape"),
        ({"a": np.zeros(2)}, {"b": np.zeros(2)}, "'b' has shape"),
        ({"a": np.zeros(2)}, {"a": np.zeros((4, 2))}, "both a column and a relation: a"),
        ({"a": np.array(["x"])}, {}, "not numbers"),
    ],
)
def test_shapes_that_do_not_fit_are_refused(own: dict, towards: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Population(own, towards)


def test_read_only_must_name_a_column() -> None:
    with pytest.raises(ValueError, match="read_only names what does not exist: kid"):
        Population(columns(), relations(), read_only=("kid",))


def test_a_population_has_one_model() -> None:
    people = population()
    ArrayModel(rng=1).add_rows(Shopper, people)
    with pytest.raises(ValueError, match="belongs to a model already"):
        ArrayModel(rng=1).add_rows(Shopper, people)


@pytest.mark.parametrize(
    ("name", "value", "error", "message"),
    [
        ("moode", 0.5, AttributeError, "no column 'moode'; columns: kind, mood"),
        ("kind", 1, AttributeError, "'kind' is read-only"),
        ("mood", "high", TypeError, "does not fit"),
        ("mood", True, TypeError, "does not fit"),
        ("mood", None, TypeError, "does not fit"),
        ("mood", float("nan"), ValueError, "finite"),
        ("mood", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, float("inf")], ValueError, "finite"),
        ("mood", 1e300, ValueError, "holds float32"),
        ("mood", [0.1, 0.2], ValueError, r"one value or shape \(7,\), not \(2,\)"),
        ("mood", np.zeros((7, 1)), ValueError, r"not \(7, 1\)"),
        ("visits", 1.0, TypeError, "holds int64; float64 does not fit"),
        ("visits", 2**63, ValueError, "holds int64"),
        ("visits", 2**70, TypeError, "does not fit"),
        ("is_new", 1, TypeError, "holds bool"),
        ("trust", [0.1, 0.2], ValueError, r"shape \(2, 7\)"),
    ],
)
def test_what_does_not_fit_is_refused_whole(name: str, value: Any, error: type, message: str) -> None:
    people = population()
    with pytest.raises(error, match=message):
        people.write(name, slice(None), value)
    assert all((people.columns[key] == old).all() for key, old in columns().items())
    assert (people.relations["trust"] == relations()["trust"]).all()


def test_what_fits_is_written_to_the_rows_named() -> None:
    people = population()
    people.write("mood", np.array([5, 0]), [0.25, 1])
    people.write("visits", slice(None), np.int8(7))
    people.write("is_new", slice(None), value=False)
    people.write("trust", np.array([1]), [[0.5], [0.75]])
    assert people.columns["mood"].tolist() == [1.0, 0.25, 0.75, 0.5, 0.125, 0.25, 0.5]
    assert people.columns["mood"].dtype == np.float32
    assert people.columns["visits"].tolist() == [7] * 7
    assert not people.columns["is_new"].any()
    assert people.relations["trust"][:, 1].tolist() == [0.5, 0.75]
