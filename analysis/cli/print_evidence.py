"""What `evidence` prints: the scorecard as a table, what falls short, what each mechanism is needed for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from analysis.cli.answers import print_json
from analysis.evidence import ablation, challenge, scorecard_text
from analysis.evidence.markets import battery
from analysis.evidence.scorecard import rows
from analysis.execution.run import RunsFailed
from analysis.formats.serialization import records

if TYPE_CHECKING:
    from analysis.evidence.markets.battery import Laws
    from analysis.evidence.question import Answer, Study


class FindingsFailed(Exception):
    """Some claims or laws could not be measured, through a fault of ours; the others are finished."""

    exit_code = 5


def print_answer(study: Study, answer: Answer, *, as_json: bool, quiet: bool) -> None:
    """The table, what falls short, and the summary; or one JSON object. Ends with what could not be measured."""
    card, without = answer.card, answer.ablation
    if as_json:
        found = {"summary": card.summary, "evidence": records(rows(card))}
        told = {"out": str(answer.folder), "files": answer.files, **found}
        if without:
            told |= {"ablation": records(ablation.rows(without)), "mechanisms": records(ablation.summary(without))}
        told |= {name: records(battery.rows(found)) for name, found in _markets(answer) if found}
        if answer.challenge:
            told |= {"challenge": records(challenge.rows(answer.challenge))}
        print_json(told)
    elif not quiet:
        last = f"Written to {answer.folder}"
        closing = [scorecard_text.wrapped(line) for line in (card.summary, study.caution, last)]
        click.echo("\n\n".join(part for part in [*_tables(study, answer), *closing] if part))
    if card.failures:
        raise RunsFailed(card.failures)
    if card.troubles:
        raise FindingsFailed("error: " + "\nerror: ".join(card.troubles))


def _tables(study: Study, answer: Answer) -> list[str]:
    """The scorecard, or what each mechanism is needed for; and what is met without what it is about."""
    card = answer.card
    if answer.ablation:
        parts = [ablation.table(answer.ablation)]
    else:
        told = scorecard_text.breaches(card) if study.own else scorecard_text.shortfalls(card)
        parts = [scorecard_text.table(card), told]
    if answer.challenge:
        parts.append(challenge.table(answer.challenge))
    return parts + [battery.table(found) for _, found in _markets(answer) if found]


def _markets(answer: Answer) -> list[tuple[str, Laws | None]]:
    return [("markets", answer.markets), ("noise", answer.noise)]
