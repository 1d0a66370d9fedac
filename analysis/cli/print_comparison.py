"""What the commands say about their findings: results to stdout, warnings to stderr."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from analysis.cli.answers import print_json, print_lines, written_to
from analysis.cli.print_doubt import doubt_json, print_doubt
from analysis.cli.print_rivals import print_rivals, rivals_json
from analysis.cli.warnings_said import losing, warn
from analysis.costs.free_plans import free_notes
from analysis.costs.kept_and_new import STANDING, kept_in_words
from analysis.costs.payback import PAYBACK, read_paybacks
from analysis.costs.payback_text import BELOW, costs_table, head_of, legend, named
from analysis.facts.beliefs import Belief, belief_lines
from analysis.facts.observed_facts import FactBeside, facts_beside, facts_table, told_apart
from analysis.formats.serialization import plain_row, records
from analysis.outcomes.question import NOW
from analysis.outcomes.tables import comparison_table, levels_table
from analysis.outcomes.verdict import verdict_of
from analysis.outcomes.years import years_of
from analysis.text.numbers import half_told
from analysis.text.study_size import study_size
from simulation.doubts import budgets_told
from simulation.scenario.real_size import size_told

if TYPE_CHECKING:
    from analysis.comparison.findings import Findings


def print_run(
    findings: Findings, doubts: Sequence[str], beliefs: Sequence[Belief] | None, *, as_json: bool, quiet: bool
) -> None:
    """A row a firm: what the one strategy came to; `doubts` are those of its scenario, `beliefs` what was tried."""
    market, label = findings.plan.lead.market, findings.plan.baseline
    lost = losing(findings.outcomes, findings.plan.question)
    if as_json:
        print_json(findings.as_json() | {"warnings": [*doubts, *lost]} | facts_json(findings) | beliefs_json(beliefs))
    elif not quiet:
        print_lines([f"{label}: {study_size(findings.plan.lead)}"])
        click.echo("")
        click.echo(levels_table(findings.outcomes, label, market.currency))
        click.echo(f"\nmean {half_told(findings.plan.lead.run.replicates)}")
        print_lines([f"money and counts: {size_told(findings.plan.lead)}", ""])
        print_facts(findings)
        print_kept(findings)
        if beliefs is not None:
            print_lines(["what you expect, and what the model shows", *belief_lines(beliefs), ""])
        click.echo(written_to(findings.folder, is_new=findings.is_new))
    warn(lost)


def print_comparison(findings: Findings, doubts: Sequence[str], *, as_json: bool, quiet: bool) -> None:
    """A row a strategy, the verdict in words, and what to beware of; `doubts` are those of its scenarios."""
    question = findings.plan.question
    verdict = verdict_of(findings.outcomes, question, years_of(findings.frames["years.csv"], question.focus, NOW))
    warnings = [*losing(findings.outcomes, question), *verdict.warnings]
    free = free_notes(findings.plan.arms, question.baseline, question.focus, question.labels)
    notes = [*verdict.notes, *budgets_told(findings.plan.arms.values())]
    if as_json:
        extra = {
            "focus": question.focus,
            "baseline": question.baseline,
            "verdict": list(verdict.sentences),
            "warnings": [*doubts, *told_apart(facts_of(findings)), *warnings],
            "notes": [*notes, *free],
            "comparison": records(findings.frames["comparison.csv"]),
            "years": records(findings.frames["years.csv"]),
            "money_and_counts": size_told(findings.plan.lead),
            **rivals_json(findings),
            "payback": records(findings.frames[PAYBACK]),
            "kept_against_new": kept_in_words(findings.frames[STANDING], question),
        }
        print_json(findings.as_json() | extra | doubt_json(findings) | facts_json(findings))
        return
    if not quiet:
        lead = findings.plan.lead
        print_lines([lead.question, f"{question.focus}, {study_size(findings.plan.lead)}"])
        click.echo("")
        click.echo(comparison_table(findings.outcomes, question))
        click.echo("")
        told = f"difference from the first row {half_told(lead.run.replicates)}; best: highest profit"
        print_lines([told, f"money and counts: {size_told(lead)}"])
        click.echo("")
        print_facts(findings)
        print_lines([*verdict.sentences, *notes])
        click.echo("")
        print_doubt(findings)
        print_rivals(findings)
        print_costs(findings, free)
        click.echo(written_to(findings.folder, is_new=findings.is_new))
    warn(warnings)


def print_costs(findings: Findings, free: Sequence[str]) -> None:
    """What each plan may cost and still pay, when it has paid back, and which plans are free."""
    plan, market = findings.plan, findings.plan.lead.market
    found = named(list(read_paybacks(findings.frames[PAYBACK])), plan.labels)
    print_lines([f"{head_of(plan.lead, plan.question.named(plan.baseline))}:", ""])
    click.echo(costs_table(found, market.currency))
    print_lines(["", legend(market.weeks), BELOW, *free, ""])
    print_kept(findings)


def print_kept(findings: Findings) -> None:
    """What a kept customer is worth against a newcomer, where that is known."""
    told = kept_in_words(findings.frames[STANDING], findings.plan.question)
    print_lines([*told, *([""] if told else [])])


def print_facts(findings: Findings) -> None:
    """What is known of real firms beside the baseline's, where the scenario tells any, and what contradicts it."""
    facts = facts_of(findings)
    if facts:
        click.echo(facts_table(facts, findings.plan.lead))
        click.echo("")
        print_lines([*told_apart(facts), *([""] if told_apart(facts) else [])])


def facts_json(findings: Findings) -> dict[str, Any]:
    """The same as data; nothing where nothing was observed."""
    facts = [plain_row(fact._asdict()) for fact in facts_of(findings)]
    return {"observed": facts} if facts else {}


def beliefs_json(beliefs: Sequence[Belief] | None) -> dict[str, Any]:
    """What was tried of what the scenario expects, as data."""
    return {} if beliefs is None else {"expectations": [plain_row(one._asdict()) for one in beliefs]}


def facts_of(findings: Findings) -> list[FactBeside]:
    """The facts beside the market of today: none under another plan, of which nobody has any."""
    return facts_beside(findings.outcomes, findings.plan.today, findings.plan.lead)
