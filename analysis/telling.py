"""What `sensitivity` and `tournament` say on the terminal."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import click

from analysis.adapting import ADAPTATION, told
from analysis.contest import EQUILIBRIA, PAYOFFS, Tournament, verdict
from analysis.encoding import records
from analysis.indices import MEANINGS, SENSITIVITY
from analysis.ranking import as_data
from analysis.tables import aligned
from analysis.wording import counted, number
from simulation.faults import printable

if TYPE_CHECKING:
    import pandas as pd

    from analysis.sweeping import Swept


def print_sensitivity(swept: Swept, *, as_json: bool, quiet: bool) -> None:
    """Each outcome's parameters, the strongest first."""
    swept.raise_failures()
    table = swept.frame(SENSITIVITY)
    if as_json:
        _print_json(swept, {"sensitivity": records(table)})
    elif not quiet:
        click.echo(f"{_size(swept)}\n")
        for outcome in dict.fromkeys(table["outcome"]):
            click.echo(f"{outcome}\n{_indices(table[table['outcome'] == outcome])}\n")
        for index in dict.fromkeys(table["index"]):
            click.echo(f"{index}: {MEANINGS[index]}")
        click.echo("± half the 95 % bootstrap interval\n")
        click.echo(_where(swept))


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
        click.echo(f"{_size(swept)}; {reading.metric}, mean over replicates\n")
        rows = [["", *(printable(firm) for firm in reading.firms)]]
        for profile, part in payoffs.groupby("profile", sort=True):
            cells = [f"{number(row['mean'])}{'*' if row['is_best_reply'] else ' '}" for row in part.to_dict("records")]
            rows.append([f"{profile}", *cells])
        names = {str(count): " / ".join(profile) for count, profile in enumerate(game.profiles(), start=1)}
        width = max(map(len, names.values()))
        text = aligned(rows, rule_after=1).splitlines()
        click.echo(f"{text[0]}  {' / '.join(reading.firms)}\n{text[1]}{'─' * (width + 2)}")
        for count, line in enumerate(text[2:], start=1):
            click.echo(f"{line}  {printable(names[str(count)])}")
        click.echo("\n*: best reply of the firm to what the others play\n")
        for sentence in sentences:
            click.echo(printable(sentence))
        click.echo(f"\n{_where(swept)}")


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
    return number(cell["value"]) + ("" if math.isnan(half) else f" ±{number(half)}")


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
