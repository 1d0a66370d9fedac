"""A lesson on a terminal: what the theory says, what was tried, what came out, and what to try next."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from analysis.lessons.found import verdict
from analysis.wording import counted, number
from simulation.faults import printable

if TYPE_CHECKING:
    from analysis.lessons.book import Lesson
    from analysis.lessons.found import Bars
    from analysis.lessons.study import Taught

WIDTH = 96
MARGIN = 12
LONGEST_BAR = 44
EIGHTHS = " ▏▎▍▌▋▊▉"
SIGNS = {True: "yes", False: "no", None: "open"}


def print_list(lessons: Sequence[Lesson], program: str) -> None:
    """The lessons in order, each with its claim."""
    for lesson in lessons:
        click.echo(f"{lesson.number:>3}  {click.style(lesson.title, bold=True)}")
        click.echo(textwrap.fill(lesson.claim, WIDTH, initial_indent=" " * 5, subsequent_indent=" " * 5))
    click.echo(f"\nto take one: {program} lesson 1")


def print_lesson(taught: Taught, program: str) -> None:
    """Text, numbers and where the figure is."""
    lesson, plan = taught.lesson, taught.found.plan
    market, run = plan.lead.market, plan.lead.run
    click.echo(f"{click.style(f'Lesson {lesson.number}: {lesson.title}', bold=True)}\n")
    paragraph("Theory", f"{lesson.claim} ({lesson.source})")
    paragraph("Experiment", lesson.experiment)
    sizes = (counted(len(plan.arms), "strategy").replace("strategys", "strategies"),
             counted(run.replicates, "replicate"), counted(market.customers, "customer"),
             counted(market.weeks, "week"))  # fmt: skip
    paragraph("", ", ".join(sizes))
    for line in chart(taught.bars):
        click.echo(line)
    click.echo("")
    for part in taught.parts:
        paragraph(SIGNS[part.holds].rjust(6) if len(taught.parts) > 1 else "Result", printable(part.sentence), "")
    paragraph("", verdict(taught.parts))
    paragraph("Look at", f"{lesson.look}", "")
    paragraph("", f"{taught.folder}/figures/lesson.png")
    paragraph("Your turn", lesson.turn, "")
    paragraph("", f"{program} {lesson.trial}")


def paragraph(head: str, text: str, end: str = "\n") -> None:
    """A word in the margin and text beside it."""
    first = f"{head:<{MARGIN}}"
    filled = textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=" " * MARGIN, break_on_hyphens=False)
    click.echo(click.style(filled[:MARGIN], bold=True) + filled[MARGIN:] + end)


def chart(bars: Bars) -> list[str]:
    """The numbers as bars of text, with half of their interval."""
    names = [printable(name)[:30] for name in bars.rows]
    width = max(map(len, names))
    levels = [level.mean * bars.scale if math.isfinite(level.mean) else 0.0 for level in bars.rows.values()]
    below = -min(0.0, *levels)
    step = (max(0.0, *levels) + below) / (LONGEST_BAR - 10 if below else LONGEST_BAR) or 1.0
    indent = " " * MARGIN
    lines = [f"{indent}{bars.title} ({bars.unit})", ""]
    for name, value, level in zip(names, levels, bars.rows.values(), strict=True):
        figure = number(level.mean * bars.scale, digits=bars.digits)
        half = f" ± {number(level.half_width * bars.scale, digits=bars.digits)}" if level.n > 1 else ""
        lines.append(f"{indent}{name:<{width}}  {_bar(value, below, step)} {figure}{half}")
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
    lesson, found = taught.lesson, taught.found
    rows = {
        name: {"mean": _finite(level.mean), "ci_low": _finite(level.low), "ci_high": _finite(level.high)}
        for name, level in taught.bars.rows.items()
    }
    return {
        **described(lesson),
        "verdict": verdict(taught.parts),
        "result": [{"holds": part.holds, "sentence": part.sentence} for part in taught.parts],
        "measured": {"title": taught.bars.title, "unit": taught.bars.unit, "scale": taught.bars.scale, "rows": rows},
        "strategies": list(found.plan.arms),
        "replicates": len(found.replicates),
        "out": str(taught.folder),
        "question": lesson.turn,
        "try": f"{program} {lesson.trial}",
        "failed_runs": [str(failure) for failure in taught.failures],
    }


def described(lesson: Lesson) -> dict[str, Any]:
    """What a lesson is about, as data."""
    return {
        "lesson": lesson.number, "title": lesson.title, "claim": lesson.claim, "source": lesson.source,
        "scenario": lesson.scenario,
    }  # fmt: skip


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
