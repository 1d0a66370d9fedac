"""What `{made} …` puts into a page, by its first word."""

from __future__ import annotations

from collections.abc import Callable

from docs.making import figures, listings, scores
from docs.making.runs import Store, Task

Maker = Callable[..., str]

LISTED: dict[str, Maker] = {
    "commands": listings.commands,
    "parameters": listings.parameters,
    "sources": listings.sources,
    "metrics": listings.metrics,
    "week_metrics": listings.week_metrics,
    "costs": listings.costs,
    "columns": listings.columns,
    "panel_columns": listings.panel_columns,
    "scenarios": listings.scenarios,
    "observables": listings.observables,
    "data_files": listings.data_files,
    "claims": scores.claims,
    "laws": scores.laws,
    "counts": scores.counts,
}
DRAWN: dict[str, tuple[Callable[..., list[Task]], Callable[..., str]]] = {
    "gallery": (figures.gallery_tasks, figures.gallery),
    "figures": (figures.figure_tasks, figures.figures),
    "lesson": (figures.lesson_tasks, figures.lesson),
}
"""What needs runs, and how they are shown."""

measured, verdict = scores.measured, scores.verdict


def tasks_of(kind: str, *words: str) -> list[Task]:
    """What has to be run before something can be made."""
    return DRAWN[kind][0](*words) if kind in DRAWN else []


def made(store: Store, kind: str, *words: str) -> str:
    """A piece of a page as Markdown."""
    return DRAWN[kind][1](store, *words) if kind in DRAWN else LISTED[kind](*words)
