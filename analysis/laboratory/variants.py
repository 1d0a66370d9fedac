"""Variants of the market that several findings share: the first firm is the own one, the second its rival."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from simulation.loyalty import LOYALTY_TYPES
from simulation.state.tables import NOBODY

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab
    from analysis.laboratory.trip_log import TripLog
    from simulation.scenario.scenario import Scenario
    from simulation.state.tables import Relationships

OWN, RIVAL = 0, 1
PROMOTION = (21, 22)
CUT_FROM = 5
SOLD_OUT = (21, 28)


def event(kind: str, week: int, weeks: int | None, **fields: Any) -> dict[str, Any]:
    """An event of so many weeks, None to the end."""
    return {"event": kind, "from_week": week, "weeks": weeks, **fields}


def dearer(lab: Lab, factor: float) -> TripLog:
    """The own firm's price times a factor, from week 1 on."""
    own = lab.firms[OWN]
    price = getattr(lab.scenario.firms[own].pricing, "price", lab.scenario.market.usual_price)
    return lab.panel({f"firms.{own}.pricing": {"strategy": "fixed", "price": round(price * factor, 2)}})


def promoted(lab: Lab) -> TripLog:
    """The rival takes 20 % off for two weeks, and says so."""
    return lab.panel(events=[event("promotion", PROMOTION[0], 2, firm=lab.firms[RIVAL], depth=0.2)])


def undercut(lab: Lab, week: int = CUT_FROM, weeks: int | None = None) -> TripLog:
    """The rival asks 20 % less, without a label."""
    return lab.panel(events=[event("price_war", week, weeks, firms=[lab.firms[RIVAL]], depth=0.2)])


def launched(lab: Lab) -> TripLog:
    """The last but one firm brings a much better product in week 1: some 1.26 utility to the cognitive."""
    return lab.panel(events=[event("quality_launch", 1, None, firm=lab.firms[-2], size=0.35)])


def sold_out(lab: Lab) -> TripLog:
    """The own firm has nothing to sell for eight weeks."""
    return lab.panel(events=[event("stock_out", SOLD_OUT[0], 8, firm=lab.firms[OWN])])


def for_all(lab: Lab, block: str, **values: Any) -> dict[str, Any]:
    """Changes to a block, such as recovery, made by every firm."""
    return {f"firms.{firm}.{block}.{name}": value for firm in lab.firms for name, value in values.items()}


def memoryless(scenario: Scenario) -> dict[str, Any]:
    """Changes that leave one type, who weighs price and attraction alone, knows all firms, and never quarrels."""
    alone = LOYALTY_TYPES[0]
    return {
        "customers.mix": {name: float(name == alone) for name in LOYALTY_TYPES},
        f"customers.types.{alone}.effort_per_step": 0.0,
        "customers.satisfaction.dissatisfied_below": 0.0,
        **{f"customers.switches.{name}": False for name in type(scenario.customers.switches).model_fields},
        **{f"firms.{name}.presence": 1.0 for name in scenario.firms},
    }


def index(minds: Relationships) -> np.ndarray:
    """The loyalty index of every customer towards every firm, 0-1, shape (firms, customers)."""
    return np.asarray(minds.conviction + minds.affect + minds.habit, float) / 3.0


def last_firm(panel: TripLog, week: int) -> np.ndarray:
    """Firm of every customer's last purchase up to a week, NOBODY where there is none."""
    trips = panel.between(1, week)
    firms = np.full(panel.kinds.size, NOBODY)
    firms[trips["customer"]] = trips["firm"]
    return firms


def towards_last(panel: TripLog, week: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Customers who have bought, their last firm, and their loyalty to it."""
    firms = last_firm(panel, week)
    who = np.flatnonzero(firms != NOBODY)
    return who, firms[who], index(panel.minds[week])[firms[who], who]


def spent(panel: TripLog, first: int, last: int, column: str = "paid") -> np.ndarray:
    """Money paid by each customer to each firm in weeks `first` to `last`, shape (firms, customers)."""
    trips, found = panel.between(first, last), np.zeros((panel.firms, panel.kinds.size))
    np.add.at(found, (trips["firm"], trips["customer"]), trips[column] / 100.0)
    return found


def contribution(panel: TripLog, first: int, last: int) -> np.ndarray:
    """Money left with each firm by each customer after goods, service, compensation, shape (firms, customers)."""
    parts = (spent(panel, first, last, part) for part in ("goods_cents", "service_cents", "compensation"))
    return np.asarray(spent(panel, first, last) - sum(parts))


def repeat(panel: TripLog, kind: int, first: int, last: int, firm: int | None = None) -> float:
    """Part of a type's purchases that are made where the one before was, of a firm's or of all firms' buyers."""
    trips = panel.between(first, last)
    asked = (panel.kinds[trips["customer"]] == kind) & (trips["previous"] >= 0)
    asked &= (trips["previous"] == firm) if firm is not None else True
    return float((trips["firm"] == trips["previous"])[asked].mean())
