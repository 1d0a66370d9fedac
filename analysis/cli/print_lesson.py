"""A lesson on a terminal: what the theory says, what was tried, what came out, and what to try next."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from analysis.lessons.found import verdict
from analysis.text.numbers import counted, number
from analysis.text.terminal_width import cells, columns, cut, fitting, padded
from simulation.reading.errors import printable
from simulation.scenario.real_size import size_told

if TYPE_CHECKING:
    from analysis.lessons.book import Lesson
    from analysis.lessons.found import Bars, Part
    from analysis.lessons.study import LessonResult, Taught

WIDTH = 96
MARGIN = 13
LONGEST_BAR, SHORTEST_BAR = 44, 16
FIGURES = 22
"""Columns for a number and its interval behind a bar."""
EIGHTHS = " ▏▎▍▌▋▊▉"
AS_SHIPPED = "as shipped"


def print_list(lessons: Sequence[Lesson], program: str) -> None:
    """The lessons in order, each with its claim."""
    for lesson in lessons:
        click.echo(f"{lesson.number:>3}  {click.style(lesson.title, bold=True)}")
        click.echo(textwrap.fill(lesson.claim, fitting(WIDTH), initial_indent=" " * 5, subsequent_indent=" " * 5))
    click.echo(f"\nto take one: {program} lesson 1")


def print_lesson(taught: Taught, program: str) -> None:
    """Text, numbers and where the figure is."""
    lesson, result, shipped = taught.lesson, taught.result, taught.shipped
    plan = result.found.plan
    market, run = plan.lead.market, plan.lead.run
    click.echo(f"{click.style(f'Lesson {lesson.number}: {lesson.title}', bold=True)}\n")
    paragraph("Theory", f"{lesson.claim} ({lesson.source})")
    paragraph("Experiment", lesson.experiment)
    sizes = (counted(len(plan.arms), "strategy").replace("strategys", "strategies"),
             counted(run.replicates, "replicate"), counted(market.customers, "customer"),
             counted(market.weeks, "week"))  # fmt: skip
    paragraph("", f"{', '.join(sizes)}; money and counts: {size_told(plan.lead)}")
    for change in taught.changed:
        paragraph("Changed", f"{change.path} is {change.after} here, and {change.before} as shipped", "")
    if shipped:
        click.echo("")
    for line in chart(result.bars, shipped.bars if shipped else None):
        click.echo(line)
    click.echo("")
    _print_parts(result.parts)
    if shipped:
        paragraph("As shipped", "the lesson with its own numbers, on the same customers and luck:", "")
        _print_parts(shipped.parts)
    paragraph("Look at", f"{lesson.look}", "")
    paragraph("", f"{taught.folder}/figures/lesson.png")
    paragraph("Your turn", lesson.turn, "")
    paragraph("", f"{program} {lesson.trial}")


def _print_parts(parts: Sequence[Part]) -> None:
    """Each line with what it means for the claim, then how the claim fares."""
    for part in parts:
        paragraph(part.word.rjust(MARGIN - 2), printable(part.sentence), "")
    paragraph("", verdict(parts))


def paragraph(head: str, text: str, end: str = "\n") -> None:
    """A word in the margin and text beside it."""
    first = f"{head:<{MARGIN}}"
    indent = " " * MARGIN
    filled = textwrap.fill(text, fitting(WIDTH), initial_indent=first, subsequent_indent=indent, break_on_hyphens=False)
    click.echo(click.style(filled[:MARGIN], bold=True) + filled[MARGIN:] + end)


def chart(bars: Bars, shipped: Bars | None = None) -> list[str]:
    """The numbers as bars of text, with half of their interval, each above that of the lesson as shipped."""
    rows = [(name, bars.rows[name]) for name in bars.rows]
    if shipped:
        beside = {name: [(AS_SHIPPED, shipped.rows[name])] if name in shipped.rows else [] for name in bars.rows}
        rows = [row for name, level in rows for row in [(name, level), *beside[name]]]
    names = [cut(printable(name), 30) for name, _ in rows]
    width = max(map(cells, names))
    longest = max(min(LONGEST_BAR, (columns() or 2 * WIDTH) - MARGIN - width - FIGURES), SHORTEST_BAR)
    levels = [level.mean * bars.scale if math.isfinite(level.mean) else 0.0 for _, level in rows]
    below = -min(0.0, *levels)
    step = (max(0.0, *levels) + below) / (longest - 10 if below else longest) or 1.0
    indent = " " * MARGIN
    lines = [f"{indent}{bars.title} ({bars.unit})", ""]
    for name, value, (_, level) in zip(names, levels, rows, strict=True):
        figure = number(level.mean * bars.scale, digits=bars.digits)
        half = f" ± {number(level.half_width * bars.scale, digits=bars.digits)}" if level.n > 1 else ""
        lines.append(f"{indent}{padded(name, width)}  {_bar(value, below, step)} {figure}{half}")
    return lines


def _bar(value: float, below: float, step: float) -> str:
    """A bar of text that starts where zero is."""
    if value < 0.0:
        size = max(1, round(-value / step))
        return " " * (round(below / step) - size) + "░" * size + "│"
    length = value / step
    whole = int(length)
    tip = EIGHTHS[int((length - whole) * 8)].strip()
    return " " * round(below / step) + ("│" if below else "") + "█" * whole + tip


def as_json(taught: Taught, program: str) -> dict[str, Any]:
    """The same as data; what is undefined is null."""
    lesson, found = taught.lesson, taught.result.found
    shipped = {"shipped": _result(taught.shipped)} if taught.shipped else {}
    return {
        **described(lesson),
        **_result(taught.result),
        "changed": [{"path": one.path, "now": one.after, "shipped": one.before} for one in taught.changed],
        **shipped,
        "strategies": list(found.plan.arms),
        "replicates": len(found.replicates),
        "out": str(taught.folder),
        "question": lesson.turn,
        "try": f"{program} {lesson.trial}",
        "failed_runs": [str(failure) for failure in taught.failures],
    }


def _result(result: LessonResult) -> dict[str, Any]:
    """How the claim fares, line by line, and the numbers to look at."""
    bars = result.bars
    rows = {
        name: {"mean": _finite(level.mean), "ci_low": _finite(level.low), "ci_high": _finite(level.high)}
        for name, level in bars.rows.items()
    }
    parts = [{"holds": one.supports, "claim": one.word, "sentence": one.sentence} for one in result.parts]
    measured = {"title": bars.title, "unit": bars.unit, "scale": bars.scale, "rows": rows}
    return {"verdict": verdict(result.parts), "result": parts, "measured": measured}


def described(lesson: Lesson) -> dict[str, Any]:
    """What a lesson is about, as data."""
    return {
        "lesson": lesson.number, "title": lesson.title, "claim": lesson.claim, "source": lesson.source,
        "scenario": lesson.scenario,
    }  # fmt: skip


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
