"""What findings on firms share: the own firm's blocks changed, what its customers met, and small models looked into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from simulation.model import LoyaltyModel, run_to_end

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab
    from analysis.laboratory.trip_log import TripLog

OWN = 0
"""The firm that acts: the first of the scenario."""
BURN_IN = 60
"""Weeks in which the firms of a small market come to see each other."""


def own(lab: Lab, **changes: Any) -> dict[str, Any]:
    """Changes of the own firm by path below it, dots written as double underscores."""
    return {f'firms."{lab.firms[OWN]}".{path.replace("__", ".")}': value for path, value in changes.items()}


def better(lab: Lab, level: str, by: float) -> dict[str, Any]:
    """The own firm with one level of its service higher, at most 1."""
    now = getattr(lab.scenario.firms[lab.firms[OWN]].service, level)
    return own(lab, **{f"service__{level}": min(now + by, 1.0)})


def serving(lab: Lab, level: float) -> dict[str, Any]:
    """The own firm with all three levels of its service as given."""
    return own(lab, service__quality=level, service__process=level, service__technical=level)


def outcome(panel: TripLog, metric: str) -> float:
    """An outcome of the own firm."""
    return panel.result.outcomes[next(iter(panel.scenario.firms)), metric]


def visits(panel: TripLog, first: int, last: int) -> dict[str, np.ndarray]:
    """The purchases from the own firm in weeks `first` to `last`."""
    trips = panel.between(first, last)
    at = trips["firm"] == OWN
    return {name: column[at] for name, column in trips.items()}


def share(panel: TripLog, first: int, last: int, kind: int | None = None) -> float:
    """The own firm's part of all units sold in these weeks, to one loyalty type or to all."""
    trips = panel.between(first, last)
    of = np.full(trips["firm"].shape, fill_value=True) if kind is None else panel.kinds[trips["customer"]] == kind
    return float(trips["quantity"][of & (trips["firm"] == OWN)].sum() / trips["quantity"][of].sum())


def failing(panel: TripLog, first: int, last: int) -> float:
    """Failures by visits of the own firm in these weeks."""
    return float((visits(panel, first, last)["failure"] > 0).mean())


def settled_model(lab: Lab, changes: Mapping[str, Any], weeks: int) -> LoyaltyModel:
    """A market of few customers, to be run for so many weeks: enough for what only firms do."""
    few = {"market.customers": 200, "market.weeks": weeks, "market.burn_in_weeks": BURN_IN}
    return LoyaltyModel(lab.changed({**few, **changes}), lab.replicate)


def model_after_weeks(lab: Lab, changes: Mapping[str, Any], weeks: int) -> LoyaltyModel:
    """The same at its end."""
    return run_to_end(settled_model(lab, changes, weeks))


def first_visits(panel: TripLog, weeks: int) -> float:
    """Mean satisfaction with the first purchase ever from the own firm, of those made in so many weeks."""
    seen = visits(panel, 1, weeks)
    return float(seen["satisfaction"][seen["is_new"] > 0].mean())
