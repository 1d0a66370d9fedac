"""What is asked of `sensitivity`: which parameters to vary, by which method, and the outcomes they may move."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.study.atomic_files import to_json
from analysis.sweeps.definable_outcomes import refuse_undefinable, refuse_unknown
from analysis.sweeps.design_runs import columns_of
from analysis.sweeps.optional_library import needs
from analysis.sweeps.plan_differences import also_kept, differences_of, kept_differences, sums_between
from analysis.sweeps.plausible_vary import plausible_varied
from analysis.sweeps.sensitivity import PROBLEM, Sensitivity, problem_to_read, sampled
from analysis.sweeps.sweep import Sweep
from analysis.sweeps.varied_path import read_varied
from simulation.reading.errors import refused, suggestion, text_of_value
from simulation.scenario.scenario import Scenario

DEFAULT_SAMPLES = {"morris": 10, "sobol": 64}


@dataclass(frozen=True)
class SensitivityRequest:
    """Indices of what each parameter does to each outcome; `vary` as for a sweep, none: all that is plausible.

    Of a scenario with several plans, the outcomes are their differences from the baseline. `samples` are
    trajectories of Morris, or base points of Sobol'; None: as many as usual.
    """

    scenario: Scenario
    vary: tuple[str, ...] = ()
    method: str = "morris"
    samples: int | None = None
    outcomes: tuple[str, ...] = ("profit",)
    name: str = "notebook"


def plan_sensitivity(request: SensitivityRequest) -> Sweep:
    """The design, and the indices to make of its runs; refused where that cannot be."""
    scenario, method = request.scenario, request.method
    if method not in DEFAULT_SAMPLES:
        raise refused(
            f"no method {text_of_value(method)}; {suggestion(str(method), DEFAULT_SAMPLES)}", place="--method"
        )
    outcomes = tuple(dict.fromkeys(request.outcomes)) or ("profit",)
    known = columns_of(scenario)
    refuse_unknown(outcomes, known, "--outcome")
    varied = read_varied(request.vary, scenario.settled()) if request.vary else plausible_varied(scenario)
    refuse_undefinable(outcomes, known, scenario, [one.path for one in varied], "--outcome")
    samples = DEFAULT_SAMPLES[method] if request.samples is None else request.samples
    if samples < 2:
        raise refused(f"{samples} samples; write 2 or more", place="--samples")
    with needs("experiments", "SALib"):
        design, shares = sampled(method, varied, samples, scenario.run.seed)
    extra = {"method": method, "samples": samples}
    papers = {PROBLEM: to_json(problem_to_read(varied))}
    if len(scenario.compare) < 2:
        reading = Sensitivity(method, design.paths, shares, outcomes, scenario.run.seed)
        return Sweep(request.name, scenario.settled(), design, "sensitivity", extra, reading, papers=papers)
    differences = tuple(column for outcome in outcomes for column in differences_of(scenario, outcome))
    reading = Sensitivity(method, design.paths, shares, differences, scenario.run.seed)
    return Sweep(
        request.name,
        scenario,
        design,
        "sensitivity",
        extra,
        reading,
        task=kept_differences,
        also=also_kept(scenario),
        sums=sums_between(scenario),
        papers=papers,
    )
