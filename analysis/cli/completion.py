"""What a shell offers to complete a line with: scenarios, their strategies, claims, lessons."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from simulation.reading.errors import Refused


def scenarios_starting(
    context: click.Context,
    parameter: click.Parameter,
    beginning: str,
) -> list[CompletionItem]:
    """Shipped scenarios and scenario files that begin so; where there is none, whatever file does.

    bash forgets what was offered before a `file`, and falls back on files only where nothing was offered after it.
    """
    from simulation.scenario.inheritance import shipped_names

    shipped = [name for name in shipped_names() if name.startswith(beginning)]
    own = sorted(str(file) for file in Path(beginning).parent.glob("*.yaml") if str(file).startswith(beginning))
    return [CompletionItem(beginning, type="file"), *_offered([*shipped, *own], beginning)]


def strategies_starting(
    context: click.Context,
    parameter: click.Parameter,
    beginning: str,
) -> list[CompletionItem]:
    """Strategies of the scenario, or of the output folder, that stands earlier in the line."""
    from simulation.scenario.load import load

    named = next(iter(context.args), "")  # the option that lacks its value has ended click's reading of the line
    try:
        scenario = load(str(Path(named) / "scenario.yaml") if context.info_name == "explain" else named)
    except Refused:
        return []  # what is wrong with it is told when the line is run
    return _offered(scenario.compare, beginning)


def claims_starting(
    context: click.Context,
    parameter: click.Parameter,
    beginning: str,
) -> list[CompletionItem]:
    """Claims of the theory by id; shells that show help add the sentence."""
    from analysis.evidence.verdicts.criteria import facts, kind_of

    found = {name: fact.statement for name, fact in facts().items() if kind_of(name) == "claim"}
    return [CompletionItem(name, help=found[name]) for name in found if name.startswith(beginning.upper())]


def lessons_starting(
    context: click.Context,
    parameter: click.Parameter,
    beginning: str,
) -> list[CompletionItem]:
    """Numbers of lessons; shells that show help add the title."""
    from analysis.lessons.book import lessons

    found = {str(lesson.number): lesson.title for lesson in lessons()}
    return [CompletionItem(number, help=found[number]) for number in found if number.startswith(beginning)]


def _offered(names: Iterable[str], beginning: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(beginning)]
