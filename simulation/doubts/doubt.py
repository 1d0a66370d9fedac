"""A doubt: what in a sound scenario has no effect or is hardly meant; it is said and refuses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulation.reading.paths import Path
from simulation.scenario.parameters.firm import Firm
from simulation.strategies.ledger import Ledger


class Doubt(NamedTuple):
    """Where it stands in the scenario, and what is to be said."""

    path: Path
    message: str


def ledger(name: str, firm: Firm, week: int = 0) -> Ledger:
    """What the manager of a firm knows who has not yet seen a market."""
    return Ledger(week, name, firm.unit_cost, 0.0, 0.0)


def price_asked(name: str, firm: Firm) -> float:
    """List price of a firm in a quiet week, the mean of a series that is replayed; money a unit."""
    series: tuple[float, ...] = getattr(firm.pricing, "prices", ())
    return sum(series) / len(series) if series else firm.pricing.list_price(ledger(name, firm))


def listed(names: Sequence[str]) -> str:
    """The names as a sentence has them."""
    return " and ".join([*([", ".join(names[:-1])] if len(names) > 1 else []), *names[-1:]])
