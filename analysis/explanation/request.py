"""What is asked of `explain`: a customer's story under strategies of a finished study, or why their profits differ."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.study.plan import Plan


@dataclass(frozen=True)
class JourneyRequest:
    """A customer to follow in one replicate, under the baseline and one more strategy: that named, or the first."""

    plan: Plan
    customer: int
    strategy: str | None = None
    replicate: int = 1


@dataclass(frozen=True)
class DriversRequest:
    """Differences in profit from the baseline to take apart: of the strategy named, or of all."""

    plan: Plan
    strategy: str | None = None
