"""A block is a frozen, validated mapping of a scenario: the YAML that a user writes is what runs."""

import math
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, get_args

import pydantic
from pydantic import ValidatorFunctionWrapHandler
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticUndefined

PROGRAM = __name__.partition(".")[0]
REQUIRED: Any = PydanticUndefined
SMALLEST = 1e-9
"""The smallest number that a thing may be divided by."""


PROPOSED = "P"
"""The source of what we propose: a design choice, not a fact."""


class Range(NamedTuple):
    """Which numbers are allowed: from `ge`, or above `gt`, up to `le`."""

    ge: float | None = None
    gt: float | None = None
    le: float | None = None


ANY = Range()
SHARE = Range(ge=0, le=1)


class Follows:
    """Marks a cost that is shown for a usual price of 10 and, where a scenario states none, moves with that price."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The number or null, for an editor; null says that the cost follows."""
        return {"anyOf": [handler(core), {"type": "null"}], "follows": "market.usual_price"}


FOLLOWS = Follows()
Cost = Annotated[float, FOLLOWS]
"""Money that a scenario states or, with null or nothing, leaves to follow the usual price of its market."""


class Costless(NamedTuple):
    """Marks a lever that costs a firm nothing of itself, and which way customers like it; 0 may stand for no limit."""

    better: Literal["more", "less"]
    is_endless_at_0: bool = False

    def is_gain(self, before: float, after: float) -> bool:
        """Whether customers are better off with what comes after."""
        old, new = (math.inf if self.is_endless_at_0 and value == 0.0 else value for value in (before, after))
        return new > old if self.better == "more" else new < old

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The same as without the mark, and the mark."""
        return {**handler(core), "costless": self.better}


MORE_IS_FREE, LESS_IS_FREE = Costless("more"), Costless("less")
FreeRise = Annotated[float, MORE_IS_FREE]
"""A number that a firm may raise, to its customers' good, at no cost in this model."""
FreeCut = Annotated[float, LESS_IS_FREE]
"""The same of one that it may lower."""


class Topic(StrEnum):
    """What a strategist would ask about, in words that complete "finding out …": every block belongs to one."""

    CUSTOMERS = "what customers are like"
    BUYING = "how often and how much people buy"
    NOTICE = "which firms come to mind"
    PRICES = "how prices are felt"
    JUDGEMENT = "how service is judged"
    COMPLAINTS = "how complaints are felt and handled"
    TALK = "what people tell each other"
    TIES = "what ties customers to a firm"
    CARE = "what messages, favours and knowledge do"
    STAFF = "how staff feel and work"
    MECHANISMS = "which contested mechanisms there are"
    MARKET = "how business is done"
    FIRM = "what the firm itself is like and what it spends"
    RIVALS = "what rivals are like and what they spend"
    PLANS = "what the plans do and cost"
    EVENTS = "what happens from outside"


class Block(pydantic.BaseModel):
    """Part of a scenario; unknown keys, text or yes/no for a number, NaN and infinity are refused."""

    model_config = pydantic.ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        validate_default=True,
    )
    topic: ClassVar[Topic | None] = None
    """What its parameters tell of; None: what the block around it is about."""

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


def between(low: float, high: float) -> Range:
    """Numbers from `low` to `high`, both allowed."""
    return Range(ge=low, le=high)


def above(low: float, high: float | None = None) -> Range:
    """Numbers above `low`, which itself is not allowed, up to `high`."""
    return Range(gt=low, le=high)


def at_least(low: float) -> Range:
    """Numbers from `low` on."""
    return Range(ge=low)


def quantity(  # noqa: PLR0913  # a declaration says all that there is to say
    default: Any,
    label: str,
    meaning: str,
    unit: str,
    within: Range = ANY,
    *,
    source: str = PROPOSED,
    seen: bool = False,
    plausible: str = "",
) -> Any:
    """The one declaration of a parameter: all that documents, schemas, comments and compiled rules say of it.

    `label` names it as a manager would; `meaning` says exactly what it is; `unit` is a word of daily use: money,
    share, weeks, minutes, 0-1. `source` says where the default comes from and what of that was checked (`V`, `V2`,
    `C`, `M`, `P`; simulation/ODD.md). REQUIRED stands for no sensible default. What is `seen` of a firm, rules of
    choice read as it is stated: `offer.firm.<name>`. `plausible` is the range of what nobody knows for sure
    (`plausible_range`), which a source names or we propose; what a firm sets and knows has none.
    """
    extra: dict[str, Any] = {"label": label, "unit": unit, "source": source}
    extra |= {"seen": True} if seen else {}
    extra |= {"plausible": plausible} if plausible else {}
    return pydantic.Field(default, **within._asdict(), description=meaning, json_schema_extra=extra)


def switch(label: str, meaning: str, *, chance: float) -> Any:
    """A mechanism that is on unless a scenario switches it off; `chance` is how likely there is such a one, 0-1."""
    return quantity(True, label, meaning, "yes/no", plausible=f"chance {chance:g}")  # noqa: FBT003  # its default


def figures(meaning: str, source: str) -> Any:
    """A block of numbers that have one source together; their values stand in `scenarios/baseline.yaml`."""
    return pydantic.Field(description=meaning, json_schema_extra={"source": source})


def meaning_with_unit(unit: str, meaning: str) -> str:
    """Unit and meaning in one, as comments have them; a unit with which the meaning begins is not repeated."""
    return meaning if meaning.startswith(unit) else f"{unit}: {meaning}"


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
