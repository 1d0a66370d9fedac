"""A population: named columns of equal length, one row an individual, and how they are read and written."""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]
Rows = npt.NDArray[np.intp] | slice
ALL_ROWS = slice(None)


class Population:
    """The numbers of many individuals, in the very arrays given: who changes those changes the population.

    `columns` have one value a row, shape (rows,). `relations` have one value a row for each of several
    others, shape (others, rows), as what customers think of firms. `read_only` names what `write` refuses.
    """

    def __init__(
        self,
        columns: Mapping[str, Column],
        relations: Mapping[str, Column] | None = None,
        *,
        read_only: Collection[str] = (),
    ) -> None:
        self.columns = dict(columns)
        self.relations = dict(relations or {})
        self.read_only = frozenset(read_only)
        self.model: Any = None
        self.row_type: Any = None
        self.first_id = 0
        self._kept: dict[int, list[Any]] = {}
        if not self.columns:
            raise ValueError("a population needs at least one column")
        self.size = len(next(iter(self.columns.values())))
        self._check_shapes()

    def _check_shapes(self) -> None:
        if twice := self.columns.keys() & self.relations.keys():
            raise ValueError(f"both a column and a relation: {', '.join(sorted(twice))}")
        if unknown := self.read_only - set(self.names):
            raise ValueError(f"read_only names what does not exist: {', '.join(sorted(unknown))}")
        for name in self.names:
            array = self._array(name)
            if array.ndim != (2 if name in self.relations else 1) or array.shape[-1] != self.size:
                raise ValueError(f"column '{name}' has shape {array.shape}, the population {self.size} rows")
            if array.dtype.kind not in "biuf":
                raise ValueError(f"column '{name}' holds {array.dtype}, not numbers or truth values")

    @property
    def names(self) -> tuple[str, ...]:
        """All that is known of a row: columns, then relations."""
        return (*self.columns, *self.relations)

    def join(self, model: Any, row_type: Any, first_id: int) -> None:
        """Become the agents of a model: views of `row_type`, numbered from `first_id`.

        ValueError where they are a model's agents already.
        """
        if self.model is not None:
            raise ValueError("the population belongs to a model already")
        self.model, self.row_type, self.first_id = model, row_type, first_id

    def view(self, row: int) -> Any:
        """The agent of a row: one that is kept, or a new view."""
        return self._kept[row][0] if row in self._kept else self.row_type(self, row)

    def keep(self, view: Any) -> None:
        """Hold a view from now on, since somebody holds it weakly and would find it gone."""
        self._kept.setdefault(view.row, []).append(view)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_kept": {}}

    def __len__(self) -> int:
        return self.size

    def __contains__(self, name: object) -> bool:
        return name in self.columns or name in self.relations

    def _array(self, name: str) -> Column:
        return self.columns[name] if name in self.columns else self.relations[name]

    def cell(self, name: str, row: int) -> Any:
        """One individual's number, or for a relation its numbers towards all others, read-only."""
        if name in self.columns:
            return self.columns[name][row].item()
        towards_all = widened(self.relations[name][:, row])
        towards_all.flags.writeable = False
        return towards_all

    def values(self, name: str, rows: Rows = ALL_ROWS) -> Column:
        """A copy of a column, or of a relation as [other, row], in 64 bits, so that sums do not overflow."""
        return widened(self._array(name)[..., rows])

    def write(self, name: str, rows: Rows, value: npt.ArrayLike) -> None:
        """Put one value, or one a row, into a column; refused whole when any of it does not fit."""
        if name not in self:
            own = "numbers of your own go into an array of your own, by agent.row"
            raise AttributeError(f"no column '{name}'; columns: {', '.join(self.names)}; {own}")
        if name in self.read_only:
            raise AttributeError(f"column '{name}' is read-only")
        target = self._array(name)
        new = fitting(name, np.asarray(value), target.dtype)
        if new.ndim and new.shape != (expected := target[..., rows].shape):
            raise ValueError(f"column '{name}' takes one value or shape {expected}, not {new.shape}")
        target[..., rows] = new


def widened(array: Column) -> Column:
    """A copy that arithmetic does not spoil: float64 as compiled rules see it, int64, or bool."""
    return array.astype({"f": np.float64, "b": np.bool_, "u": np.uint64}.get(array.dtype.kind, np.int64))


def fitting(name: str, new: Column, dtype: np.dtype[Any]) -> Column:
    """The values in the column's own type, if they are finite and none is cut, wrapped or of another kind.

    Else TypeError or ValueError, which names the column.
    """
    accepted = {"b": "b", "i": "iu", "u": "iu", "f": "iuf"}[dtype.kind]
    if new.dtype.kind not in accepted:
        raise TypeError(f"column '{name}' holds {dtype}; {new.dtype} does not fit")
    if new.dtype.kind == "f" and not np.isfinite(new).all():
        raise ValueError(f"column '{name}' takes finite numbers only")
    if dtype.kind != "b" and new.size:
        limits = np.finfo(dtype) if dtype.kind == "f" else np.iinfo(dtype)
        if new.min() < limits.min or new.max() > limits.max:
            raise ValueError(f"column '{name}' holds {dtype}: {limits.min} to {limits.max}")
    return new.astype(dtype)
