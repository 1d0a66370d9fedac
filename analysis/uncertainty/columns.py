"""Meaning and unit of the columns of the tables that plausible worlds give."""

from __future__ import annotations

from analysis.uncertainty.doubt import METRIC
from simulation.measurement.metrics import METRICS

AS_METRIC = "as the metric"
SHARE = "0-1"
ESTIMATES = {
    "better": ("share of worlds in which the plan beats the baseline; empty of the baseline", SHARE),
    "best": ("share of worlds in which the plan is the best of all", SHARE),
    "mean": ("difference from the baseline, mean over worlds", AS_METRIC),
    "p05": ("difference from the baseline below which 5 % of the worlds lie", AS_METRIC),
    "p95": ("difference from the baseline below which 95 % of the worlds lie", AS_METRIC),
    "p_loss": ("share of worlds in which the plan is worse than the baseline", SHARE),
    "loss_at_5": ("how much worse it is at least in the worst 5 % of worlds; 0 if it is not", AS_METRIC),
    "mean_regret": ("what it gives away against the best plan of each world, on average", AS_METRIC),
    "max_regret": ("the same, at the point that 95 % of the worlds stay below", AS_METRIC),
}
ERRORS = {
    f"{name}_se": (f"standard error of {name}, by a bootstrap over worlds", unit)
    for name, (_, unit) in ESTIMATES.items()
}
SHARED = {
    "world": (
        "plausible world, a row of worlds.csv; its seed follows from the scenario's and this number",
        "number from 1",
    ),
    "replicate": ("number of the run; its luck is shared by all plans of the world", "number from 1"),
    "plan": ("strategy", "name"),
    "rival": ("plan that it is held against", "name"),
    "assumption": (
        (
            "number that nobody knows: a path of the scenario, or compare.<plan>.<path>; (all) is all of them,"
            " (block) and a question all that answer it"
        ),
        "name",
    ),
    "metric": ("outcome of a run; attraction is what a firm's had to be for its share to be the one told", "name"),
    "value": ("the metric in one run", AS_METRIC),
    "baseline": ("plan that the others are compared with", "name"),
    "worlds": ("plausible worlds in which the metric is defined", "count"),
    "share": ("share of the variance over worlds that the assumption explains out of fold", SHARE),
    "floor": ("what the luckiest of all assumptions reaches in 95 of 100 shuffles, in which none tells anything", ""),
    "resolved": ("whether that floor is exceeded", "true/false"),
}
TORNADO = {
    "low": (
        "what the plan is expected to bring more than the rival, more being better, where the assumption is at low_at",
        AS_METRIC,
    ),
    "high": ("the same at high_at", AS_METRIC),
    "low_se": ("standard error of low", AS_METRIC),
    "high_se": ("standard error of high", AS_METRIC),
    "low_at": ("value that 5 of 100 worlds lie below, or the level that is worst for the plan", "as the assumption"),
    "high_at": ("value that 95 of 100 worlds lie below, or the level that is best for the plan", "as the assumption"),
}
FLIPS = {
    "value": ("value at which the expected difference is 0; empty where it does not flip", "as the assumption"),
    "ci_low": ("lowest value at which the difference cannot be told from 0", "as the assumption"),
    "ci_high": ("highest value at which the difference cannot be told from 0", "as the assumption"),
    "wins": ("where the plan is ahead of the rival: above or below the value, with or without it", "name"),
}
WORTH = {
    "evppi": ("what knowing the assumption before choosing a plan is worth at most", "money a year"),
    "se": ("its bootstrap standard error", "money a year"),
    "floor": ("what an assumption that tells nothing may seem to be worth", "money a year"),
    "over_horizon": ("the same over all reported weeks", "money"),
    "over_horizon_se": ("its bootstrap standard error", "money"),
}


def told(table: str, column: str, currency: str, metric: str = METRIC) -> dict[str, str]:
    """Meaning and unit of a column of a table, as `robustness.csv`; one not known is a path of the scenario.

    `metric` is what decides between plans.
    """
    of_table = {"tornado.csv": TORNADO, "flips.csv": FLIPS, "worth.csv": WORTH}.get(table, {})
    known = {**SHARED, **ESTIMATES, **ERRORS, "firm": ("competitor", "name"), **of_table}
    meaning, unit = known.get(column, ("value of the assumption in the world", "as in the scenario"))
    judged = METRICS[metric]
    unit = unit if judged.kind == "flow" else unit.replace(" a year", "")
    return {"meaning": meaning, "unit": unit.replace("money", judged.unit).replace("money", currency)}
