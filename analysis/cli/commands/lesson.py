"""Lessons for students."""

from __future__ import annotations

from typing import Any

import click

from analysis.cli.answers import print_json
from analysis.cli.completion import lessons_starting
from analysis.cli.options import options, picked


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
    from analysis.cli import print_lesson
    from analysis.lessons.book import find, lessons

    program = click.get_current_context().find_root().info_name or "loyalty"
    if number is None:
        if as_json:
            print_json({"lessons": [print_lesson.described(lesson) for lesson in lessons()]})
        else:
            print_lesson.print_list(lessons(), program)
        return
    lesson = find(number)

    from analysis.cli.execution_options import execution_of
    from analysis.lessons.request import LessonRequest
    from analysis.lessons.study import raise_failures, teach
    from analysis.study.scenario_changes import ScenarioChanges

    execution = execution_of(given, as_json=as_json)
    taught = teach(LessonRequest(lesson, picked(ScenarioChanges, given)), execution)
    if as_json:
        print_json(print_lesson.as_json(taught, program))
    elif not execution.quiet:
        print_lesson.print_lesson(taught, program)
    raise_failures(taught)
