"""Write the JSON Schema by which an editor helps with scenario files."""

from __future__ import annotations

import json

import click

from analysis.commands.options import options


@click.command()
@click.option("--out", type=click.Path(dir_okay=False), help="File to write; default: stdout.")
@options("json")
def command(out: str | None, **_: bool) -> None:
    """Print the JSON Schema of scenario files, for completion and checks in an editor.

    Name it in the first line of a scenario: # yaml-language-server: $schema=scenario.schema.json

    Example: loyalty schema --out scenario.schema.json
    """
    from pathlib import Path

    from simulation.schema import editor_schema

    text = json.dumps(editor_schema(), indent=1, ensure_ascii=False)
    if out is None:
        click.echo(text)
    else:
        Path(out).write_text(text + "\n", encoding="utf-8")
