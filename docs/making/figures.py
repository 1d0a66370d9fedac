"""Figures within pages, drawn from runs of shipped scenarios and lessons while the site is built."""

from __future__ import annotations

from html import escape

from analysis.report.inline import inlined, shades_of
from docs.making.runs import LESSON_CUSTOMERS, LESSON_REPLICATES, Store, Task, size

GALLERY = {
    "complaint_desk": ("profit", "complaints"),
    "price_war": ("market_share",),
    "promotion_trap": ("profit", "drivers"),
    "service_crisis": ("flows",),
    "habit_market": ("loyalty",),
    "quality_launch": ("market_share",),
    "expected_price": ("expected_price",),
    "word_of_mouth_startup": ("word_of_mouth",),
    "newcomer": ("profit",),
    "mobile_operator": ("profit",),
    "points_or_service": ("drivers",),
    "auto_service": ("lifetime_value",),
    "elevator": ("drivers", "payback"),
    "baseline": ("standing", "attitudes", "cohorts"),
    "yogurt_panel": ("market_share",),
}
"""What to look at in each shipped scenario; every kind of figure comes at least once."""


def gallery_tasks() -> list[Task]:
    """The scenarios of the gallery."""
    return [("scenario", name, *chosen) for name, chosen in GALLERY.items()]


def figure_tasks(name: str, *chosen: str) -> list[Task]:
    """One scenario with the figures wanted, or with those of the gallery if they are among them."""
    shown = GALLERY.get(name, ())
    return [("scenario", name, *(shown if set(chosen) <= set(shown) else chosen))]


def lesson_tasks(number: str) -> list[Task]:
    """One lesson."""
    return [("lesson", number)]


def gallery(store: Store) -> str:
    """Every scenario with its question, the command that answers it, and its figures."""
    from simulation.scenario.load import load

    parts = []
    for name, chosen in GALLERY.items():
        command = f"```\npython run.py {_command(name)}\n```"
        parts += [f"## {load(name).question}", command, figures(store, name, *chosen)]
    return "\n\n".join(parts)


def _command(name: str) -> str:
    from simulation.scenario.load import load

    return f"compare {name}" if len(load(name).compare) > 1 else f"run {name}"


def figures(store: Store, name: str, *chosen: str) -> str:
    """Figures of a scenario, each with its heading and how to read it."""
    (task,) = figure_tasks(name, *chosen)
    pictures = [picture for picture in store.result(task)["pictures"] if picture[0] in chosen]
    customers, replicates = size(task[2:])
    small = f"{customers:,} customers, {'one run' if replicates == 1 else f'{replicates} replicates'}"
    return "\n\n".join(
        _figure(
            inlined(svg.encode(), f"{name.replace('/', '-')}-{kind}", alt),
            f"<strong>{escape(heading)}.</strong> {escape(reading)} <small>({small})</small>",
        )
        for kind, heading, reading, alt, svg in pictures
    )


def lesson(store: Store, number: str) -> str:
    """What came out in a lesson: sentences computed from the result, and its figure."""
    made = store.result(("lesson", number))
    sentences = [f"*{word}:* {sentence}" for sentence, word in made["sentences"]]
    caption = f"{escape(made['alt'])} <small>({LESSON_CUSTOMERS:,} customers, {LESSON_REPLICATES} replicates)</small>"
    drawing = _figure(inlined(made["svg"].encode(), f"lesson-{number}", made["alt"]), caption)
    return "\n\n".join(["## What comes out", *sentences, f"**{made['verdict']}**", drawing])


def _figure(svg: str, caption: str) -> str:
    """A drawing whose colours follow the page's light or dark theme."""
    shades = shades_of([svg])
    light = "".join(f"{name}:{value};" for name, value, _ in shades)
    dark = "".join(f"{name}:{value};" for name, _, value in shades)
    style = (
        f"<style>body{{{light}}}@media(prefers-color-scheme:dark){{body:not([data-theme=light]){{{dark}}}}}"
        f"body[data-theme=dark]{{{dark}}}</style>"
    )
    scrolls = f'<div class="drawing" tabindex="0">{svg}</div>'
    return f'```{{raw}} html\n{style}\n<figure class="made">{scrolls}<figcaption>{caption}</figcaption></figure>\n```'
