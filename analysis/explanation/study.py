"""A finished study, taken up again from its output folder: the same scenarios, strategies, customers and luck."""

from __future__ import annotations

from pathlib import Path

from analysis.study.manifest import MANIFEST, read_manifest
from analysis.study.plan import Plan
from simulation.reading.errors import refused, suggestion
from simulation.scenario.load import load

COMMANDS = ("run", "compare")


def plan_of(folder: Path) -> Plan:
    """What was run into this folder; `Refused` where it holds no study of `run` or `compare`."""
    manifest = read_manifest(folder) if folder.is_dir() else {}
    command = str(manifest.get("command", "")).split(" ")[0]
    if command not in COMMANDS or manifest.get("complete") is not True:
        raise refused(f"{folder} holds no finished study: no {MANIFEST} of `run` or `compare`", place="RUN")
    scenarios = [load(str(folder / "scenario.yaml"))]
    while (another := folder / f"scenario-{len(scenarios) + 1}.yaml").exists():
        scenarios.append(load(str(another)))
    if any(one.market.buying == "contract" for one in scenarios):
        told = "follows purchases, and a market of contracts has none; read its ended_… and churn_month in summary.csv"
        raise refused(told, place="explain")
    names, lead = [str(name) for name in manifest.get("strategies", ())], scenarios[0]
    if len(scenarios) > 1:
        arms = {name: one.settled() for name, one in zip(names, scenarios, strict=True)}
        return Plan(command, folder.name, tuple(scenarios), arms)
    arms = {name: lead.with_strategy(name) for name in names}
    return Plan(command, folder.name, (lead,), arms, lead.settled())


def arm_named(plan: Plan, name: str | None) -> str | None:
    """The strategy to set against the baseline: the one named, else the first other one; None where there is none."""
    others = [arm for arm in plan.arms if arm != plan.baseline]
    if name is None:
        return others[0] if others else None
    if name not in others:
        hint = suggestion(name, others) if others else "the study has one strategy only"
        raise refused(f"no strategy {name!r} to compare with {plan.baseline!r}; {hint}", place="--strategy")
    return name
