"""Show any parameter: what it means, its unit and default, what is plausible of it, and where that comes from."""

from __future__ import annotations

import difflib
import json
import textwrap
from typing import TYPE_CHECKING

import click

from analysis.cli.completion import scenarios_starting
from analysis.cli.options import options
from analysis.text.terminal_width import fitting
from simulation.reading.errors import refused, text_of_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.sweeps.parameter_list import Listed

WIDTH = 100
INDENT = "    "
LEAST_ALIKE = 0.8
"""How much alike words must be to be taken for each other, 0 to 1."""


@click.command()
@click.argument("word", required=False)
@click.option(
    "--scenario", metavar="FILE", shell_complete=scenarios_starting, help="Also show the values of a scenario."
)
@options("json")
def command(word: str | None, scenario: str | None, as_json: bool) -> None:
    """Show the parameters that speak of WORD, in their path, name or meaning; without it, all of them.

    Of what nobody knows for sure it shows what is plausible; what a firm sets and knows has no such range.

    Example: loyalty parameters complaint
    """
    from analysis.sweeps.parameter_list import parameters, parameters_of
    from simulation.scenario.load import load

    listed = parameters() if scenario is None else parameters_of(load(scenario))
    found = [one for one in listed if word is None or one.speaks_of(word)]
    if not found:
        known = {part for one in listed for part in (*one.path.split("."), *one.label.split())}
        raise refused(f"no parameter speaks of {text_of_value(word)}; {_hint(str(word), known)}")
    if as_json:
        rows = [{key: value for key, value in one._asdict().items() if value is not None} for one in found]
        click.echo(json.dumps({"parameters": rows}, ensure_ascii=False))
        return
    for one in found:
        click.echo("\n".join(_told(one)))


def _hint(word: str, known: Iterable[str]) -> str:
    """A word that is spelt much alike, or how to search."""
    near = difflib.get_close_matches(word.lower(), sorted({name.lower() for name in known}), n=1, cutoff=LEAST_ALIKE)
    if near:
        return f"did you mean {text_of_value(near[0])}?"
    return "try another word for it, or part of one, such as complaint or price; without a word all are listed"


def _told(one: Listed) -> list[str]:
    """A parameter in a few lines."""
    width = fitting(WIDTH)
    value = f"default {one.default}" if one.value is None else f"{one.value} (default {one.default})"
    plausible = f"plausible: {one.plausible}" if one.plausible else "no plausible range"
    parts = [f"{one.label}: {one.meaning}", f"{value}, {one.unit}; {plausible} [{one.source}]"]
    lines = [line for part in parts for line in textwrap.wrap(part, max(width - len(INDENT), 20))]
    return [one.path, *(f"{INDENT}{line}" for line in lines)]
