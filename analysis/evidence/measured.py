"""What one replicate gave, in a form that survives an interruption."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

INTACT = "intact"
"""The arm in which every mechanism is on."""


@dataclass(frozen=True)
class Measured:
    """What one replicate gave: the measures of each claim and law, the errors of those that raised, and the time."""

    measures: Mapping[str, Mapping[str, float]]
    troubles: Mapping[str, str]
    seconds: Mapping[str, float]

    def written(self) -> bytes:
        """All of it as bytes."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def read(cls, data: bytes) -> Measured:
        """What was written, the same numbers to the bit."""
        return cls(**json.loads(data))
