"""What the commands say about their findings: results to stdout, warnings to stderr."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from analysis.cli.answers import print_json, print_lines, written_to
from analysis.cli.print_doubt import doubt_json, print_doubt
from analysis.cli.warnings_said import losing, warn
from analysis.formats.serialization import records
from analysis.outcomes.free_plans import free_notes
from analysis.outcomes.observed_shares import observed_shares, observed_table
from analysis.outcomes.payback import PAYBACK, read_paybacks
from analysis.outcomes.payback_text import BELOW, head_of, legend
from analysis.outcomes.tables import comparison_table, costs_table, levels_table
from analysis.outcomes.verdict import verdict_of
from analysis.text.numbers import half_told
from analysis.text.study_size import study_size

if TYPE_CHECKING:
    from analysis.comparison.findings import Findings


def print_run(findings: Findings, doubts: Sequence[str], *, as_json: bool, quiet: bool) -> None:
    """A row a firm: what the one strategy came to; `doubts` are those of its scenario."""
    market, label = findings.plan.lead.market, findings.plan.baseline
    lost = losing(findings.outcomes, findings.question)
    if as_json:
        print_json(findings.as_json() | {"warnings": [*doubts, *lost]} | observed_json(findings))
    elif not quiet:
        print_lines([f"{label}: {study_size(findings.plan.lead)}"])
        click.echo("")
        click.echo(levels_table(findings.outcomes, label, market.currency))
        click.echo(f"\nmean {half_told(findings.plan.lead.run.replicates)}\n")
        print_observed(findings)
        click.echo(written_to(findings.folder, is_new=findings.is_new))
    warn(lost)


def print_comparison(findings: Findings, doubts: Sequence[str], *, as_json: bool, quiet: bool) -> None:
    """A row a strategy, the verdict in words, and what to beware of; `doubts` are those of its scenarios."""
    verdict = verdict_of(findings.outcomes, findings.question)
    warnings = [*losing(findings.outcomes, findings.question), *verdict.warnings]
    free = free_notes(findings.plan.arms, findings.question.baseline, findings.question.focus)
    if as_json:
        extra = {
            "focus": findings.question.focus,
            "baseline": findings.question.baseline,
            "verdict": list(verdict.sentences),
            "warnings": [*doubts, *warnings],
            "notes": [*verdict.notes, *free],
            "comparison": records(findings.frames["comparison.csv"]),
            "payback": records(findings.frames[PAYBACK]),
        }
        print_json(findings.as_json() | extra | doubt_json(findings) | observed_json(findings))
        return
    if not quiet:
        lead = findings.plan.lead
        print_lines([lead.question, f"{findings.question.focus}, {study_size(findings.plan.lead)}"])
        click.echo("")
        click.echo(comparison_table(findings.outcomes, findings.question))
        click.echo("")
        print_lines([f"difference from the first row {half_told(lead.run.replicates)}; best: highest profit"])
        click.echo("")
        print_lines([*verdict.sentences, *verdict.notes])
        click.echo("")
        print_doubt(findings)
        print_costs(findings)
        print_lines([BELOW, *free])
        click.echo("")
        print_observed(findings)
        click.echo(written_to(findings.folder, is_new=findings.is_new))
    warn(warnings)


def print_costs(findings: Findings) -> None:
    """What each plan may cost and still pay, and when it has paid back."""
    market = findings.plan.lead.market
    print_lines([f"{head_of(market.currency, findings.question.baseline)}:"])
    click.echo("")
    click.echo(costs_table(list(read_paybacks(findings.frames[PAYBACK])), market.currency))
    click.echo("")
    print_lines([legend(market.weeks)])


def print_observed(findings: Findings) -> None:
    """Market shares of the baseline beside those observed, where the scenario has any."""
    plan = findings.plan
    table = observed_table(findings.outcomes, plan.baseline, plan.arms[plan.baseline].firms)
    if table:
        click.echo(f"{table}\n")


def observed_json(findings: Findings) -> dict[str, Any]:
    """The same as data; nothing where nothing was observed."""
    plan = findings.plan
    shares = observed_shares(findings.outcomes, plan.baseline, plan.arms[plan.baseline].firms)
    return {"observed": [share._asdict() for share in shares]} if shares else {}
