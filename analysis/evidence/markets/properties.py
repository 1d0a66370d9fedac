"""Where a law says nothing: properties of a market with which it is undefined, as `bands.yaml` has them a law."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario


def _are_equal(scenario: Scenario) -> bool:
    """Whether no firm differs from any other, so that shares differ by luck alone."""
    first, *others = (firm.model_dump() for firm in scenario.firms.values())
    return all(firm == first for firm in others)


PROPERTIES: Mapping[str, Callable[[Scenario], bool]] = {
    "two_firms": lambda scenario: len(scenario.firms) == 2,
    "equal_firms": _are_equal,
}
"""Written down before the first market beyond the shipped one was measured."""


def of(scenario: Scenario) -> frozenset[str]:
    """The properties of a market that leave laws undefined."""
    return frozenset(name for name, has in PROPERTIES.items() if has(scenario))
