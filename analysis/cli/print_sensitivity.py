"""What `sensitivity` says on the terminal: the parameters that move each outcome, the strongest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from analysis.cli.answers import print_json, written_to
from analysis.cli.print_sweep import as_data
from analysis.cli.warnings_said import warn
from analysis.formats.serialization import records
from analysis.outcomes.tables import aligned
from analysis.sweeps.plan_differences import metric_of
from analysis.sweeps.sensitivity import MEANINGS, SENSITIVITY, Sensitivity
from analysis.text.numbers import number
from analysis.text.study_size import design_size
from simulation.measurement.metrics import METRICS
from simulation.reading.errors import printable

if TYPE_CHECKING:
    import pandas as pd

    from analysis.sweeps.sweep import Swept


def print_sensitivity(swept: Swept, *, as_json: bool, quiet: bool) -> None:
    """Each outcome's parameters, the strongest first."""
    swept.raise_failures()
    reading = swept.sweep.reading
    assert isinstance(reading, Sensitivity)
    table, notes = swept.frame(SENSITIVITY), reading.notes(swept.real_runs())
    if as_json:
        print_json(as_data(swept) | {"sensitivity": records(table), "notes": notes})
    elif not quiet:
        points = len(swept.sweep.design.points)
        click.echo(f"{design_size(points, swept.sweep.scenario)}\n")
        for outcome in dict.fromkeys(table["outcome"]):
            text = _indices(table[table["outcome"] == outcome])
            click.echo(f"{_with_unit(swept, outcome, table)}\n{text}\n")
        for index in dict.fromkeys(table["index"]):
            click.echo(f"{index}: {MEANINGS[index]}")
        click.echo("± half the 95 % bootstrap interval; none where all that was seen agrees\n")
        for note in notes:
            click.echo(printable(note))
        click.echo(written_to(swept.folder, is_new=swept.is_new))
    warn(swept.gaps())


def _with_unit(swept: Swept, outcome: str, table: pd.DataFrame) -> str:
    """The outcome, with its unit where the indices are in it."""
    metric = METRICS[metric_of(swept.sweep.scenario, outcome)]
    unit = metric.unit.replace("money", swept.sweep.scenario.market.currency)
    return f"{outcome} ({unit})" if "mu_star" in set(table["index"]) else outcome


def _indices(table: pd.DataFrame) -> str:
    names = list(dict.fromkeys(table["index"]))
    order = table[table["index"] == ("mu_star" if "mu_star" in names else "ST")].sort_values("value", ascending=False)
    rows = [["", "path", *names]]
    for rank, path in enumerate(order["path"], start=1):
        cells = table[table["path"] == path].set_index("index")
        rows.append([str(rank), printable(path), *(_index(cells.loc[name]) for name in names)])
    return aligned(rows, rule_after=1)


def _index(cell: Any) -> str:
    half = (cell["ci_high"] - cell["ci_low"]) / 2.0
    return number(cell["value"]) + (f" ±{number(half)}" if half > 0.0 else "")
