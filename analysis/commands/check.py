"""Validate scenarios and run nothing."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import click

from analysis.commands.options import options
from analysis.completing import scenarios_starting


@click.command()
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO…", shell_complete=scenarios_starting)
@options("set", "seed", "replicates", "weeks", "customers", "quiet", "json")
def command(
    scenarios: tuple[str, ...],
    settings: list[tuple[str, str]],
    quiet: bool,
    as_json: bool,
    **numbers: int | None,
) -> None:
    """Validate scenario files or shipped scenarios; nothing is run.

    Example: loyalty check baseline
    """
    from simulation.faults import Fault, Refused
    from simulation.loading import load
    from simulation.paths import format_path
    from simulation.silences import silences

    faults: list[Fault] = []
    verdicts: list[dict[str, Any]] = []
    for name in scenarios:
        try:
            scenario = load(name, settings, **numbers)
        except Refused as refusal:
            faults += refusal.faults
            found = [asdict(fault) for fault in refusal.faults]
            verdicts.append({"scenario": name, "ok": False, "faults": found})
            continue
        doubts = [asdict(Fault(name, 0, 0, format_path(path), told)) for path, told in silences(scenario)]
        verdicts.append({"scenario": name, "ok": True, "faults": [], "warnings": doubts})
        for doubt in () if as_json else doubts:
            click.echo(f"warning: {name}: {doubt['path']}: {doubt['message']}", err=True)
        if not (quiet or as_json):
            firms, strategies = len(scenario.firms), len(scenario.compare)
            counts = f"firms: {firms}, strategies: {strategies}, weeks: {scenario.market.weeks}"
            click.echo(f"{name}: ok ({counts})")
    if as_json:
        click.echo(json.dumps({"ok": not faults, "scenarios": verdicts}, ensure_ascii=False))
        raise click.exceptions.Exit(2 if faults else 0)
    if faults:
        raise Refused(faults)
