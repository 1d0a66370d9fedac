"""What decides between plans, and what is worth finding out, in sentences made of the tables of plausible worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.facts.telling import tells
from analysis.outcomes.question import Question
from analysis.report.sureness import leader, money, plans_told
from analysis.text.numbers import counted, number
from analysis.uncertainty.doubt import FLIPS, METRIC, OUTCOMES, TORNADO, WORTH, WorldsFound
from analysis.uncertainty.rule import rule, rule_in_words
from analysis.uncertainty.worth import ALL, worth_in_words

if TYPE_CHECKING:
    import pandas as pd

    from analysis.outcomes.outcomes import Outcomes

MOST = 3
"""Assumptions named of a pair of plans."""
Pair = tuple[str, str]


def what_decides(outcomes: Outcomes, question: Question, doubt: WorldsFound) -> list[str]:
    """What moves the difference of the two plans that lead over the worlds, and of the leading plan to the baseline."""
    told = []
    for pair in pairs_asked(outcomes, question, doubt):
        rows = [row for row in rows_of(doubt.frames[TORNADO], pair) if row["resolved"]]
        names = question.named(pair[0]), question.named(pair[1])
        told += [_decides(row, pair, question, doubt) for row in rows[:MOST]] or [_nothing(names, doubt)]
        told += _where_several_meet(pair, question, doubt)
    return told


def _where_several_meet(pair: Pair, question: Question, doubt: WorldsFound) -> list[str]:
    """The rule by which the lead turns, where one is found that needs more than one number."""
    outcomes = doubt.frames[OUTCOMES]
    judged = {"baseline": question.baseline, "firm": question.focus, "metric": METRIC}
    found = rule(outcomes, doubt.design, **judged, seed=doubt.scenario.run.seed, pair=pair)
    return [rule_in_words(found, question.labels)] if found is not None and len(found.conditions) > 1 else []


def pairs_asked(outcomes: Outcomes, question: Question, doubt: WorldsFound) -> list[Pair]:
    """The plans asked for, the two that lead over the worlds, and the leading one with the baseline: each pair once."""
    table = doubt.frames[TORNADO]
    known: list[Pair] = list(dict.fromkeys(zip(table["plan"], table["rival"], strict=True)))
    told = plans_told(outcomes, question)
    asked = [pair for pair in (tuple(told[:2]), tuple(told[1::-1])) if pair in known][:1]
    wanted = [*asked, *known[:1], (leader(outcomes, question), question.baseline)]
    return [pair for pair in dict.fromkeys(wanted) if pair in known]


def rows_of(table: pd.DataFrame, pair: Pair) -> list[dict[str, Any]]:
    """The rows of a pair, those that explain most of the doubt first where the table tells that."""
    own = table[(table["plan"] == pair[0]) & (table["rival"] == pair[1])]
    ordered = own.sort_values("share", ascending=False, kind="stable") if "share" in own else own
    found: list[Any] = ordered.to_dict("records")
    return found


def _decides(row: dict[str, Any], pair: Pair, question: Question, doubt: WorldsFound) -> str:
    """How far one assumption moves the difference, and where it flips."""
    plan, rival = (question.named(name) for name in pair)
    ends = [f"{money(row[end], question, doubt, sign=True)} at {shown(row[f'{end}_at'])}" for end in ("low", "high")]
    share = number(100.0 * row["share"], digits=0)
    told = f"{plan} against {rival}: {row['assumption']} makes {share} % of the doubt; {ends[0]}, {ends[1]}"
    points = [one for one in rows_of(doubt.frames[FLIPS], pair) if one["assumption"] == row["assumption"]]
    flips = [_flip(one, plan) for one in points if one["wins"]]
    return f"{told}; {', '.join(flips) if flips else 'the lead does not flip on it alone'}."


def _flip(row: dict[str, Any], plan: str) -> str:
    """Where the plan is ahead."""
    if row["wins"] in {"with", "without"}:
        return f"{plan} is ahead {row['wins']} {shown(row['value'])}"
    low, high = (shown(row[end]) for end in ("ci_low", "ci_high"))
    return f"{plan} is ahead {row['wins']} {shown(row['value'])} (95 % interval {low} to {high})"


def _nothing(pair: Pair, doubt: WorldsFound) -> str:
    count = counted(len(doubt.varied), "number")
    return (
        f"{pair[0]} against {pair[1]}: no single one of the {count} that vary can be told to decide in"
        f" {doubt.worlds} worlds; more worlds, or ranges for fewer numbers under `plausible`, tell more."
    )


def what_to_find_out(question: Question, doubt: WorldsFound) -> str:
    """What knowing everything, and knowing one number, is worth a year and over the run, in one sentence."""
    table = doubt.frames[WORTH]
    everything = table[table["assumption"] == ALL].to_dict("records")[0]
    unit, two = f"{question.currency} a year", 2.0 * everything["se"]
    words = worth_in_words(table, {}, unit)
    if everything["evppi"] <= two:
        most = number(everything["evppi"] + two)
        return f"To know everything before choosing is worth {most} {unit} at most, and may be worth nothing; {words}."
    span = counted(doubt.scenario.market.weeks, "week")
    size = f"{number(everything['evppi'])} ± {number(two)} {unit}"
    once = f"{number(everything['over_horizon'])} {question.currency} over the {span}"
    return f"To know everything before choosing is worth {size} ({once}): no research may cost more; {words}."


def how_to_find_out(doubt: WorldsFound) -> str:
    """Which data would tell the numbers worth knowing, dearest first; empty where none is told from nothing."""
    table = doubt.frames[WORTH]
    worthy = table[table["resolved"].astype(bool) & (table["assumption"] != ALL)]["assumption"]
    told = [f"{name} by {tells(str(name)) or 'nothing that `calibrate` reads'}" for name in worthy[:MOST]]
    return f"What would tell it: {'; '.join(told)}." if told else ""


def shown(value: Any) -> str:
    """A value of an assumption in a sentence; numbers read back from a table that has words too are text."""
    try:
        return f"{float(value):.3g}" if not isinstance(value, bool) else "on" if value else "off"
    except ValueError:
        return {"true": "on", "false": "off"}.get(str(value).lower(), str(value))
