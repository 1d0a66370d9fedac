"""Show the scenarios that come with the program."""

from __future__ import annotations

import json

import click

from analysis.commands.options import options


@click.command()
@options("json")
def command(as_json: bool) -> None:
    """List the shipped scenarios, each with its question.

    Example: loyalty list
    """
    from simulation.document import read_document
    from simulation.extending import SHIPPED, shipped_names

    questions = {}
    for name in shipped_names():
        document = read_document((SHIPPED / f"{name}.yaml").read_bytes(), name)
        questions[name] = " ".join(str(document.tree.get("question", "")).split())
    if as_json:
        rows = [{"scenario": name, "question": question} for name, question in questions.items()]
        click.echo(json.dumps({"scenarios": rows}, ensure_ascii=False))
        return
    width = max(map(len, questions), default=0)
    for name, question in questions.items():
        click.echo(f"{name:<{width}}  {question}")
