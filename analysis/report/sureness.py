"""How sure a verdict is, in words: luck with the file's own numbers, and doubt over plausible worlds, told apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from analysis.outcomes.outcomes import Outcomes
from analysis.outcomes.question import Question
from analysis.text.numbers import fitting_digits, number
from analysis.uncertainty.doubt import METRIC, ROBUSTNESS, WEEKS, Doubt

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario

LUCK_ONLY = (
    "This verdict covers luck only: every assumption has the value that the file gives it, and none was varied;"
    " add --uncertain to see whether it survives other plausible values."
)
AT_MOST = "At most: in 95 of 100 worlds"
Row = dict[str, Any]


def a_year(scenario: Scenario) -> float:
    """What makes money of the reported weeks money a year."""
    return float(WEEKS / scenario.market.weeks)


def sureness(outcomes: Outcomes, question: Question, doubt: Doubt) -> list[str]:
    """Luck and doubt of the plan that leads with the numbers of the file, and who leads over the worlds."""
    plan = leader(outcomes, question)
    return [_of_luck(outcomes, question, doubt.scenario, plan), *_of_doubt(question, doubt, plan)]


def leader(outcomes: Outcomes, question: Question) -> str:
    """The plan that earns most with the numbers of the file: the baseline where no other earns more."""
    found = {plan: outcomes.difference(plan, question.baseline, question.focus, METRIC) for plan in outcomes.strategies}
    means = {plan: difference.mean for plan, difference in found.items() if difference is not None}
    return max(means, key=lambda plan: means[plan], default=question.baseline)


def _of_luck(outcomes: Outcomes, question: Question, scenario: Scenario, plan: str) -> str:
    """What it brings a year with the numbers of the file, and how much of that may be luck."""
    if plan == question.baseline:
        return f"With these assumptions no plan earns more than {plan}."
    found = outcomes.difference(plan, question.baseline, question.focus, METRIC)
    assert found is not None
    size, half = found.mean * a_year(scenario), found.half_width * a_year(scenario)
    digits = fitting_digits(size, half)
    luck = f" ± {number(half, digits=digits)}" if half > 0.0 else ""
    unit = f"{question.currency} a year"
    told = "luck" if found.n > 1 else "one replicate: luck is not told"
    return f"With these assumptions {plan} brings {number(size, digits=digits, sign=True)}{luck} {unit} ({told})."


def _of_doubt(question: Question, doubt: Doubt, plan: str) -> list[str]:
    """How that plan fares over the worlds, and which does better there."""
    rows = rows_of(doubt, question)
    if plan not in rows:
        return [f"Over {doubt.worlds} plausible worlds {METRIC} of {question.focus} is too seldom defined to tell."]
    own, base = rows[plan], question.baseline
    parts = [] if plan == base else [f"better than {base} in {of_100(own['better'])}"]
    parts.append(f"best in {of_100(own['best'])}")
    lost = f"; where it is not best it gives away at most {money(own['max_regret'], question, doubt)}"
    told = f"Over {doubt.worlds} plausible worlds {plan} is {', '.join(parts)}{lost if own['best'] < 1.0 else ''}."
    often = max(rows, key=lambda name: rows[name]["best"])
    most = max(rows, key=lambda name: rows[name]["mean"])
    others = [f"{often} is best in more of them: in {of_100(rows[often]['best'])}."] if often != plan else []
    if most != plan:
        others.append(f"On average over them {most} earns most.")
    return [told, *others]


def rows_of(doubt: Doubt, question: Question) -> dict[str, Row]:
    """What `robustness.csv` says of profit of the firm that is judged, by plan."""
    table = doubt.frames[ROBUSTNESS]
    own = table[(table["firm"] == question.focus) & (table["metric"] == METRIC)]
    rows: list[Any] = own.to_dict("records")
    return {row["plan"]: row for row in rows}


def money(value: float, question: Question, doubt: Doubt, *, sign: bool = False) -> str:
    """Money of the reported weeks as money a year."""
    return f"{number(value * a_year(doubt.scenario), sign=sign)} {question.currency} a year"


def of_100(share: float) -> str:
    """A share of worlds as so many of 100; never all or none unless it is."""
    if 0.0 < share < 0.005:
        return "fewer than 1 of 100"
    if 0.995 < share < 1.0:
        return "more than 99 of 100"
    return f"{number(100.0 * share, digits=0)} of 100"


def footnote(doubt: Doubt, question: Question) -> str:
    """How sure the shares of worlds themselves are."""
    errors = [row[f"{name}_se"] for row in rows_of(doubt, question).values() for name in ("better", "best")]
    widest = max((error for error in errors if not math.isnan(error)), default=0.0)
    return f"{AT_MOST}. Shares of worlds are known to ± {number(200.0 * widest, digits=0)} of 100."
