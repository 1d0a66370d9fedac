"""What `sensitivity` and `tournament` say on the terminal."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import click

from analysis.cli.print_comparison import print_lines
from analysis.cli.print_sweep import as_data
from analysis.outcomes.tables import aligned, level_shown
from analysis.statistics.metric_bounds import bounded
from analysis.study.serialization import records
from analysis.sweeps.design_runs import columns_of
from analysis.sweeps.sensitivity import MEANINGS, SENSITIVITY, Sensitivity
from analysis.text.numbers import counted, half_told, number, scale_and_unit
from analysis.text.plain_signs import as_shown
from analysis.text.terminal_width import cells, columns
from analysis.tournaments.adaptive_pricing import ADAPTATION, told
from analysis.tournaments.findings import verdict
from analysis.tournaments.tournament import EQUILIBRIA, PAYOFFS, Tournament
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
    table, notes = swept.frame(SENSITIVITY), reading.notes(swept.runs())
    if as_json:
        _print_json(swept, {"sensitivity": records(table), "notes": notes})
    elif not quiet:
        click.echo(f"{_size(swept)}\n")
        for outcome in dict.fromkeys(table["outcome"]):
            text = _indices(table[table["outcome"] == outcome])
            click.echo(f"{_with_unit(swept, outcome, table)}\n{text}\n")
        for index in dict.fromkeys(table["index"]):
            click.echo(f"{index}: {MEANINGS[index]}")
        click.echo("± half the 95 % bootstrap interval; none where all that was seen agrees\n")
        for note in notes:
            click.echo(printable(note))
        click.echo(_where(swept))
    _warn(swept)


def print_tournament(swept: Swept, *, as_json: bool, quiet: bool) -> None:
    """The payoffs of each firm, best replies marked, and the verdict."""
    swept.raise_failures()
    reading = swept.sweep.reading
    assert isinstance(reading, Tournament)
    game, payoffs = reading.game(swept.runs()), swept.frame(PAYOFFS)
    ends = None if reading.ladders is None else swept.frame(ADAPTATION)
    sentences = [*verdict(game, reading.metric), *([] if ends is None else told(ends))]
    if as_json:
        tables = {"payoffs": records(payoffs), "equilibria": records(swept.frame(EQUILIBRIA))}
        tables |= {} if ends is None else {"adaptation": records(ends)}
        _print_json(swept, {"verdict": sentences, **tables})
    elif not quiet:
        scenario = swept.sweep.scenario
        factor, unit = scale_and_unit(reading.metric, scenario.market.currency)
        named = f"{reading.metric} in {unit}" if unit else reading.metric
        click.echo(f"{_size(swept)}; {named}, mean {half_told(scenario.run.replicates)}\n")
        rows = [["", *(printable(firm) for firm in reading.firms)]]
        for count, profile in enumerate(game.profiles(), start=1):
            found = [(bounded(game.level(profile, place), reading.metric), game.reply(profile, place).is_best)
                     for place in range(len(reading.firms))]  # fmt: skip
            rows.append([f"{count}", *(f"{level_shown(level, factor)}{'*' if best else ' '}" for level, best in found)])
        names = [" / ".join(played) for played in (reading.firms, *game.profiles())]
        click.echo(_with_names(aligned(rows, rule_after=1), names))
        click.echo("\n*: best reply of the firm to what the others play; several where they do equally well\n")
        print_lines(sentences)
        click.echo(f"\n{_where(swept)}")
    _warn(swept)


def _warn(swept: Swept) -> None:
    for gap in swept.gaps():
        click.echo(f"warning: {printable(gap)}", err=True)


def _with_unit(swept: Swept, outcome: str, table: pd.DataFrame) -> str:
    """The outcome, with its unit where the indices are in it."""
    metric = METRICS[columns_of(swept.sweep.scenario)[outcome][1]]
    unit = metric.unit.replace("money", swept.sweep.scenario.market.currency)
    return f"{outcome} ({unit})" if "mu_star" in set(table["index"]) else outcome


def _with_names(table: str, names: list[str]) -> str:
    """A table of profiles by number with what is played beside each line or, where that has no room, below it."""
    names = [as_shown(printable(name)) for name in names]
    head, rule, *lines = table.splitlines()
    width = max(map(cells, names))
    if len(lines) == len(names) - 1 and cells(rule) + 2 + width <= (columns() or math.inf):
        beside = zip([head, *lines], names, strict=True)
        head, *lines = (f"{line}  {name}" for line, name in beside)
        return "\n".join([head, rule + rule[:1] * (width + 2), *lines])
    return "\n".join([table, "", *(f"{count}: {name}" for count, name in enumerate(names[1:], start=1))])


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


def _size(swept: Swept) -> str:
    scenario = swept.sweep.scenario
    return ", ".join([
        counted(len(swept.sweep.design.points), "point"), counted(scenario.run.replicates, "replicate"),
        counted(scenario.market.weeks, "week"), counted(scenario.market.customers, "customer"),
    ])  # fmt: skip


def _where(swept: Swept) -> str:
    return f"written to {swept.folder}" if swept.is_new else f"{swept.folder} already holds these results"


def _print_json(swept: Swept, extra: dict[str, Any]) -> None:
    click.echo(json.dumps(as_data(swept) | extra, ensure_ascii=False, allow_nan=False))
