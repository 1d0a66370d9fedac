"""Runs that begin alike settle their market once: strategies differ from week 1 on, and luck is the same for all.

The market at the end of burn-in is kept in the process that made it, and every run that begins alike goes on with a
copy. The numbers are those of a run that settles a market of its own, to the bit; a test holds this.
"""

from __future__ import annotations

import copy
import hashlib
import json
import threading
from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Any

from simulation.population.memory import BYTES_OF_A_PROCESS, memory_needed, memory_present

if TYPE_CHECKING:
    from simulation.model import LoyaltyModel
    from simulation.scenario.scenario import Scenario

Beginning = Hashable | None
"""Runs of equal beginnings share their burn-in; None shares with nobody."""

FOLLOWED = frozenset({
    *("unit_cost", "acquisition_cost", "promotion_cost", "advertising_half", "observed_share", "overhead"),
    *("pricing", "service", "recovery", "attraction", "attraction_by_type", "presence", "advertising"),
    *("alliance", "alliance_cost", "let_go", "people", "improvement", "care", "promise", "extension"),
    *("plan_cost", "programme"),
})  # fmt: skip
"""What a firm does only from week 1 on: during burn-in these blocks are the settled scenario's. What is not listed,
as a firm's image at birth, keeps runs apart."""
LABELS = ("question", "focus", "compare", "rivals", "observed", "expect")


def beginning(scenario: Scenario, settled: Scenario) -> str:
    """Equal for scenarios whose burn-in, with firms that follow the settled scenario, is the same."""
    tree = {key: value for key, value in scenario.tree().items() if key not in LABELS}
    tree["firms"] = {name: _kept(firm) for name, firm in tree["firms"].items()}
    firms = settled.tree()["firms"]
    return hashlib.sha256(json.dumps([tree, firms]).encode()).hexdigest()[:16]


def _kept(firm: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in firm.items() if key not in FOLLOWED}


def is_followed(path: tuple[str | int, ...]) -> bool:
    """Whether what lies at the path of a scenario matters from week 1 on only."""
    return len(path) > 2 and path[0] == "firms" and path[2] in FOLLOWED


def has_room(scenario: Scenario, processes: int) -> bool:
    """Whether each process can hold a settled market beside the one that runs, in half of the memory."""
    market = memory_needed(scenario) - BYTES_OF_A_PROCESS
    return processes * 2.0 * market < memory_present() / 2.0


class SettledMarket(threading.local):
    """The market at the end of one burn-in, kept for runs that begin alike; each thread has its own."""

    def __init__(self) -> None:
        self._key: Hashable = None
        self._model: LoyaltyModel | None = None

    def model(self, key: Hashable, begin: Callable[[], LoyaltyModel]) -> LoyaltyModel:
        """A copy of the market of this key; when another is kept, `begin` gives the model that settles now."""
        if self._model is None or key != self._key:
            self.forget()
            settling = begin()
            while settling.reported_week < 0:
                settling.step()
            self._model, self._key = settling, key
        return copy.deepcopy(self._model)

    def forget(self) -> None:
        """Free the market that is kept."""
        if self._model is not None:
            self._model.release()
        self._model = self._key = None


SETTLED = SettledMarket()
"""This thread's own."""
