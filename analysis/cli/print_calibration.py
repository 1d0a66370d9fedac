"""What `calibrate` says on the terminal: how well the market fits, and what the data tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from analysis.calibration.page import bought_rows, errors_of, headline_of, parameter_rows, sentences_of
from analysis.cli.answers import print_json, written_to
from analysis.formats.serialization import records
from analysis.outcomes.tables import aligned
from analysis.text.numbers import number
from simulation.reading.errors import printable

if TYPE_CHECKING:
    from analysis.calibration.calibrated import Calibrated
    from analysis.calibration.validation import Validated

LONGEST = 56
"""Letters of a name in a table: paths are long, and mean nothing when they are cut."""


def print_calibration(found: Calibrated, *, as_json: bool, quiet: bool) -> None:
    """The fit in words, errors of forecasts, and each fitted number."""
    if as_json:
        print_json(
            {
                "out": str(found.folder),
                "fit": records(found.fit),
                "parameters": records(found.parameters),
                "bought": records(found.bought),
                "unused": list(found.unused),
            }
        )
        return
    if quiet:
        return
    click.echo(headline_of(found.parameters))
    for sentence in sentences_of(found.fit):
        click.echo(printable(sentence))
    for why in found.unused:
        click.echo(f"not used: {printable(why)}")
    errors = errors_of(found.fit)
    unit = "points" if (found.fit["moment"] == "share").any() else "per cent"
    if errors:
        click.echo(f"\nerrors where the fit never saw, {unit}\n{aligned(errors, rule_after=1, longest=LONGEST)}")
    click.echo(f"\n{aligned([row[:6] for row in parameter_rows(found.parameters)], rule_after=1, longest=LONGEST)}\n")
    if found.bought["source"].nunique() > 1:
        whole = found.bought[found.bought["moment"].isna() | (found.bought["moment"] == "")].assign(moment="")
        click.echo(f"{aligned(bought_rows(whole), rule_after=1, longest=LONGEST)}\n")
    click.echo(written_to(found.folder, is_new=found.is_new))
    click.echo(f"go on: loyalty compare {printable(str(found.folder / 'calibrated.yaml'))} --uncertain")


def print_validation(found: Validated, *, as_json: bool, quiet: bool) -> None:
    """How far a run is from data, and how far luck alone would be."""
    if as_json:
        print_json({"out": str(found.folder), "validation": records(found.table)})
        return
    if quiet:
        return
    rows = [["distribution", "distance", "noise", "", "median: data", "run"]]
    for row in records(found.table):
        numbers = [number(float(one), digits=3) for one in (row["distance"], row["noise"])]
        medians = [number(float(one)) for one in (row["real_median"], row["run_median"])]
        rows.append([str(row["distribution"]), *numbers, str(row["verdict"]), *medians])
    click.echo(aligned(rows, rule_after=1, longest=LONGEST))
    click.echo("distance: largest gap of the cumulative distributions; noise: what luck makes of it in 95 of 100\n")
    click.echo(written_to(found.folder, is_new=found.is_new))
