"""What `tournament` says on the terminal: payoffs of each firm, best replies marked, and the verdict."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import click

from analysis.cli.answers import print_json, print_lines, written_to
from analysis.cli.print_sweep import as_data
from analysis.cli.warnings_said import warn
from analysis.formats.serialization import records
from analysis.outcomes.tables import aligned, level_shown
from analysis.statistics.metric_bounds import bounded
from analysis.text.numbers import half_told, scale_and_unit
from analysis.text.plain_signs import as_shown
from analysis.text.study_size import design_size
from analysis.text.terminal_width import cells, columns
from analysis.tournaments.adaptive_pricing import ADAPTATION, climb_sentences
from analysis.tournaments.findings import verdict
from analysis.tournaments.tournament import EQUILIBRIA, PAYOFFS, Tournament
from simulation.reading.errors import printable

if TYPE_CHECKING:
    from analysis.games.game import Game
    from analysis.sweeps.sweep import Swept


def print_tournament(swept: Swept, *, as_json: bool, quiet: bool) -> None:
    """The payoffs of each firm, best replies marked, and the verdict."""
    swept.raise_failures()
    reading = swept.sweep.reading
    assert isinstance(reading, Tournament)
    game, payoffs = reading.game(swept.real_runs()), swept.frame(PAYOFFS)
    ends = None if reading.ladders is None else swept.frame(ADAPTATION)
    sentences = [*verdict(game, reading.metric), *([] if ends is None else climb_sentences(ends))]
    if as_json:
        tables = {"payoffs": records(payoffs), "equilibria": records(swept.frame(EQUILIBRIA))}
        tables |= {} if ends is None else {"adaptation": records(ends)}
        print_json(as_data(swept) | {"verdict": sentences, **tables})
    elif not quiet:
        scenario = swept.sweep.scenario
        factor, unit = scale_and_unit(reading.metric, scenario.market.currency)
        named = f"{reading.metric} in {unit}" if unit else reading.metric
        size = design_size(len(swept.sweep.design.points), scenario)
        click.echo(f"{size}; {named}, mean {half_told(scenario.run.replicates)}\n")
        click.echo(_payoffs(reading, game, factor))
        click.echo("\n*: best reply of the firm to what the others play; several where they do equally well\n")
        print_lines(sentences)
        click.echo(f"\n{written_to(swept.folder, is_new=swept.is_new)}")
    warn(swept.gaps())


def _payoffs(reading: Tournament, game: Game, factor: float) -> str:
    """A row a profile, a column a firm."""
    rows = [["", *(printable(firm) for firm in reading.firms)]]
    for count, profile in enumerate(game.profiles(), start=1):
        found = [(bounded(game.level(profile, place), reading.metric), game.reply(profile, place).is_best)
                 for place in range(len(reading.firms))]  # fmt: skip
        rows.append([f"{count}", *(f"{level_shown(level, factor)}{'*' if best else ' '}" for level, best in found)])
    names = [" / ".join(played) for played in (reading.firms, *game.profiles())]
    return _with_names(aligned(rows, rule_after=1), names)


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
