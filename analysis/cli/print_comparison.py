"""What the commands say about their findings: results to stdout, warnings to stderr."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from analysis.cli.warnings_said import losing, warn
from analysis.outcomes.observed_shares import observed_shares, observed_table
from analysis.outcomes.tables import comparison_table, levels_table
from analysis.outcomes.verdict import judge
from analysis.text.numbers import counted, half_told
from analysis.text.terminal_width import wrapped
from simulation.reading.errors import printable

if TYPE_CHECKING:
    from analysis.comparison.study import Findings
    from analysis.study.plan import Plan


def print_run(findings: Findings, doubts: Sequence[str], *, as_json: bool, quiet: bool) -> None:
    """A row a firm: what the one strategy came to; `doubts` are those of its scenario."""
    market, label = findings.plan.lead.market, findings.plan.baseline
    lost = losing(findings.outcomes, findings.question)
    if as_json:
        print_json(findings.as_json() | {"warnings": [*doubts, *lost]} | observed_json(findings))
    elif not quiet:
        print_lines([f"{label}: {what_was_run(findings)}"])
        click.echo("")
        click.echo(levels_table(findings.outcomes, label, market.currency))
        click.echo(f"\nmean {half_told(findings.plan.lead.run.replicates)}\n")
        print_observed(findings)
        click.echo(where(findings))
    warn(lost)


def print_comparison(findings: Findings, doubts: Sequence[str], *, as_json: bool, quiet: bool) -> None:
    """A row a strategy, the verdict in words, and what to beware of; `doubts` are those of its scenarios."""
    verdict = judge(findings.outcomes, findings.question)
    warnings = [*losing(findings.outcomes, findings.question), *verdict.warnings]
    if as_json:
        extra = {
            "focus": findings.question.focus,
            "baseline": findings.question.baseline,
            "verdict": list(verdict.sentences),
            "warnings": [*doubts, *warnings],
            "notes": list(verdict.notes),
            "comparison": records_of(findings, "comparison.csv"),
        }
        print_json(findings.as_json() | extra | observed_json(findings))
        return
    if not quiet:
        lead = findings.plan.lead
        print_lines([lead.question, f"{findings.question.focus}, {what_was_run(findings)}"])
        click.echo("")
        click.echo(comparison_table(findings.outcomes, findings.question))
        click.echo("")
        print_lines([f"difference from the first row {half_told(lead.run.replicates)}; best: highest profit"])
        click.echo("")
        print_lines([*verdict.sentences, *verdict.notes])
        click.echo("")
        print_observed(findings)
        click.echo(where(findings))
    warn(warnings)


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


def what_was_run(findings: Findings) -> str:
    """Weeks, customers and replicates."""
    return how_much(findings.plan)


def how_much(plan: Plan) -> str:
    """Weeks, customers and replicates of a plan."""
    market, run = plan.lead.market, plan.lead.run
    return ", ".join(
        [
            counted(market.weeks, "week"),
            counted(market.customers, "customer"),
            counted(run.replicates, "replicate"),
        ]
    )


def where(findings: Findings) -> str:
    """Where the files are."""
    return f"written to {findings.folder}" if findings.is_new else f"{findings.folder} already holds these results"


def print_lines(lines: Sequence[str]) -> None:
    """Sentences, each from the beginning of a line."""
    for line in lines:
        click.echo(wrapped(printable(line)))


def print_json(tree: dict[str, Any]) -> None:
    """One JSON object on stdout."""
    click.echo(json.dumps(tree, ensure_ascii=False, allow_nan=False))


def records_of(findings: Findings, name: str) -> list[dict[str, Any]]:
    """The rows of a table as JSON takes them."""
    from analysis.study.serialization import records

    return records(findings.frames[name])
