"""Where findings get their runs: one scenario in one replicate, each variant simulated once and shared by all."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.execution.burn_in_cache import SettledMarket, beginning
from analysis.laboratory.absences import without
from analysis.laboratory.trip_log import TripLog, observed
from simulation.model import LoyaltyModel
from simulation.result import Result
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario

Changes = Mapping[str, Any]
Event = Mapping[str, Any]
MOST_KEPT = 16
"""Panels kept in memory; one of 4,000 customers over two years takes some 15 MB."""
USUAL_MINDS = (0, 1, 4, 26, 52, 78, 104)
"""Weeks at whose end every panel remembers what customers hold about firms; 0 is the end of burn-in."""


EARLY = ("entry",)
"""Events that are felt before their week: who enters late is not there yet."""


@dataclass
class Lab:
    """A market in the luck of one replicate, and the runs of its variants, the most recent of them kept.

    `quick` asks findings for fewer points of a sweep, never for another question. The mechanisms named in `absent` are
    off in every variant, whatever an experiment switches on.
    """

    scenario: Scenario
    replicate: int = 1
    quick: bool = False
    threads: int = 1
    absent: tuple[str, ...] = ()
    _kept: OrderedDict[str, TripLog] = field(default_factory=OrderedDict)
    _settled: SettledMarket = field(default_factory=SettledMarket)

    def __post_init__(self) -> None:
        self.scenario = without(self.scenario, self.absent)

    @property
    def firms(self) -> tuple[str, ...]:
        """Names of the firms, in order."""
        return tuple(self.scenario.firms)

    def panel(
        self,
        changes: Changes | None = None,
        *,
        events: Collection[Event] | None = None,
        minds: Collection[int] = (),
        meddle: Mapping[int, Callable[[LoyaltyModel], None]] | None = None,
        settled: bool = True,
    ) -> TripLog:
        """The market with some values changed, by dotted path, and with these events instead of its own.

        Firms take on their changed blocks in week 1 of the settled market; with `settled=False` they have them from
        the start of burn-in. Changes of customers and market hold from the start. `minds` are further weeks to
        remember; a run with `meddle`, which no key can name, is not kept.
        """
        wanted = dict(changes or {}) | ({} if events is None else {"events": [dict(event) for event in events]})
        key = json.dumps([wanted, settled], sort_keys=True, default=str)
        kept = self._kept.get(key) if meddle is None else None
        if kept is not None and set(minds) <= set(kept.minds):
            self._kept.move_to_end(key)
            return kept
        scenario = self.changed(wanted)
        model = self._begun(scenario, settled=settled)
        seen = observed(model, {*USUAL_MINDS, *minds, *(kept.minds if kept else ())}, meddle, self.replicate)
        if meddle is None:
            self._keep(key, seen)
        return seen

    def changed(self, changes: Changes) -> Scenario:
        """The scenario with some values changed, and still without what is absent."""
        return without(self.scenario.changed(dict(changes)), self.absent) if changes else self.scenario

    def elsewhere(self, scenario: Scenario) -> Lab:
        """A laboratory of its own for another market, in the same luck and without the same mechanisms."""
        return Lab(scenario, self.replicate, quick=self.quick, threads=self.threads, absent=self.absent)

    def other(self, name: str) -> Scenario:
        """A shipped scenario, with every mechanism off that is off here."""
        off = {f"customers.switches.{switch}": False for switch, is_on in self.scenario.customers.switches if not is_on}
        return without(load(name).changed(off), self.absent)

    def run(self, changes: Changes | None = None, *, events: Collection[Event] | None = None) -> Result:
        """The tables of a run of the market with some values changed."""
        return self.panel(changes, events=events).result

    def _begun(self, scenario: Scenario, *, settled: bool) -> LoyaltyModel:
        """The market at its start; or settled, where burn-in is that of the unchanged market, which is kept."""

        def new() -> LoyaltyModel:
            before = self.scenario if settled else None
            return LoyaltyModel(scenario, self.replicate, threads=self.threads, settled=before)

        start = _beginning(scenario, self.scenario)
        if not settled or start != _beginning(self.scenario, self.scenario):
            return new()
        model = self._settled.model(start, new)
        model.scenario_in_use = scenario
        return model

    def _keep(self, key: str, panel: TripLog) -> None:
        self._kept[key] = panel
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


def _beginning(scenario: Scenario, settled: Scenario) -> str:
    """Equal for scenarios of equal burn-in: weeks reported and events do not matter, but for firms that enter late."""
    late = [event.model_dump() for event in scenario.events if event.event in EARLY]
    return beginning(scenario.changed({"market.weeks": 1, "events": late}), settled)
