"""Show the scenarios that come with the program."""

from __future__ import annotations

import json
import sys
import textwrap

import click

from analysis.cli.options import options
from analysis.text.terminal_width import columns, fitting

WIDTH = 100


@click.command()
@options("json")
def command(as_json: bool) -> None:
    """List the shipped scenarios, each with its question.

    Example: loyalty list
    """
    from simulation.reading.yaml_document import read_document
    from simulation.scenario.inheritance import SHIPPED, shipped_names

    questions = {}
    for name in shipped_names():
        document = read_document((SHIPPED / f"{name}.yaml").read_bytes(), name)
        questions[name] = " ".join(str(document.tree.get("question", "")).split())
    if as_json:
        rows = [{"scenario": name, "question": question} for name, question in questions.items()]
        click.echo(json.dumps({"scenarios": rows}, ensure_ascii=False))
        return
    width = max(map(len, questions), default=0)
    room = sys.maxsize if columns() is None else fitting(WIDTH)
    for name, question in questions.items():
        lines = textwrap.wrap(question, max(room - width - 2, 20)) or [""]
        click.echo(f"\n{' ' * (width + 2)}".join([f"{name:<{width}}  {lines[0]}", *lines[1:]]))
