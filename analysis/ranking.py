"""What a sweep says on the terminal: the points with the highest profit of the focus firm, surely or not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from analysis import statistics
from analysis.design import written
from analysis.tables import aligned, difference_shown, level_shown
from analysis.wording import counted
from simulation.faults import printable

if TYPE_CHECKING:
    from analysis.sweeping import Swept

MOST_SHOWN = 10
METRIC = "profit"


def print_sweep(swept: Swept, *, as_json: bool, quiet: bool) -> None:
    """The best points and where the runs are; ends with the runs that failed."""
    if as_json:
        click.echo(json.dumps(as_data(swept), ensure_ascii=False, allow_nan=False))
    elif not quiet:
        market, design = swept.sweep.scenario.market, swept.sweep.design
        replicates = swept.sweep.scenario.run.replicates
        size = [counted(len(design.points), "point"), counted(replicates, "replicate"),
                counted(market.weeks, "week"), counted(market.customers, "customer")]  # fmt: skip
        click.echo(f"{printable(swept.sweep.scenario.focus_firm)}, {', '.join(size)}\n")
        click.echo(table(swept))
        click.echo(
            f"\n{METRIC} in {market.currency}, mean ± half the 95 % interval; difference from the best, paired\n"
        )
        click.echo(f"written to {swept.folder}" if swept.is_new else f"{swept.folder} already holds these results")
    swept.raise_failures()


def as_data(swept: Swept) -> dict[str, Any]:
    """The answer as JSON."""
    return {
        "out": str(swept.folder),
        "files": sorted(entry.name for entry in swept.folder.iterdir() if not entry.name.startswith(".")),
        "points": len(swept.sweep.design.points),
        "replicates": swept.sweep.scenario.run.replicates,
        "seed": swept.sweep.scenario.run.seed,
        "vary": list(swept.sweep.design.paths),
        "is_new": swept.is_new,
        "failed_runs": [str(failure) for failure in swept.failures],
    }


def table(swept: Swept) -> str:
    """A row for each of the best points: its values, the profit, and how far it is behind the best."""
    design = swept.sweep.design
    found = profits(swept)
    order = sorted(found, key=lambda point: -statistics.mean(list(found[point].values())))
    rows = [["point", *(path.split(".", 1)[-1] for path in design.paths), METRIC, "behind"]]
    for point in order[:MOST_SHOWN]:
        level = statistics.estimate(list(found[point].values()))
        common = sorted(set(found[point]) & set(found[order[0]]))
        pair = [[found[one][replicate] for replicate in common] for one in (point, order[0])]
        behind = difference_shown(statistics.paired_difference(*pair), 1.0) if common and point != order[0] else ""
        values = [_cell(value) for value in design.points[point - 1]]
        rows.append([str(point), *values, level_shown(level, 1.0), behind])
    more = len(order) - MOST_SHOWN
    return aligned(rows, rule_after=1) + (f"\n… and {counted(more, 'point')} more" if more > 0 else "")


def profits(swept: Swept) -> dict[int, dict[int, float]]:
    """Profit of the focus firm by point and replicate."""
    import pyarrow.parquet as pq

    columns = pq.read_table(swept.folder / "runs.parquet", columns=["point", "replicate", METRIC]).to_pydict()
    found: dict[int, dict[int, float]] = {}
    for point, replicate, value in zip(*columns.values(), strict=True):
        if value is not None:
            found.setdefault(point, {})[replicate] = value
    return found


def _cell(value: Any) -> str:
    text = f"{value:.6g}" if isinstance(value, float) else str(written(value))
    return printable(text if len(text) <= 24 else text[:23] + "…")
