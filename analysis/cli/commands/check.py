"""Validate scenarios and run nothing."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from analysis.cli.completion import scenarios_starting
from analysis.cli.options import options, picked
from analysis.cli.warnings_said import warn
from simulation.reading.errors import Fault, Refused

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario


@click.command()
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO…", shell_complete=scenarios_starting)
@options("set", "seed", "replicates", "weeks", "customers", "quiet", "json")
def command(
    scenarios: tuple[str, ...],
    quiet: bool,
    as_json: bool,
    **given: Any,
) -> None:
    """Validate scenario files or shipped scenarios; nothing is run. What can have no effect is said as a warning.

    Example: loyalty check baseline
    """
    from analysis.study.scenario_changes import ScenarioChanges
    from simulation.doubts import doubts_in

    changes = picked(ScenarioChanges, given)
    faults: list[Fault] = []
    verdicts: list[dict[str, Any]] = []
    for name in scenarios:
        try:
            scenario = changes.load(name)
        except Refused as refusal:
            faults += refusal.faults
            found = [asdict(fault) for fault in refusal.faults]
            verdicts.append({"scenario": name, "ok": False, "faults": found})
            continue
        doubts = doubts_in(name, scenario)
        warnings = [asdict(doubt) for doubt in doubts]
        verdicts.append({"scenario": name, "ok": True, "faults": [], "warnings": warnings})
        if not (quiet or as_json):
            click.echo("\n".join(_told(name, scenario)))
        if not as_json:
            warn(map(str, doubts))
    if as_json:
        click.echo(json.dumps({"ok": not faults, "scenarios": verdicts}, ensure_ascii=False))
        raise click.exceptions.Exit(2 if faults else 0)
    if faults:
        raise Refused(faults)


def _told(name: str, scenario: Scenario) -> list[str]:
    """That the scenario is sound, and what it takes over that its user may not have thought of."""
    from simulation.doubts import MOST_PLANS, budgets_told, taken_over
    from simulation.scenario.price_level import SHOWN_AT

    market, firms = scenario.market, scenario.firms
    lines = [f"{name}: ok (firms: {len(firms)}, strategies: {len(scenario.compare)}, weeks: {market.weeks})"]
    left = taken_over(scenario)
    if left:
        lines.append(f"  as in the baseline: {', '.join(left)}; `{left[0]}: null` under firms removes one")
    if market.usual_price != SHOWN_AT:
        times = f"{market.usual_price / SHOWN_AT:.4g} times those of a market of {SHOWN_AT:g}"
        lines.append(f"  costs that nobody states follow market.usual_price: {times}")
    arms = (scenario.with_strategy(plan) for plan in list(scenario.compare)[:MOST_PLANS])
    return [*lines, *(f"  {line}" for line in budgets_told(arms))]
