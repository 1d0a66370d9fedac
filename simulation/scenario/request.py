"""What a model is asked to be: a scenario by name or as it is, changed by keywords, under one of its strategies."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from simulation.reading.errors import refused
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario

SHORT = {"customers": "market.customers", "weeks": "market.weeks", "seed": "run.seed"}
"""Keywords that stand for a path, as `load` has them."""


def varied(scenario: Scenario | str | os.PathLike[str], changes: Mapping[str, Any]) -> Scenario:
    """The scenario, loaded when it is a name, with all changes; those named in `SHORT` may be None: as it is."""
    wanted = {SHORT.get(name, name): value for name, value in changes.items() if value is not None or name not in SHORT}
    found = read(scenario)
    return found.changed(wanted) if wanted else found


def read(scenario: Scenario | str | os.PathLike[str]) -> Scenario:
    """The scenario, loaded when it is the name of one, or of a file; refused where it is neither."""
    if isinstance(scenario, (str, os.PathLike)):
        return load(scenario)
    if not isinstance(scenario, Scenario):
        raise refused(f"a {type(scenario).__name__} is no scenario; write a scenario, or the name of one")
    return scenario


def begun_as(scenario: Scenario, strategy: str | None, settled: Scenario | None) -> tuple[Scenario, Scenario]:
    """What the firms follow from week 1 on, and what they follow before."""
    if strategy is None and settled is not None:
        return scenario, settled
    arm = scenario.settled() if strategy is None else scenario.with_strategy(strategy)
    return arm, scenario.settled() if settled is None else settled
