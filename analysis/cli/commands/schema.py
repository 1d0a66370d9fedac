"""Write the JSON Schema by which an editor helps with scenario files."""

from __future__ import annotations

import json

import click

from analysis.cli.options import options
from analysis.study.atomic_files import write_asked


@click.command()
@click.option("--out", type=click.Path(), help="File to write, one that is not there yet; default: stdout.")
@options("force", "json")
def command(out: str | None, force: bool, **_: bool) -> None:
    """Print the JSON Schema of scenario files, for completion and checks in an editor.

    Name it in the first line of a scenario: # yaml-language-server: $schema=scenario.schema.json

    Example: loyalty schema --out scenario.schema.json
    """
    from pathlib import Path

    from simulation.scenario.json_schema import editor_schema

    text = json.dumps(editor_schema(), indent=1, ensure_ascii=False)
    if out is None:
        click.echo(text)
    else:
        write_asked(Path(out), text + "\n", force=force)
