"""Fit a market to what is known of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from analysis.cli.completion import scenarios_starting
from analysis.cli.options import options, picked
from simulation.reading.errors import refused, text_of_value


@click.command()
@click.argument("scenario", shell_complete=scenarios_starting)
@click.option("--data", multiple=True, metavar="WHAT",
              help="A folder, a file such as choices.csv, or yogurt, catsup, cdnow; may be repeated.")  # fmt: skip
@click.option("--map", "mapping", multiple=True, metavar="OURS=YOURS",
              help="A column's name in your files, such as date=order_date; may be repeated.")  # fmt: skip
@click.option("--validate", "run", metavar="RUN",
              help="Fit nothing; hold an output folder that has a panel against the purchases in --data.")  # fmt: skip
@click.option("--example", metavar="KIND", help="Write a small valid file of this kind, such as choices, and stop.")
@options(
    *("set", "seed", "weeks", "customers"),
    *("workers", "cluster", "out", "resume", "force", "no_report", "quiet", "json"),
)
def command(
    scenario: str,
    data: tuple[str, ...],
    mapping: tuple[str, ...],
    example: str | None,
    run: str | None,
    as_json: bool,
    **given: Any,
) -> None:
    """Fit SCENARIO to data, or without any to the facts that it tells under `observed`; say what they leave open.

    \b
    Example: loyalty calibrate baseline --set observed.Alba='{market_share: 0.3, nps: 20}'
    """
    from analysis.calibration.request import CalibrationRequest, plan_calibration
    from analysis.study.scenario_changes import ScenarioChanges

    market = picked(ScenarioChanges, given).load(scenario)
    if example is not None:
        _write_example(example, tuple(market.firms), given["out"])
        return
    named = dict(_pair(text) for text in mapping)
    if run is not None:
        _validate(run, data, named, given, as_json=as_json)
        return
    task = plan_calibration(CalibrationRequest(market, data, named, name=Path(scenario).stem))

    from analysis.calibration.study import carry_out_calibration
    from analysis.cli.execution_options import execution_of, placed
    from analysis.cli.print_calibration import print_calibration

    execution = placed(execution_of(given, as_json=as_json), task.name)
    print_calibration(carry_out_calibration(task, execution), as_json=as_json, quiet=execution.quiet)


def _validate(
    run: str, data: tuple[str, ...], mapping: dict[str, str], given: dict[str, Any], *, as_json: bool
) -> None:
    """Hold an output folder against data."""
    from analysis.calibration.validation import validate
    from analysis.cli.execution_options import execution_of, placed
    from analysis.cli.print_calibration import print_validation

    if not data:
        raise refused("needs --data, the purchases to hold the run against", place="--validate")
    execution = placed(execution_of(given, as_json=as_json), "validation")
    print_validation(validate(run, data, mapping, execution), as_json=as_json, quiet=execution.quiet)


def _pair(text: str) -> tuple[str, str]:
    """What --map says: our name of a column, and the file's."""
    ours, sign, theirs = text.partition("=")
    if not (sign and ours and theirs):
        raise refused(f"{text_of_value(text)} says nothing; write for example date=order_date", place="--map")
    return ours.strip(), theirs.strip()


def _write_example(kind: str, firms: tuple[str, ...], out: str | None) -> None:
    """Write an example file, which must not be there yet."""
    from analysis.calibration.data.examples import example

    name, content = example(kind, firms)
    file = Path(out or ".") / name
    if file.exists():
        raise refused(f"{file} is there already; take another --out", place="--example")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    click.echo(f"written to {file}")
