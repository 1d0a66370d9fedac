"""What a sweep says on the terminal: the points that are best by one outcome, surely or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from analysis.cli.answers import files_in, print_json, written_to
from analysis.outcomes.real_size import grows
from analysis.outcomes.tables import aligned, difference_shown, level_shown
from analysis.statistics import estimates
from analysis.statistics.metric_bounds import bounded
from analysis.sweeps.design import written
from analysis.sweeps.design_runs import SCALE, columns_of
from analysis.text.numbers import counted, half_told, listed, scale_and_unit
from analysis.text.study_size import design_size
from analysis.text.terminal_width import cut
from simulation.measurement.metrics import direction
from simulation.reading.errors import printable

if TYPE_CHECKING:
    from analysis.sweeps.sweep import Swept

MOST_SHOWN = 10
Found = dict[int, dict[int, float]]
"""The outcome by point and replicate, where it is defined."""


def print_sweep(swept: Swept, *, as_json: bool, quiet: bool) -> None:
    """The best points and where the runs are; ends with the runs that failed."""
    if as_json:
        print_json(as_data(swept))
    elif not quiet:
        scenario, design = swept.sweep.scenario, swept.sweep.design
        click.echo(f"{printable(scenario.focus_firm)}, {design_size(len(design.points), scenario)}\n")
        found = outcomes(swept)
        if found:
            unit = scale_and_unit(_metric(swept), scenario.market.currency)[1]
            named = f"{swept.sweep.outcome} in {unit}" if unit else swept.sweep.outcome
            click.echo(table(swept))
            click.echo(f"\n{named}, mean {half_told(scenario.run.replicates)}; difference from the first row, paired\n")
        for sentence in ranking_sentences(swept, found):
            click.echo(printable(sentence))
        click.echo(written_to(swept.folder, is_new=swept.is_new))
    swept.raise_failures()


def ranking_sentences(swept: Swept, found: Found) -> list[str]:
    """Points that do as well as the first, and those at which the outcome is not defined."""
    outcome, total = swept.sweep.outcome, len(swept.sweep.design.points)
    sentences = []
    order = ranked(swept, found)
    tied = sorted(point for point in order if _is_tied(found[point], found[order[0]]))
    if len(tied) == len(order) > 1:
        sentences.append(f"no point is best: {outcome} is the same at all {len(order)} points.")
    elif len(tied) > 1:
        sentences.append(f"no point is best: points {listed([*map(str, tied)])} do equally well.")
    if len(found) < total:
        where = "any point" if not found else f"{total - len(found)} of {total} points"
        sentences.append(f"{outcome} is not defined at {where}; --outcome with --resume reads the runs for another.")
    return sentences


def _is_tied(one: dict[int, float], other: dict[int, float]) -> bool:
    return set(one) == set(other) and estimates.is_tied([one[r] for r in sorted(one)], [other[r] for r in sorted(one)])


def as_data(swept: Swept) -> dict[str, Any]:
    """The answer as JSON."""
    return {
        "out": str(swept.folder),
        "files": files_in(swept.folder),
        "points": len(swept.sweep.design.points),
        "replicates": swept.sweep.scenario.run.replicates,
        "seed": swept.sweep.scenario.run.seed,
        "vary": list(swept.sweep.design.paths),
        "outcome": swept.sweep.outcome,
        "is_new": swept.is_new,
        "failed_runs": [str(failure) for failure in swept.failures],
    }


def table(swept: Swept) -> str:
    """A row for each of the best points: its values, the outcome, and how far it is behind the best."""
    design, metric = swept.sweep.design, _metric(swept)
    factor, _ = scale_and_unit(metric, swept.sweep.scenario.market.currency)
    found = outcomes(swept)
    order = ranked(swept, found)
    rows = [["point", *(path.split(".", 1)[-1] for path in design.paths), swept.sweep.outcome, "behind"]]
    for point in order[:MOST_SHOWN]:
        level = bounded(estimates.estimate(list(found[point].values())), metric)
        common = sorted(set(found[point]) & set(found[order[0]]))
        pair = [[found[one][replicate] for replicate in common] for one in (point, order[0])]
        behind = ""
        if common and point != order[0]:
            behind = difference_shown(estimates.paired_difference(*pair), factor)
        values = [_cell(value) for value in design.points[point - 1]]
        rows.append([str(point), *values, level_shown(level, factor), behind])
    more = len(order) - MOST_SHOWN
    return aligned(rows, rule_after=1) + (f"\n… and {counted(more, 'point')} more" if more > 0 else "")


def ranked(swept: Swept, found: Found) -> list[int]:
    """Points at which the outcome is defined, the best first; the highest where neither way is better."""
    sign = 1.0 if direction(_metric(swept)) == "down" else -1.0
    return sorted(found, key=lambda point: sign * estimates.mean(list(found[point].values())))


def outcomes(swept: Swept) -> Found:
    """The outcome that points are ranked by, of the real size, by point and replicate."""
    import pyarrow.parquet as pq

    wanted = ["point", "replicate", swept.sweep.outcome, SCALE]
    columns = [pq.read_table(swept.folder / "runs.parquet", columns=[name])[name].to_pylist() for name in wanted]
    is_sum = grows(_metric(swept))
    found: Found = {}
    for point, replicate, value, scale in zip(*columns, strict=True):
        if value is not None:
            found.setdefault(point, {})[replicate] = value * scale if is_sum else value
    return found


def _metric(swept: Swept) -> str:
    return columns_of(swept.sweep.scenario)[swept.sweep.outcome][1]


def _cell(value: Any) -> str:
    text = f"{value:.6g}" if isinstance(value, float) else str(written(value))
    return cut(printable(text), 24)
