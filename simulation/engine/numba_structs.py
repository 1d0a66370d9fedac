"""How compiled rules are handed a market: one address, in place of some hundred columns and numbers.

Python sees frozen dataclasses of named tuples. Compiled code sees a pointer to a table of 64-bit words: numbers as they
are, a column as its address and shape. `world.customers.rate[i]` means the same to both. Taking tuples apart at every
call cost more than the work of a small market, and most of the time of compiling.
"""

import hashlib
import operator
from dataclasses import fields
from typing import Any, NamedTuple

import numba
import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    infer_getattr,
    lower_builtin,
    lower_getattr_generic,
    models,
    register_model,
    type_callable,
    typeof_impl,
    unbox,
)
from numba.np import arrayobj

WORD = 8  # bytes


class Member(NamedTuple):
    """Where a field lies in its table, in words from the start, and of which Numba type it is."""

    place: int
    kind: Any


class HandedType(types.Type):
    """A table of numbers, columns and further tables, by name."""

    def __init__(self, title: str, members: dict[str, Member], words: int) -> None:
        self.members, self.words = members, words
        inside = ", ".join(f"{name}: {member.place} {member.kind.name}" for name, member in members.items())
        super().__init__(name=f"{title}_{hashlib.sha256(inside.encode()).hexdigest()[:8]}")  # short: symbols carry it


class SeveralType(types.Type):
    """Tables of one kind, one after the other."""

    def __init__(self, each: HandedType, count: int) -> None:
        self.each, self.count = each, count
        super().__init__(name=f"{count}_{each.name}")


class Handed:
    """What dataclasses inherit that are handed to compiled code: nested named tuples of numbers and arrays.

    Arrays lie in C's order, those of two dimensions in Fortran's; ValueError for others. What an array holds may
    change, the fields may not.
    """

    _numba_type_: HandedType

    def __post_init__(self) -> None:
        words: list[int | float] = []
        kind = laid_out(type(self).__name__, self._parts(), words)
        table = np.zeros(len(words), np.int64)
        for place, word in enumerate(words):
            (table.view(np.float64) if isinstance(word, float) else table)[place] = word
        self.__dict__.update(_numba_type_=kind, table=table, address=table.ctypes.data)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(self._parts().values())

    def _parts(self) -> dict[str, Any]:
        """The fields by name."""
        return {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]  # who inherits is one


def laid_out(title: str, parts: dict[str, Any], words: list[int | float]) -> HandedType:
    """The type of a table; its words are added to `words`."""
    start, members = len(words), {}
    for name, value in parts.items():
        members[name] = Member(len(words) - start, kind_of(value, words))
    return HandedType(title, members, len(words) - start)


def kind_of(value: Any, words: list[int | float]) -> Any:
    """The Numba type of one field; its words are added to `words`."""
    if isinstance(value, np.ndarray):
        order: Any = "F" if value.ndim == 2 else "C"
        if not (value.flags.f_contiguous if order == "F" else value.flags.c_contiguous):
            raise ValueError(f"a column of shape {value.shape} does not lie in {order} order")
        words += [value.ctypes.data, *value.shape]
        return types.Array(numba.from_dtype(value.dtype), value.ndim, order)
    if hasattr(value, "_asdict"):
        return laid_out(type(value).__name__, value._asdict(), words)
    if isinstance(value, tuple):
        each = {laid_out(type(part).__name__, part._asdict(), words) for part in value}
        return SeveralType(each.pop(), len(value))
    words.append(value if isinstance(value, float) else int(value))
    return types.boolean if isinstance(value, bool) else types.float64 if isinstance(value, float) else types.int64


register_model(HandedType)(models.OpaqueModel)
register_model(SeveralType)(models.OpaqueModel)


@typeof_impl.register(Handed)
def _typeof(value: Handed, _context: Any) -> Any:
    return value._numba_type_


@unbox(HandedType)
def _unbox(kind: HandedType, value: Any, c: Any) -> Any:
    address = c.pyapi.object_getattr_string(value, "address")
    pointer = c.pyapi.long_as_voidptr(address)
    c.pyapi.decref(address)
    return numba.extending.NativeValue(pointer)


@infer_getattr
class _Fields(AttributeTemplate):
    key = HandedType

    def generic_resolve(self, kind: HandedType, name: str) -> Any:  # type: ignore[override]  # as Numba means it
        """The type of a field, None where there is no such field."""
        return kind.members[name].kind if name in kind.members else None


def word_at(builder: Any, table: Any, place: int, kind: Any) -> Any:
    """A word of a table: it does not change while compiled code runs, so one look is enough."""
    words = builder.bitcast(table, kind.as_pointer())
    word = builder.load(builder.gep(words, [ir.Constant(ir.IntType(64), place)]))
    word.set_metadata("invariant.load", builder.module.add_metadata([]))
    return word


def moved(builder: Any, table: Any, words: Any) -> Any:
    """A pointer so many words further on."""
    start = builder.bitcast(table, ir.IntType(64).as_pointer())
    return builder.bitcast(builder.gep(start, [words]), table.type)


@lower_getattr_generic(HandedType)
def _get(context: Any, builder: Any, kind: HandedType, table: Any, name: str) -> Any:
    place, wanted = kind.members[name]
    if isinstance(wanted, (HandedType, SeveralType)):
        return moved(builder, table, ir.Constant(ir.IntType(64), place))
    if isinstance(wanted, types.Array):
        return column_at(context, builder, table, place, wanted)
    if wanted == types.float64:
        return word_at(builder, table, place, ir.DoubleType())
    number = word_at(builder, table, place, ir.IntType(64))
    return context.cast(builder, number, types.int64, wanted)


def column_at(context: Any, builder: Any, table: Any, place: int, kind: Any) -> Any:
    """An array made of its address and shape."""
    column = arrayobj.make_array(kind)(context, builder)
    size = ir.IntType(64)
    shape = [word_at(builder, table, place + 1 + axis, size) for axis in range(kind.ndim)]
    itemsize = ir.Constant(size, context.get_abi_sizeof(context.get_data_type(kind.dtype)))
    strides, stride = [], itemsize
    for length in shape if kind.layout == "F" else reversed(shape):
        strides.append(stride)
        stride = builder.mul(stride, length)
    arrayobj.populate_array(
        column,
        data=builder.inttoptr(word_at(builder, table, place, size), column.data.type),
        shape=cgutils.pack_array(builder, shape),
        strides=cgutils.pack_array(builder, strides if kind.layout == "F" else strides[::-1]),
        itemsize=itemsize,
        meminfo=None,
    )
    return column._getvalue()  # noqa: SLF001  # Numba's own name


@type_callable(operator.getitem)
def _type_of_one(_context: Any) -> Any:
    def typer(several: Any, place: Any) -> Any:
        if isinstance(several, SeveralType) and isinstance(place, types.Integer):
            return several.each
        return None

    return typer


@lower_builtin(operator.getitem, SeveralType, types.Integer)
def _one(context: Any, builder: Any, signature: Any, given: Any) -> Any:
    several, place = signature.args
    place = context.cast(builder, given[1], place, types.int64)
    return moved(builder, given[0], builder.mul(place, ir.Constant(ir.IntType(64), several.each.words)))


@type_callable(len)
def _type_of_count(_context: Any) -> Any:
    return lambda several: types.intp if isinstance(several, SeveralType) else None


@lower_builtin(len, SeveralType)
def _count(context: Any, _builder: Any, signature: Any, _given: Any) -> Any:
    return context.get_constant(types.intp, signature.args[0].count)
