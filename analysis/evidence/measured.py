"""What one replicate gave, in a form that survives an interruption, and what a mechanism's absence changes of it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

INTACT = "intact"
"""The arm in which every mechanism is on."""


@dataclass(frozen=True)
class Measured:
    """What one replicate gave: the measures of each claim and law, the errors of those that raised, and the time."""

    measures: Mapping[str, Mapping[str, float]]
    troubles: Mapping[str, str]
    seconds: Mapping[str, float]
    replicate: int = 0

    def written(self) -> bytes:
        """All of it as bytes."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def read(cls, data: bytes) -> Measured:
        """What was written, the same numbers to the bit."""
        return cls(**json.loads(data))


def differences(intact: Sequence[Measured], off: Sequence[Measured], name: str, check: str) -> list[float]:
    """What a mechanism's absence does to a number in each replicate in which it is defined in both."""
    both = [[done.measures.get(name, {}).get(check, math.nan) for done in pair] for pair in paired(intact, off)]
    return [without - usual for usual, without in both if math.isfinite(usual) and math.isfinite(without)]


def paired(intact: Sequence[Measured], off: Sequence[Measured]) -> list[tuple[Measured, Measured]]:
    """What was measured in the same replicate, that is with the same luck, with and without a mechanism."""
    usual = {done.replicate: done for done in intact}
    return [(usual[done.replicate], done) for done in off if done.replicate in usual]
