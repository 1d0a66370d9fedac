"""What every set of agents can do whose members are made when asked for: Mesa's interface over positions.

Mesa's own AgentSet holds its members weakly, so that views would vanish from it at once. Here each operation
finds the positions of the members that it wants, and `_take` makes a set of them.
"""

import operator
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from random import Random
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from simulation.array_agents.mesa_compat import AgentSetBase, GroupBy
from simulation.array_agents.population import Column

Positions = Sequence[int] | npt.NDArray[np.intp]
Key = Callable[[Any], Any] | str


class MemberSet(AgentSetBase):
    """An ordered set of agents; subclasses say who the members are."""

    random: Random

    @abstractmethod
    def _take(self, positions: Positions) -> Self:
        """A new set of the members at these positions, in this order."""

    @abstractmethod
    def _become(self, other: Self) -> Self:
        """Have the members of `other` from now on."""

    def _values(self, name: str) -> Column | list[Any]:
        """An attribute of each member, in order."""
        return [getattr(agent, name) for agent in self]

    def _keys(self, key: Key) -> Column | list[Any]:
        """What to sort or group the members by: one value each."""
        if isinstance(key, str) and "." in key:
            key = operator.attrgetter(key)
        values = self._values(key) if isinstance(key, str) else [key(agent) for agent in self]
        if isinstance(values, np.ndarray) and values.ndim > 1:
            raise ValueError(f"'{key}' has several values a member; choose one: lambda agent: agent.{key}[0]")
        return values

    def _taken(self, positions: Positions, inplace: bool) -> Self:
        chosen = self._take(positions)
        return self._become(chosen) if inplace else chosen

    @property
    def _agents(self) -> dict[Any, None]:
        """The members as Mesa's own sets keep them."""
        return dict.fromkeys(self)

    def to_list(self) -> list[Any]:
        """All members."""
        return list(self)

    def __getitem__(self, item: int | slice) -> Any:
        return self.to_list()[item]

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """Where a member stands; ValueError where it is none."""
        return self.to_list().index(value, start, len(self) if stop is None else stop)

    def count(self, value: Any) -> int:
        """1 for a member, else 0."""
        return int(value in self)

    def copy(self) -> Self:
        """A set of the same members, to be changed."""
        return self.__copy__()

    def __copy__(self) -> Self:
        return self._take(np.arange(len(self)))

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__.copy()

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    def select(
        self,
        filter_func: Callable[[Any], bool] | None = None,
        at_most: float = float("inf"),
        inplace: bool = False,
        agent_type: type | None = None,
        *,
        where: npt.ArrayLike | None = None,
    ) -> Self:
        """The members that fit, at most so many (a float up to 1 is a share of all).

        `where`, one truth value a member, chooses by columns without looking at members one by one.
        """
        if inplace and at_most == float("inf") and all(one is None for one in (filter_func, agent_type, where)):
            return self
        if isinstance(at_most, float) and at_most <= 1.0:
            at_most = int(len(self) * at_most)
        limit = int(max(0, min(len(self), at_most)))
        positions = np.arange(len(self)) if where is None else self._positions(where)
        if filter_func is not None or agent_type is not None:
            fitting = self._fitting(positions, filter_func, agent_type)
            positions = np.fromiter(islice(fitting, limit), np.intp)
        return self._taken(positions[:limit], inplace)

    def _positions(self, where: npt.ArrayLike) -> npt.NDArray[np.intp]:
        mask = np.asarray(where)
        if mask.dtype != np.bool_ or mask.shape != (len(self),):
            raise ValueError(f"where takes {len(self)} truth values, not {mask.dtype} of shape {mask.shape}")
        return np.flatnonzero(mask)

    def _fitting(
        self, positions: Positions, filter_func: Callable[[Any], bool] | None, agent_type: type | None
    ) -> Iterator[int]:
        for position, agent in zip(positions, self._take(positions), strict=True):
            if agent_type is not None and not isinstance(agent, agent_type):
                continue
            if filter_func is None or filter_func(agent):
                yield position

    def sort(self, key: Key, ascending: bool = False, inplace: bool = False) -> Self:
        """The members by an attribute or a function of them; ties keep their order."""
        values = self._keys(key)
        if isinstance(values, np.ndarray):
            size = len(values)
            rising = np.argsort(values if ascending else values[::-1], kind="stable")
            return self._taken(rising if ascending else size - 1 - rising[::-1], inplace)
        return self._taken(sorted(range(len(values)), key=values.__getitem__, reverse=not ascending), inplace)

    def shuffle(self, inplace: bool = False) -> Self:
        """The members in the order that Mesa's own set would shuffle them into."""
        positions = list(range(len(self)))
        self.random.shuffle(positions)
        return self._taken(positions, inplace)

    def do(self, method: Callable[..., Any] | str, *args: Any, **kwargs: Any) -> Self:
        """Call a method, or a function, of each member."""
        self.map(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: Callable[..., Any] | str, *args: Any, **kwargs: Any) -> Self:
        """The same in random order; the set keeps its own order."""
        self.shuffle().map(method, *args, **kwargs)
        return self

    def map(self, method: Callable[..., Any] | str, *args: Any, **kwargs: Any) -> list[Any]:
        """What a method, or a function, of each member returns."""
        if isinstance(method, str):
            return [getattr(agent, method)(*args, **kwargs) for agent in self]
        return [method(agent, *args, **kwargs) for agent in self]

    def get(self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None) -> list[Any]:
        """An attribute of each member, or a list of several, as plain Python values.

        ValueError for a `handle_missing` that is neither 'error' nor 'default'.
        """
        if handle_missing not in {"error", "default"}:
            raise ValueError(f"handle_missing is 'error' or 'default', not '{handle_missing}'")
        if not isinstance(attr_names, str):
            each = [self.get(name, handle_missing, default_value) for name in attr_names]
            return [list(values) for values in zip(*each, strict=True)]
        if handle_missing == "default":
            return [getattr(agent, attr_names, default_value) for agent in self]
        values = self._values(attr_names)
        return values if isinstance(values, list) else list(values.T) if values.ndim > 1 else values.tolist()

    def agg(self, attribute: str, func: Callable[..., Any] | Iterable[Callable[..., Any]]) -> Any:
        """A function, or several, of an array of the members' values; of a relation, [other, member].

        A function that wants Mesa's list of them, as `if values` or `values.index`, gets it.
        """
        values = self._values(attribute)
        return told(func, values) if callable(func) else [told(each, values) for each in func]

    def groupby(self, by: Key, result_type: str = "agentset") -> GroupBy:
        """Sets, or lists, of the members that share an attribute or a function's value; first seen, first."""
        values = self._keys(by)
        groups = alike(values) if isinstance(values, np.ndarray) else equal(values)
        sets = {value: self._take(positions) for value, positions in groups}
        as_sets = result_type == "agentset"
        return MemberGroups(sets if as_sets else {value: list(group) for value, group in sets.items()})


