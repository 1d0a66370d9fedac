"""What an unquoted word of YAML means, by the core schema of YAML 1.2."""

from __future__ import annotations

import math
import re

LONGEST_INTEGER = 30
LARGEST_EXACT = 2**53

_NULL = {"", "~", "null", "Null", "NULL"}
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def core_scalar(text: str) -> str | int | float | bool | None:
    """The value of a plain scalar; ValueError where it is no finite number of bearable length.

    `no` and dates are text, `1e3` is 1000, `0o10` is 8. `010` and `1:30`, which older readers of YAML take
    for 8 and 90, stay text, so that they are refused where a number is due.
    """
    if text in _NULL:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    for pattern, base in ((_INTEGER, 10), (_OCTAL, 8), (_HEXADECIMAL, 16)):
        if pattern.fullmatch(text):
            return _integer(text, base)
    if _FLOAT.fullmatch(text):
        return _number(text)
    if _NOT_FINITE.fullmatch(text):
        raise ValueError(f"{text} is not a finite number; write a number, or leave the key out")
    return text


def number_hint(text: str) -> str:
    """How to write the number that a text seems to mean; empty where it does not look like a number."""
    if re.fullmatch(r"[-+]?0[0-9]+", text):
        right = re.sub(r"^([-+]?)0+(?=[0-9])", r"\1", text)
        return f"a number has no leading zero; write {right}"
    if re.fullmatch(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?", text):
        return "hours:minutes is text; write one number"
    if re.fullmatch(r"[-+]?[0-9]+(\.[0-9]*)?\s*%", text):
        return f"write {float(text.rstrip('% ')) / 100:g} instead"
    if re.fullmatch(r"[-+]?[0-9]+,[0-9]+", text) and not re.fullmatch(r"[-+]?[1-9][0-9]{0,2},[0-9]{3}", text):
        return f"write {text.replace(',', '.')}, with a decimal point"
    plain = text.replace("_", "").replace(",", "").replace(" ", "")
    if _INTEGER.fullmatch(plain) or _FLOAT.fullmatch(plain):
        return f"write {plain}, without quotes, spaces or separators"
    return ""


def _integer(text: str, base: int) -> int:
    if len(text) > LONGEST_INTEGER:
        raise ValueError(f"a number of {len(text)} digits; at most {LONGEST_INTEGER} are read")
    return int(text, base)


def _number(text: str) -> int | float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:LONGEST_INTEGER]} is too large for a number")
    if "." not in text and number.is_integer() and abs(number) < LARGEST_EXACT:
        return int(number)
    return number
