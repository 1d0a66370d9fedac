"""The files of an output folder, made from results: tables, resolved scenario, manifest, figures."""

from __future__ import annotations

import platform
import re
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.formats.csv_bytes import header, to_csv
from analysis.formats.parquet_bytes import to_parquet
from analysis.formats.yaml_bytes import to_yaml
from analysis.provenance import DISTRIBUTION, version, versions
from simulation.measurement.metrics import METRICS
from simulation.reading.errors import refused

if TYPE_CHECKING:
    import pandas as pd

    from analysis.execution.execution import Execution
    from analysis.study.plan import Plan
    from simulation.result import Result
    from simulation.scenario.scenario import Scenario

P_BEST = (
    "chance that the strategy's true mean is the best of all compared; the baseline's is what is left of 1;"
    " empty with one replicate, where neither high nor low is better, and for what is no choice of the firm"
)
STANDING = (
    "how customers stood with the firm when they bought, or stand with it at the end: new, regular, loyal or lapsed; of"
    " evidence: what a mechanism is needed for, what a claim or law is counted as, or what a check is"
)
COLUMNS = {
    "strategy": ("named set of changes to the scenario", "name"),
    "baseline": ("strategy that the others are compared with", "name"),
    "replicate": ("number of the run; its luck is shared by all strategies", "number from 1"),
    "week": ("week of the reported part of the run", "weeks from 1"),
    "firm": ("competitor", "name"),
    "segment": ("loyalty type of the customers", "name"),
    "metric": ("column of weekly.parquet; in a table without weeks, summed up over them", "name"),
    "value": ("the metric, measure or driver in one run; a customer's lifetime value", "as the metric, else money"),
    "mean": ("mean over the replicates in which the metric is defined", "as the metric"),
    "sd": ("standard deviation over replicates; empty with one", "as the metric"),
    "difference": (
        "strategy minus baseline, or without minus with, mean over replicates paired by luck",
        "as the metric",
    ),
    "ci_low": ("lower end of the 95 % t interval; empty with one replicate", "as the metric"),
    "ci_high": ("upper end of the 95 % t interval; empty with one replicate", "as the metric"),
    "p_best": (P_BEST, "probability"),
    "measure": ("what a lesson measures in each run", "name"),
    "replicates": ("runs in which the metric is defined", "count"),
    "origin": ("firm that the customers left", "name"),
    "destination": ("firm that they went to", "name"),
    "reason": ("why they switched, after Keaveney (1995)", "name"),
    "customers": ("customers who switched; members of the cohort; of that standing at the end", "count"),
    "driver": ("part of the difference in profit from the baseline", "name"),
    "direction": ("whether the firm won or lost these customers", "name"),
    "by": ("whether the cohort is of those who joined together or of a loyalty type", "name"),
    "cohort": ("when its members joined, or their loyalty type", "name"),
    "year": ("year of 52 weeks of the reported part of the run; the last one has what is left", "number from 1"),
    "weeks": ("weeks of the year that were reported", "weeks"),
    "quarter": ("quarter of a year since they joined, or since week 1; 0 begins with the first purchase", "quarters"),
    "share": ("members of the cohort who bought in the quarter", "share"),
    "attitude": ("affect for the firm less affect for its strongest rival", "-1 to 1"),
    "patronage": ("share of the customer's purchases of the last year that the firm had", "share"),
    "buyer": ("who looks at the price: a stranger of the firm or a regular customer", "name"),
    "ratio": ("price / expected price", "1"),
    "worth": ("what the price is worth to the customer", "utility"),
    "person": ("customer of the circle drawn", "number from 0"),
    "praises": ("weeks of the last year in which the person praised", "count"),
    "warnings": ("weeks of the last year in which the person warned", "count"),
    "knows": ("numbers of the persons whom this one knows", "text"),
    "id": ("claim of the theory (F) or law of the market (L)", "name"),
    "kind": ("claim or law", "name"),
    "role": ("whether a law may set parameters (calibration) or not (held_out); empty for claims", "name"),
    "check": ("one of the numbers by which a claim or law is judged", "name"),
    "meaning": ("what is measured", "text"),
    "expected": ("band in which the measured number must lie, for each check", "text"),
    "source": ("where the claim or law comes from", "text"),
    "verified": ("whether the source of the figures was read: yes, partly, no", "name"),
    "low": ("lower end of the band; empty where it is open", "as the check"),
    "high": ("upper end of the band; empty where it is open", "as the check"),
    "measured": ("mean over replicates; of the check that decides in evidence.csv", "as the check"),
    "verdict": ("holds, holds_only_if, unsettled, near, undefined, fails or empty", "name"),
    "verdict_as_written": ("verdict on the terms once written down, where a measure was changed", "name"),
    "by_construction": (
        "checks that read back an input or an identity; in checks.csv, what a check reads back",
        "text",
    ),
    "seen": ("what was set or changed after it had been measured", "text"),
    "was": ("what was once written down to be measured, where that is something else", "text"),
    "now": ("what is measured in its place", "text"),
    "why": ("why that was changed", "text"),
    "terms": ("terms on which the check judges: both, only those of now, or only those once written down", "name"),
    "empty": ("why a check cannot fail by itself, where it is met without the mechanism it is about", "text"),
    "market": ("market of the battery, or draw of its numbers", "name"),
    "mechanisms": ("what the claim is about, switched off together", "text"),
    "label": ("whether the list of claims says what the challenge found", "text"),
    "statement": ("the claim or law in a sentence", "text"),
    "shortfall": ("why it does not hold at present, where that is known", "text"),
    "mechanism": ("switch that was turned off", "name"),
    "switches": ("paths of the switches that were turned off", "text"),
    "built_for": ("claims and laws that the mechanism was put in for", "text"),
    "fails_without": ("claims and laws that no longer hold without it; ~ where they miss their band narrowly", "text"),
    "moves": ("other claims and laws of which any number is another one without it", "count"),
    "most_replicates": ("replicates in which the claims and laws were measured that have most of them", "count"),
    "standing": (STANDING, "name"),
    "verdict_without": ("verdict with the mechanism off", "name"),
    "measured_without": ("the same check with the mechanism off", "as the check"),
    "note": ("the check that decides, and what the others measured", "text"),
}