class MemberGroups(GroupBy):
    """Mesa's groups, whose aggregates read columns instead of members one by one."""

    def agg(self, attr_name: str, func: Callable[..., Any]) -> dict[Any, Any]:
        """A function of the values of each group."""
        if any(isinstance(group, list) for group in self.groups.values()):
            return {value: plain(func([getattr(a, attr_name) for a in group])) for value, group in self}
        return {value: group.agg(attr_name, func) for value, group in self}


def alike(values: Column) -> Iterator[tuple[Any, Positions]]:
    """Each distinct value of a column and where it stands, in order of first appearance."""
    distinct, first, group = np.unique(values, return_index=True, return_inverse=True)
    positions = np.split(np.argsort(group, kind="stable"), np.cumsum(np.bincount(group))[:-1])
    return ((distinct[number].item(), positions[number]) for number in np.argsort(first))


def equal(values: list[Any]) -> Iterable[tuple[Any, Positions]]:
    """The same for values of any kind that can be a key."""
    positions: dict[Any, list[int]] = {}
    for position, value in enumerate(values):
        positions.setdefault(value, []).append(position)
    return positions.items()


def told(func: Callable[..., Any], values: Column | list[Any]) -> Any:
    """What a function makes of an array or, where it cannot take one, of the list.

    Of one value, or none, it gets the list first, for there `if values` would speak of the value.
    """
    if not isinstance(values, np.ndarray) or values.ndim > 1:
        return plain(func(values))
    first, second = (values.tolist(), values) if len(values) < 2 else (values, values.tolist())
    try:
        return plain(func(first))
    except (AttributeError, TypeError, ValueError) as error:
        try:
            return plain(func(second))
        except (AttributeError, TypeError, ValueError):
            raise error from None


def plain(value: Any) -> Any:
    """A NumPy number as Python's own, so that it prints and writes as JSON."""
    return value.item() if isinstance(value, np.generic) else value
