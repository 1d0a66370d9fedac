"""What to beware of: doubts about a scenario before it runs, and a baseline that lost money after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from simulation.reading.errors import printable

if TYPE_CHECKING:
    from analysis.outcomes.outcomes import Outcomes
    from analysis.outcomes.question import Question
    from simulation.scenario.scenario import Scenario


def doubted(sources: Sequence[str], scenarios: Iterable[Scenario], *, as_json: bool = False) -> list[str]:
    """What is to be said of scenarios by the files they came from; said on stderr at once, unless it goes into JSON."""
    from simulation.doubts import doubts_in

    found = [str(fault) for source, scenario in zip(sources, scenarios, strict=True)
             for fault in doubts_in(source, scenario)]  # fmt: skip
    told = list(dict.fromkeys(found))
    if not as_json:
        warn(told)
    return told


def losing(outcomes: Outcomes, question: Question) -> list[str]:
    """A sentence where the firm that is judged loses money under the baseline."""
    from analysis.text.numbers import number

    profit = outcomes.level(question.baseline, question.focus, "profit")
    if profit is None or profit.mean >= 0.0:
        return []
    lost = f"{question.focus} loses {number(-profit.mean)} {question.currency} under {question.baseline}"
    return [f"{lost}, the baseline: are its price, costs and overhead those of this market?"]


def warn(lines: Iterable[str]) -> None:
    """Each as a warning on stderr."""
    for line in lines:
        click.echo(f"warning: {printable(line)}", err=True)