def stacked(results: Sequence[Result], table: str) -> pd.DataFrame:
    """One table of all results below each other, in their order."""
    import pandas as pd

    parts: list[pd.DataFrame] = [getattr(result, table) for result in results]
    return pd.concat(parts, ignore_index=True)


def table_files(
    frames: Mapping[str, pd.DataFrame], plan: Plan, lines: Mapping[str, Sequence[bytes]] | None = None
) -> dict[str, bytes]:
    """The tables as CSV or Parquet, as their names say, and the resolved scenarios as YAML, by file name.

    `lines` are those of tables in parts.
    """
    done = {name: b"".join([header(frames[name]), *parts]) for name, parts in (lines or {}).items()}
    files = {name: done[name] if name in done else written(name, frame) for name, frame in frames.items()}
    for place, scenario in enumerate(plan.sources, start=1):
        files["scenario.yaml" if place == 1 else f"scenario-{place}.yaml"] = to_yaml(scenario.tree())
    return files


def written(name: str, frame: pd.DataFrame) -> bytes:
    """A table as its file name says."""
    return to_parquet(frame) if name.endswith(".parquet") else to_csv(frame)


def manifest(plan: Plan, frames: Mapping[str, pd.DataFrame], failures: Sequence[str]) -> dict[str, Any]:
    """Where the folder's numbers come from, and what its columns mean."""
    return {
        **origin(plan.command, plan.lead, plan.scenario_hash),
        "baseline": plan.baseline,
        "strategies": list(plan.arms),
        "failed_runs": list(failures),
        "columns": column_dictionary(frames, plan.lead.market.currency),
    }


def origin(command: str, scenario: Scenario, scenario_hash: str) -> dict[str, Any]:
    """Program, command, market and luck behind the numbers of a folder."""
    market = scenario.market
    return {
        "program": DISTRIBUTION,
        "version": version(),
        "command": " ".join([command, *sys.argv[2:]]),
        "written": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "scenario_hash": scenario_hash,
        "seed": scenario.run.seed,
        "replicates": scenario.run.replicates,
        "customers": market.customers,
        "weeks": market.weeks,
        "burn_in_weeks": market.burn_in_weeks,
        "currency": market.currency,
        "focus": scenario.focus_firm,
        "platform": {"system": platform.platform(), "machine": platform.machine()},
        "libraries": versions(),
    }


def column_dictionary(frames: Mapping[str, pd.DataFrame], currency: str) -> dict[str, dict[str, dict[str, str]]]:
    """Meaning and unit of every column of every table."""
    dictionary: dict[str, dict[str, dict[str, str]]] = {}
    for name, frame in frames.items():
        dictionary[name] = {}
        for column in frame.columns:
            meaning, unit = COLUMNS.get(column) or (METRICS[column].meaning, METRICS[column].unit)
            dictionary[name][column] = {"meaning": meaning, "unit": unit.replace("money", currency)}
    return dictionary


def folder_of(name: str, execution: Execution) -> Path:
    """The output folder that was chosen, or the default one of a study of this name."""
    if execution.out:
        return Path(execution.out)
    if execution.resume:
        raise refused("needs --out, the folder of the interrupted study", place="--resume")
    return default_folder(name)


def default_folder(name: str) -> Path:
    """results/<scenario>-<time>, with a number where that is taken."""
    slug = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:60] or "scenario"
    base = Path("results") / f"{slug}-{time.strftime('%Y%m%d-%H%M%S')}"
    folder, count = base, 1
    while folder.exists():
        count += 1
        folder = base.with_name(f"{base.name}-{count}")
    return folder
