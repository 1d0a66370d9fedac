"""What `compare --rivals` says: what each plan brings under each reaction of the rivals, and what is left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from analysis.cli.answers import print_lines
from analysis.comparison.rivalry import with_labels
from analysis.formats.serialization import records
from analysis.games.reaction_grid import grid_of
from analysis.games.reaction_words import reaction_sentences
from analysis.games.reactions import REPLIES, RIVALS
from analysis.outcomes.tables import aligned

if TYPE_CHECKING:
    from analysis.comparison.findings import Findings


def print_rivals(findings: Findings) -> None:
    """The grid and its sentences, where plans were set against rivals' reactions."""
    if RIVALS not in findings.frames:
        return
    shown = with_labels(findings.plan, findings.frames)
    rivals, replies = shown[RIVALS], shown[REPLIES]
    grid = grid_of(rivals, findings.plan.question)
    click.echo(aligned(grid.rows, rule_after=1, longest=30))
    click.echo("")
    print_lines([grid.note, *reaction_sentences(rivals, replies, findings.plan.question), ""])


def rivals_json(findings: Findings) -> dict[str, Any]:
    """The same as data; nothing where that was not asked for."""
    if RIVALS not in findings.frames:
        return {}
    rivals, replies = findings.frames[RIVALS], findings.frames[REPLIES]
    shown = with_labels(findings.plan, findings.frames)
    said = reaction_sentences(shown[RIVALS], shown[REPLIES], findings.plan.question)
    return {"rivals": records(rivals), "replies": records(replies), "against_rivals": said}
