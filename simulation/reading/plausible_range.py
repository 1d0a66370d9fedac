"""The short notation of what is plausible of a number that nobody knows: `8:20`, `x0.5:2 log`, `+-0.1`, `a|b`."""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

from simulation.reading.errors import text_of_value
from simulation.reading.yaml_scalars import core_scalar

FORMS = {"log": ", by its logarithm", "beta": ", most likely the value", "shares": ", the sum kept"}
"""What is said of a form, beside its range."""
EXAMPLES = "8:20, 8:20 log, 8:20 beta, x0.5:2, +-0.1, chance 0.9, a value, or a list of values"
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_LAST = rf"(?:\s+above\s+(\w+))?(?:\s+unless\s+({_NUMBER}))?"
_RANGE = re.compile(rf"(x?)\s*({_NUMBER})\s*:\s*({_NUMBER})(?:\s+(log|beta|shares))?{_LAST}")
_AROUND = re.compile(rf"(?:\+-|±)\s*({_NUMBER})(?:\s+(beta|shares))?{_LAST}")
_CHANCE = re.compile(rf"chance\s+({_NUMBER})")


class Plausible(NamedTuple):
    """What is plausible of a value.

    Of a range, `low` and `high` are numbers in the value's own unit, multiples of the value, or distances from it, as
    `measure` says; of a switch, `chance` is that of being on, 0-1; else one of the `choices` holds, each as likely.
    `above` names the key beside it that it is never below; a value that is `off` says that there is no such effect,
    which is not doubted.
    """

    form: str
    low: float = 0.0
    high: float = 0.0
    measure: Literal["absolute", "times", "around"] = "absolute"
    choices: tuple[Any, ...] = ()
    chance: float = 1.0
    above: str = ""
    off: float | None = None

    def around(self, value: float, default: float | None = None) -> tuple[float, float]:
        """Lowest and highest plausible number where the scenario says `value`.

        A range of numbers that does not hold the value moves along with it: it is as many times the value as it is of
        the default or, where these are not of one sign, as far from it.
        """
        low, high = self.low, self.high
        if self.measure == "times":
            low, high = sorted((value * low, value * high))
        elif self.measure == "around":
            low, high = value + low, value + high
        elif default is not None and not low <= value <= high:
            times = value / default if default else 0.0
            low, high = (low * times, high * times) if times > 0 else (low + value - default, high + value - default)
        return low, high

    @property
    def words(self) -> str:
        """The same in words, of a value that is not known: 0.7 to 1.4 times the value."""
        if self.form == "switch":
            return f"on with a chance of {self.chance:g}"
        if self.choices:
            return " or ".join(map(str, self.choices))
        told = {"absolute": "", "times": " times the value", "around": ""}[self.measure]
        ends = f"value ± {self.high:g}" if self.measure == "around" else f"{self.low:g} to {self.high:g}"
        order = f", never below {self.above}" if self.above else ""
        off = f", or {self.off:g} for none" if self.off is not None else ""
        return f"{ends}{told}{FORMS.get(self.form, '')}{order}{off}"


def plausible_range(text: str) -> Plausible:
    """What the text says is plausible; ValueError, with what would be right, where it says nothing."""
    text = text.strip()
    if found := _RANGE.fullmatch(text):
        times, low, high, form, above, off = found.groups()
        ends = float(low), float(high)
        _refuse_ends(text, *ends, form=form or "", is_times=bool(times))
        return Plausible(form or "uniform", *ends, "times" if times else "absolute", (), 1.0, above or "", _off(off))
    if found := _AROUND.fullmatch(text):
        far, form, above, off = float(found[1]), *found.groups()[1:]
        if far < 0:
            raise ValueError(f"{text_of_value(text)}: a distance is no less than 0; write +-{-far:g}")
        return Plausible(form or "uniform", -far, far, "around", (), 1.0, above or "", _off(off))
    if found := _CHANCE.fullmatch(text):
        chance = float(found[1])
        if not 0 <= chance <= 1:
            raise ValueError(f"{text_of_value(text)}: a chance is from 0 to 1; write for example chance 0.9")
        return Plausible("switch", choices=(True, False), chance=chance)
    if "|" in text:
        return one_of([core_scalar(part.strip()) for part in text.split("|")])
    raise ValueError(f"{text_of_value(text)} is no plausible range; write for example {EXAMPLES}")


def one_of(values: list[Any]) -> Plausible:
    """One of these values, each as likely."""
    if not values:
        raise ValueError("an empty list; write the values that are plausible, or false where none is doubted")
    return Plausible("choice", choices=tuple(values))


def _off(number: str | None) -> float | None:
    return None if number is None else float(number)


def _refuse_ends(text: str, low: float, high: float, *, form: str, is_times: bool) -> None:
    if low > high:
        raise ValueError(f"{text_of_value(text)} goes down; write the lower number first")
    if form == "log" and low <= 0:
        raise ValueError(f"{text_of_value(text)}: a logarithmic range lies above 0; leave `log` out")
    if is_times and low < 0:
        raise ValueError(f"{text_of_value(text)}: a multiple is no less than 0")
