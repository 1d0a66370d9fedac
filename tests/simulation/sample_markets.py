"""Small markets that tests run: few customers, short, with what they do not need switched off."""

from functools import cache
from typing import Any

import numba
import numpy as np
import pytest

from simulation.model import LoyaltyModel
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario
from simulation.state.firm_attributes import FirmAttributes
from simulation.state.tables import Customers, Firms, Relationships
from simulation.strategies.pricing import Fixed

CUSTOMERS, WEEKS = 300, 20
_CONFIG: Any = numba.config  # filled at run time
INTERPRETED = bool(_CONFIG.DISABLE_JIT)
"""Whether rules run as plain Python."""
SEVERAL_CHUNKS = pytest.mark.skipif(INTERPRETED, reason="a crowd of several chunks, uncompiled")
FIRMS = {
    "Alba": {"attraction": 0.45, "presence": 0.8, "initial_share": 0.39},
    "Brio": {"attraction": 0.15, "presence": 0.7, "initial_share": 0.29},
    "Corda": {"attraction": -0.2, "presence": 0.6, "initial_share": 0.19},
    "Dorra": {"attraction": -0.6, "presence": 0.5, "initial_share": 0.13},
}
"""Four firms that differ in their attraction only, all at a price of 10.00, whatever the baseline's do."""


@cache
def _baseline() -> Scenario:
    tree = load("baseline").tree()
    return Scenario.model_validate({**tree, "firms": FIRMS, "events": [], "compare": {"as_is": {}}})


def market(changes: dict[str, Any] | None = None, **sizes: int) -> Scenario:
    """300 of the baseline's customers and four like firms for 20 weeks without burn-in, unless said otherwise."""
    size = {"customers": CUSTOMERS, "weeks": WEEKS, "burn_in_weeks": 0, **sizes}
    return _baseline().changed({**{f"market.{name}": value for name, value in size.items()}, **(changes or {})})


def price_of(scenario: Scenario, firm: str) -> float:
    """The price of a firm that asks the same every week."""
    pricing = scenario.firms[firm].pricing
    assert isinstance(pricing, Fixed)
    return pricing.price


def lived(scenario: Scenario, weeks: int | None = None, **options: Any) -> LoyaltyModel:
    """A model after so many weeks, or at its end."""
    model = LoyaltyModel(scenario, **options)
    while model.running and (weeks is None or model.week < weeks):
        model.step()
    return model


def columns(model: LoyaltyModel) -> dict[str, np.ndarray]:
    """Copies of all columns of customers, relationships and firms, and of what firms state."""
    tables: dict[str, Customers | Relationships | Firms | FirmAttributes] = {
        "customers": model.world.customers,
        "relationships": model.world.relationships,
        "firms": model.world.firms,
        "attributes": model.world.attributes,
    }
    return {
        f"{table}.{name}": column.copy() for table, part in tables.items() for name, column in part._asdict().items()
    }


def differing(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> list[str]:
    """Names of the columns that are not equal to the bit."""
    assert one.keys() == other.keys()
    return [name for name in one if not np.array_equal(one[name], other[name])]


def alone_with_luck() -> dict[str, Any]:
    """Changes after which customers touch each other neither by words nor through a firm: no talk, no lessons."""
    recovery = {f"firms.{firm}.recovery.learning": 0.0 for firm in FIRMS}
    desks = {f"firms.{firm}.recovery.staff": 1e6 for firm in FIRMS}
    mute = {f"customers.switches.{talk}": False for talk in ("word_of_mouth", "reputation")}
    return {**mute, "market.network.kind": "none", **recovery, **desks}
