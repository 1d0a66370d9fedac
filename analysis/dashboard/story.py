"""A customer's story as a piece of the page; names come from a scenario and are escaped."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from analysis.text.numbers import number

if TYPE_CHECKING:
    from analysis.dashboard.market import Story
    from analysis.dashboard.session import Lives


def story_html(lives: Lives) -> str:
    """The weeks of a customer, the last first; and where its life parts from that of the pinned run."""
    now = lives.now
    needs = number(52.0 * now.rate, digits=1)
    head = f"<h2>Customer {now.customer}, {html.escape(now.segment)}</h2><p>Needs {needs} units a year. "
    text = [head, html.escape(now.summary), "</p>", _parting(lives)]
    weeks = [f"<dt>{week}</dt><dd>{html.escape(told)}</dd>" for week, told in reversed(now.weeks)]
    return "".join([*text, '<dl class="weeks">', *weeks, "</dl>"]) if weeks else "".join([*text, "<p>Nothing yet.</p>"])


def _parting(lives: Lives) -> str:
    if lives.pinned is None:
        return ""
    if lives.parting is None:
        return "<p>Under the pinned settings it does the same in every week.</p>"
    there = _week(lives.pinned, lives.parting)
    when = f"In week {lives.parting} its life parts from the pinned run, in which"
    return f'<p class="parting">{when}: {html.escape(there)}</p>'


def _week(story: Story, week: int) -> str:
    return next((told for when, told in story.weeks if when == week), "nothing happened.")
