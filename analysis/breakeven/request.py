"""What is asked of `breakeven`: which plan, which number may move between which ends, and by what both are judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from analysis.provenance import study_identity
from analysis.sweeps.definable_outcomes import refuse_undefinable
from analysis.sweeps.design import Design, Vary, refuse_impossible
from analysis.sweeps.varied_path import read_varied
from simulation.measurement.metrics import METRICS
from simulation.plans.plan_paths import get
from simulation.reading.errors import Refused, refused, suggestion, text_of_value
from simulation.reading.paths import format_path, parse_path
from simulation.scenario.scenario import Scenario

STEPS = 7
FIXED = ("run", "rivals", "question", "focus")


@dataclass(frozen=True)
class BreakevenRequest:
    """The value of one number at which a plan, by name or label, is level with the baseline; `vary` "PATH=lo:hi"."""

    scenario: Scenario
    plan: str | None
    vary: tuple[str, ...] = ()
    metric: str = "profit"
    name: str = "notebook"


@dataclass(frozen=True)
class BreakevenTask:
    """The same once it is known to make sense; `grid` are the values from which crossings are looked for."""

    name: str
    scenario: Scenario
    plan: str
    varied: Vary
    metric: str

    @property
    def grid(self) -> tuple[float, ...]:
        """Values between the ends, rising."""
        one = self.varied
        steps = one.steps or STEPS
        even = (one.low + step * (one.high - one.low) / (steps - 1) for step in range(steps))
        return tuple(dict.fromkeys(float(round(value)) if one.is_whole else value for value in even))

    @property
    def is_of_the_plan(self) -> bool:
        """Whether the number leaves the baseline alone."""
        path = parse_path(self.varied.path)
        return path[0] == "compare" and path[1] != self.scenario.baseline

    @property
    def now(self) -> Any:
        """The number as the scenario has it; in a plan, as it is there."""
        return get(self.scenario, parse_path(self.varied.path))

    def arms(self, value: float) -> tuple[Scenario, Scenario]:
        """The scenario of the baseline, which settles the market, and that of the plan, at a value of the number."""
        world = self.scenario.change(self.varied.path, int(value) if self.varied.is_whole else value)
        return world.settled(), world.with_strategy(self.plan)

    def asked(self) -> Mapping[str, Any]:
        """Everything that the numbers depend on."""
        return study_identity(
            "breakeven", scenario=self.scenario.tree(), plan=self.plan, metric=self.metric,
            vary=[self.varied.path, self.varied.low, self.varied.high, len(self.grid)],
        )  # fmt: skip


def plan_breakeven(request: BreakevenRequest) -> BreakevenTask:
    """What is to be looked for; refused where it cannot be."""
    scenario, plan, metric = request.scenario, _plan_of(request), request.metric
    request = replace(request, plan=plan)
    if metric not in METRICS:
        raise refused(f"no metric {text_of_value(metric)}; {suggestion(metric, METRICS)}", place="--metric")
    varied = _range_of(request)
    refuse_undefinable([metric], {metric: ("", metric)}, scenario, [varied.path], "--metric")
    refuse_impossible(Design("ends", (varied.path,), [(one,) for one in _ends(varied)]), scenario)
    task = BreakevenTask(request.name, scenario, plan, varied, metric)
    for value in (varied.low, varied.high):
        try:
            task.arms(value)
        except Refused as refusal:
            told = "; ".join(fault.message for fault in refusal.faults)
            raise refused(
                f"at {value:g} the plan cannot be carried out: {told}", path=varied.path, place="--vary"
            ) from None
    return task


def _plan_of(request: BreakevenRequest) -> str:
    """The name of the plan, which may be given by its label."""
    scenario, given = request.scenario, request.plan
    others = [name for name in scenario.compare if name != scenario.baseline]
    if not others:
        raise refused("the scenario has one plan and nothing to compare it with; add plans", path="compare")
    if given in others:
        return given
    labelled = [name for name in others if scenario.plans[name].title == given]
    if len(labelled) == 1:
        return labelled[0]
    told = "missing" if given is None else f"no plan {text_of_value(given)} beside the baseline"
    if labelled:
        told = f"{text_of_value(given)} is the label of {len(labelled)} plans; give one by its name"
    raise refused(f"{told}; {suggestion(given or '', labelled or others)}", place="--plan")


def _ends(varied: Vary) -> list[float]:
    return [int(end) if varied.is_whole else end for end in (varied.low, varied.high)]


def _range_of(request: BreakevenRequest) -> Vary:
    """The one number that moves; refused where it is none, or where neither plan nor baseline would feel it."""
    if len(request.vary) != 1:
        raise refused("vary one number; write for example --vary firms.Alba.unit_cost=4:8", place="--vary")
    (varied,) = read_varied(request.vary, request.scenario)
    path, scenario = parse_path(varied.path), request.scenario
    if not varied.is_range:
        raise refused("a level lies between two numbers; write a range LOW:HIGH", path=varied.path, place="--vary")
    if path[0] in FIXED:
        raise refused(f"cannot move `{path[0]}`; vary a number of the market", path=varied.path, place="--vary")
    felt = {scenario.baseline, request.plan, *_parts(request)}
    if path[0] == "compare" and path[1] not in felt:
        right = f"vary a number of {format_path(('compare', str(request.plan)))}, or of the market"
        raise refused(f"neither {request.plan} nor the baseline feels it; {right}", path=varied.path, place="--vary")
    return varied


def _parts(request: BreakevenRequest) -> set[str]:
    """Plans that the plan puts together, and theirs."""
    plans, found, ends = request.scenario.plans, set(), [str(request.plan)]
    while ends:
        for part in plans[ends.pop()].parts:
            found.add(part)
            ends.append(part)
    return found
