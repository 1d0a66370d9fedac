"""What is asked of `tournament`: which firms play their strategies against each other, and what they want."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from analysis.sweeps.definable_outcomes import refuse_undefinable
from analysis.sweeps.design_runs import kept_with_prices
from analysis.sweeps.optional_library import needs
from analysis.sweeps.sweep import Sweep
from analysis.tournaments.tournament import contest
from simulation.measurement.metrics import METRICS
from simulation.reading.errors import refused, suggestion, text_of_value
from simulation.scenario.scenario import Scenario


@dataclass(frozen=True)
class TournamentRequest:
    """All strategies of `firms` against each other; of none: of the focus firm and all under `rivals`.

    With `adaptive`, all of them also climb to more of the metric at once.
    """

    scenario: Scenario
    firms: tuple[str, ...] = ()
    metric: str = "profit"
    adaptive: bool = False
    name: str = "notebook"


def firms_named(text: str | None) -> tuple[str, ...]:
    """Names with commas between them, as people write them."""
    return tuple(name.strip() for name in text.split(",")) if text else ()


def plan_tournament(request: TournamentRequest) -> Sweep:
    """The profiles to play, and the game to make of their runs; refused where that cannot be."""
    scenario, metric = request.scenario, request.metric
    if metric not in METRICS:
        raise refused(f"no metric {text_of_value(metric)}; {suggestion(metric, METRICS)}", place="--metric")
    every = (scenario.plans, *map(scenario.plans_of_rival, scenario.rivals))
    varied = [path for plans in every for plan in plans.values() for path in plan.changes]
    refuse_undefinable([metric], {metric: ("", metric)}, scenario, varied, "--metric")
    with needs("experiments", "nashpy"):
        import_module("nashpy")  # so that nothing runs before it is missed
    base, design, reading = contest(scenario, request.firms, metric, adaptive=request.adaptive)
    extra = {"moves": [dict(moves) for moves in design.moves], "climbs": [dict(changes) for changes in design.climbs]}
    if reading.ladders is None:
        return Sweep(request.name, base, design, "tournament", extra, reading)
    return Sweep(request.name, base, design, "tournament", extra, reading, kept_with_prices, reading.asked_prices)
