"""A block is a frozen, validated mapping of a scenario: the YAML that a user writes is what runs."""

from functools import cache
from typing import Annotated, Any, get_args

import pydantic
from pydantic import ValidatorFunctionWrapHandler
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticUndefined

PROGRAM = __name__.partition(".")[0]
REQUIRED: Any = PydanticUndefined
SMALLEST = 1e-9
"""The smallest number that a thing may be divided by."""


class Follows:
    """Marks a cost that is shown for a usual price of 10 and, where a scenario states none, moves with that price."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The number or null, for an editor; null says that the cost follows."""
        return {"anyOf": [handler(core), {"type": "null"}], "follows": "market.usual_price"}


FOLLOWS = Follows()
Cost = Annotated[float, FOLLOWS]
"""Money that a scenario states or, with null or nothing, leaves to follow the usual price of its market."""


class Block(pydantic.BaseModel):
    """Part of a scenario; unknown keys, text or yes/no for a number, NaN and infinity are refused."""

    model_config = pydantic.ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        validate_default=True,
    )

    @pydantic.model_validator(mode="before")
    @classmethod
    def _accept_yaml(cls, given: Any) -> Any:
        """Lists freeze to tuples, and 1e3 counts as the whole number that it is."""
        if not isinstance(given, dict):
            return given
        left = following(cls) if None in given.values() else ()
        stated = {key: value for key, value in given.items() if value is not None or key not in left}
        return {key: _as_declared(value, cls.model_fields.get(key)) for key, value in stated.items()}

    @pydantic.field_validator("*", mode="after")
    @classmethod
    def _means_something(cls, value: Any, info: pydantic.ValidationInfo) -> Any:
        """What has to be more than 0, since something is divided by it, is no mere trace of a number."""
        bounds = cls.model_fields[info.field_name or ""].metadata
        return no_trace(value) if any(getattr(bound, "gt", None) == 0 for bound in bounds) else value


@cache
def following(kind: type[Block]) -> tuple[str, ...]:
    """Keys of a block's costs that follow the usual price unless they are stated."""
    return tuple(name for name, field in kind.model_fields.items() if FOLLOWS in field.metadata)


def quantity(
    default: Any,
    meaning: str,
    unit: str,
    source: str = "",
    *,
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
) -> Any:
    """A field of a block with its meaning, unit, source and range; REQUIRED stands for no sensible default.

    `unit` is a word a manager uses: money, share, weeks, minutes, 0-1. `source` says where the default comes
    from and whether that was checked; empty means a design choice.
    """
    return pydantic.Field(
        default,
        ge=ge,
        gt=gt,
        le=le,
        description=meaning,
        json_schema_extra={"unit": unit, "source": source or "design choice"},
    )


def no_trace(value: Any) -> Any:
    """The value; ValueError where it is so near to 0 that it can only be a mistake."""
    if isinstance(value, float) and 0.0 < value < SMALLEST:
        raise ValueError(f"{value:g} is too near to 0 to mean anything; write at least {SMALLEST:g}")
    return value


def default_strategy(name: str) -> pydantic.BeforeValidator:
    """A block of a union that names no `strategy` is read as this one."""

    def fill(given: Any) -> Any:
        return {"strategy": name, **given} if isinstance(given, dict) else given

    return pydantic.BeforeValidator(fill)


def is_own(value: Any) -> bool:
    """Whether it is a block whose class is none of the program's."""
    return isinstance(value, pydantic.BaseModel) and type(value).__module__.partition(".")[0] != PROGRAM


def or_own(kind: type[pydantic.BaseModel]) -> pydantic.WrapValidator:
    """Besides what is listed, a block of a user's own class that does what this kind does."""

    def accept(given: Any, listed: ValidatorFunctionWrapHandler) -> Any:
        return given if isinstance(given, kind) and is_own(given) else listed(given)

    return pydantic.WrapValidator(accept)


def _as_declared(value: Any, field: pydantic.fields.FieldInfo | None) -> Any:
    if isinstance(value, list):
        return _frozen(value)
    whole = isinstance(value, float) and value.is_integer()
    if whole and field is not None and int in (field.annotation, *get_args(field.annotation)):
        return int(value)
    return value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value
