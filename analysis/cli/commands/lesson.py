"""Lessons for students."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from analysis.cli.completion import lessons_starting
from analysis.cli.options import options


@click.command()
@click.argument("number", type=int, required=False, shell_complete=lessons_starting)
@options(
    *("set", "seed", "replicates", "weeks", "customers"),
    *("workers", "out", "force", "quiet", "json"),
)
def command(number: int | None, as_json: bool, **given: Any) -> None:
    """List the lessons, or take the one with this NUMBER: a claim, an experiment, a figure, a result, a question.

    Example: loyalty lesson 2
    """
    from analysis.cli.print_lesson import described, print_list
    from analysis.lessons.book import find, lessons

    program = click.get_current_context().find_root().info_name or "loyalty"
    if number is None:
        if as_json:
            click.echo(json.dumps({"lessons": [described(lesson) for lesson in lessons()]}, ensure_ascii=False))
        else:
            print_list(lessons(), program)
        return
    lesson = find(number)

    from analysis.cli import print_lesson
    from analysis.comparison.study import How
    from analysis.lessons import study

    numbers = {name: given[name] for name in ("seed", "replicates", "weeks", "customers")}
    plan = study.plan_of(lesson, given["settings"], numbers)
    shipped = study.plan_of(lesson, [], numbers) if given["settings"] else None

    from analysis.study.files import default_folder

    out = Path(given["out"]) if given["out"] else default_folder(plan.name)
    quiet = given["quiet"] or as_json
    how = How(out, workers=given["workers"], force=given["force"], quiet=quiet)
    taught = study.teach(lesson, plan, how, shipped if shipped != plan else None)
    if as_json:
        click.echo(json.dumps(print_lesson.as_json(taught, program), ensure_ascii=False, allow_nan=False))
    elif not quiet:
        print_lesson.print_lesson(taught, program)
    study.raise_failures(taught)
