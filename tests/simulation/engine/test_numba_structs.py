"""What compiled code reads from the table that it is handed is what Python sees."""

import copy
import pickle
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np
import pytest

from simulation.behavior.parameters import Nature
from simulation.engine.compiling import rule
from simulation.engine.numba_structs import Handed
from simulation.population.compile_parameters import nature_of
from simulation.scenario.load import load
from simulation.state.tables import World
from tests.simulation.sample_markets import INTERPRETED
from tests.simulation.week.sample_worlds import tiny

COMPILED = pytest.mark.skipif(INTERPRETED, reason="nothing is handed over where nothing is compiled")


class Part(NamedTuple):
    column: np.ndarray
    share: float


@dataclass(frozen=True)
class Whole(Handed):
    part: Part
    cells: np.ndarray
    cube: np.ndarray
    several: tuple[Part, ...]
    count: int
    is_on: bool


@rule
def read(whole: Whole, i: int, j: int) -> tuple[float, float, float, float, int, bool, int, float]:
    """A little of everything."""
    size = len(whole.several)
    last, sizes = whole.several[size - 1], whole.cells.size + 0.5 * whole.cells.shape[0]
    return (
        whole.part.column[i] * whole.part.share, whole.cells[j, i], sizes, whole.cube[1, j, i],
        whole.count, whole.is_on, size, last.column[-1] + whole.several[j].share,
    )  # fmt: skip


def whole(start: float = 0.0, kind: type = np.float32) -> Whole:
    columns: list[np.ndarray] = [np.arange(start + k, start + k + 4).astype(kind) for k in range(3)]
    return Whole(
        part=Part(columns[0], 0.25),
        cells=np.asfortranarray(np.arange(8.0).reshape(2, 4)),
        cube=np.arange(24.0).reshape(3, 2, 4),
        several=(Part(columns[1], -1.5), Part(columns[2], 1e-9)),
        count=-7,
        is_on=True,
    )


def test_compiled_code_reads_what_python_reads() -> None:
    given = whole()
    for i in range(4):
        for j in range(2):
            assert read(given, i, j) == getattr(read, "py_func", read)(given, i, j)


@COMPILED
def test_one_form_is_compiled_once_whatever_it_holds_and_another_form_anew() -> None:
    compiled: Any = read  # under Numba
    read(whole(), 0, 0)
    before = len(compiled.signatures)
    read(whole(5.0), 0, 0)
    assert len(compiled.signatures) == before
    assert read(whole(5.0, np.int16), 3, 0) == getattr(read, "py_func", read)(whole(5.0, np.int16), 3, 0)
    assert len(compiled.signatures) == before + 1


def test_a_column_may_change_and_copies_have_their_own() -> None:
    given = whole()
    copies: list[Any] = [copy.deepcopy(given), pickle.loads(pickle.dumps(given))]
    given.part.column[2] = 100.0
    assert read(given, 2, 0)[0] == 25.0
    for other in copies:
        assert read(other, 2, 0)[0] == 0.5
        assert other.address != vars(given)["address"]


def test_a_column_that_lies_otherwise_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\(2, 4\) does not lie in F order"):
        replace(whole(), cells=np.arange(8.0).reshape(2, 4))
    with pytest.raises(ValueError, match="does not lie in C order"):
        replace(whole(), part=Part(np.arange(8.0)[::2], 1.0))


@COMPILED
@pytest.mark.parametrize("kind", [World, Nature])
def test_every_number_and_column_of_a_market_lies_in_its_table(kind: type) -> None:
    market: Any = tiny() if kind is World else nature_of(load("baseline"))
    names = [field.name for field in fields(market)]
    addresses, numbers = set(market.table.tolist()), set(market.table.view(np.float64).tolist())
    for value in leaves(tuple(vars(market)[name] for name in names)):
        if isinstance(value, np.ndarray):
            assert value.ctypes.data in addresses
        else:
            assert value in (addresses if isinstance(value, int) else numbers)


def leaves(value: object) -> list:
    return [leaf for part in value for leaf in leaves(part)] if isinstance(value, tuple) else [value]
