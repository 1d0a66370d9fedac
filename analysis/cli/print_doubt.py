"""What `compare` says of doubt: the verdict in plausible worlds, or that it covers luck only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from analysis.cli.answers import print_lines
from analysis.formats.serialization import records
from analysis.report.decides import how_to_find_out, small_print, what_decides, what_to_find_out
from analysis.report.doubt import fates_table, shares_told
from analysis.report.sureness import LUCK_ONLY, footnote, sureness
from analysis.uncertainty.doubt import FLIPS, ROBUSTNESS, TORNADO, WORTH

if TYPE_CHECKING:
    from analysis.comparison.findings import Findings


def print_doubt(findings: Findings) -> None:
    """Luck and doubt apart, how plans fare over the worlds, what decides, and what is worth finding out."""
    doubt, question = findings.doubt, findings.plan.question
    if doubt is None:
        print_lines([LUCK_ONLY])
        click.echo("")
        return
    print_lines(sureness(findings.outcomes, question, doubt))
    click.echo("")
    click.echo(fates_table(question, doubt))
    click.echo("")
    print_lines([footnote(doubt), *filter(None, [shares_told(question, doubt)])])
    click.echo("")
    found_out = filter(None, [what_to_find_out(doubt), how_to_find_out(doubt)])
    words = [*what_decides(findings.outcomes, question, doubt), *found_out]
    print_lines([*words, *filter(None, [small_print(doubt, words)])])
    click.echo("")


def doubt_json(findings: Findings) -> dict[str, Any]:
    """The same as data."""
    doubt, question = findings.doubt, findings.plan.question
    if doubt is None:
        return {"sureness": [LUCK_ONLY]}
    sentences = sureness(findings.outcomes, question, doubt)
    found_out = filter(None, [what_to_find_out(doubt), how_to_find_out(doubt)])
    words = [*what_decides(findings.outcomes, question, doubt), *found_out]
    tables = {name.partition(".")[0]: records(doubt.frames[name]) for name in (ROBUSTNESS, TORNADO, FLIPS, WORTH)}
    return {"sureness": [*sentences, *words], "worlds": doubt.worlds, **tables}
