"""What decides between plans, and what is worth finding out, in sentences made of the tables of plausible worlds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis.facts.telling import tells
from analysis.outcomes.question import Question
from analysis.report.measure import measure_of
from analysis.report.sureness import leader, plans_told
from analysis.report.worth_words import told_of, worth_in_words
from analysis.text.numbers import counted, number, rounded
from analysis.uncertainty.doubt import FLIPS, OUTCOMES, TORNADO, WORTH, WorldsFound
from analysis.uncertainty.rule import rule, rule_in_words
from analysis.uncertainty.worth import ALL

if TYPE_CHECKING:
    import pandas as pd

    from analysis.outcomes.outcomes import Outcomes
    from analysis.outcomes.plain_names import PlainName

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


def what_flips(outcomes: Outcomes, question: Question, doubt: WorldsFound) -> list[str]:
    """What would turn the verdict: the first numbers on which the pair that is asked about flips, or that none does."""
    for pair in pairs_asked(outcomes, question, doubt)[:1]:
        plan, rival = (question.named(name) for name in pair)
        rows = [row for row in rows_of(doubt.frames[TORNADO], pair) if row["resolved"]]
        turns = {doubt.names[row["assumption"]].name: _flips(row, pair, question, doubt) for row in rows}
        told = [f"{name}: {', '.join(flips)}" for name, flips in turns.items() if flips][:MOST]
        if told:
            return [f"{plan} against {rival} turns on {'; '.join(told)}."]
        known = "numbers that are told to matter" if rows else "numbers that vary"
        return [f"{plan} against {rival}: none of the {known} is shown to turn it alone."]
    return []


def _where_several_meet(pair: Pair, question: Question, doubt: WorldsFound) -> list[str]:
    """The rule by which the lead turns, where one is found that needs more than one number."""
    outcomes = doubt.frames[OUTCOMES]
    judged = {"baseline": question.baseline, "firm": question.focus, "metric": doubt.metric}
    found = rule(outcomes, doubt.design, **judged, seed=doubt.scenario.run.seed, pair=pair)
    return (
        [rule_in_words(found, question.labels, doubt.names)] if found is not None and len(found.conditions) > 1 else []
    )


def pairs_asked(outcomes: Outcomes, question: Question, doubt: WorldsFound) -> list[Pair]:
    """The plans asked for, the two that lead over the worlds, and the leading one with the baseline: each pair once."""
    table = doubt.frames[TORNADO]
    known: list[Pair] = list(dict.fromkeys(zip(table["plan"], table["rival"], strict=True)))
    told = plans_told(outcomes, question, doubt.metric)
    asked = [pair for pair in (tuple(told[:2]), tuple(told[1::-1])) if pair in known][:1]
    wanted = [*asked, *known[:1], (leader(outcomes, question, doubt.metric), question.baseline)]
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
    measure, named = measure_of(doubt.scenario, doubt.metric), doubt.names[row["assumption"]]
    ends = [
        f"{rounded(row[end] * measure.factor, sign=True)} {measure.gain} at {named.value(row[f'{end}_at'])}"
        for end in ("low", "high")
    ]
    share = number(100.0 * row["share"], digits=0)
    told = f"{plan} against {rival}: {named.name} makes {share} % of the doubt; {ends[0]}, {ends[1]}"
    flips = _flips(row, pair, question, doubt)
    return f"{told}; {', '.join(flips) if flips else 'the lead does not flip on it alone'}."


def _flips(row: dict[str, Any], pair: Pair, question: Question, doubt: WorldsFound) -> list[str]:
    """Where the first of two plans is ahead, by the values of one assumption; empty where it does not flip on it."""
    points = [one for one in rows_of(doubt.frames[FLIPS], pair) if one["assumption"] == row["assumption"]]
    named = doubt.names[row["assumption"]]
    return [_flip(one, question.named(pair[0]), named) for one in points if one["wins"]]


def _flip(row: dict[str, Any], plan: str, named: PlainName) -> str:
    """Where the plan is ahead."""
    if row["wins"] in {"with", "without"}:
        return f"{plan} is ahead {row['wins']} {named.value(row['value'])}"
    interval = named.span(row["ci_low"], row["ci_high"])
    return f"{plan} is ahead {row['wins']} {named.value(row['value'])} (95 % interval {interval})"


def _nothing(pair: Pair, doubt: WorldsFound) -> str:
    count = counted(len(doubt.varied), "number")
    return (
        f"{pair[0]} against {pair[1]}: no single one of the {count} that vary can be told to decide in"
        f" {doubt.worlds} worlds; more worlds, or ranges for fewer numbers under `plausible`, tell more."
    )


def what_to_find_out(doubt: WorldsFound) -> str:
    """What knowing everything, one number or a block of them is worth a year and over the run, in one sentence."""
    table, measure = doubt.frames[WORTH], measure_of(doubt.scenario, doubt.metric)
    everything = table[table["assumption"] == ALL].to_dict("records")[0]
    scale = measure.of_worth
    table = told_of(table, measure)
    words = worth_in_words(table, {column: one.name for column, one in doubt.names.items()}, measure.gain)
    value, two = scale * everything["evppi"], 2.0 * scale * everything["se"]
    if value <= two:
        most = number(value + two)
        told = f"To know everything before choosing is worth {most} {measure.gain} at most, and may be worth nothing"
        return f"{told}; {words}."
    size = f"{number(value)} ± {number(two)} {measure.gain}"
    if not measure.is_money:
        return f"To know everything before choosing is worth {size}; {words}."
    span = counted(doubt.scenario.market.weeks, "week")
    once = f"{number(everything['over_horizon'])} {doubt.scenario.market.currency} over the {span}"
    return f"To know everything before choosing is worth {size} ({once}): no research may cost more; {words}."


def how_to_find_out(doubt: WorldsFound) -> str:
    """Which data would tell the numbers worth knowing, dearest first; empty where none is told from nothing."""
    table = doubt.frames[WORTH]
    single = table["assumption"].isin(list(doubt.names))
    worthy = map(str, table[table["resolved"].astype(bool) & single]["assumption"][:MOST])
    told = [f"{doubt.names[path].name} by {tells(path) or 'nothing that `calibrate` reads'}" for path in worthy]
    return f"What would tell it: {'; '.join(told)}." if told else ""


def small_print(doubt: WorldsFound, sentences: Sequence[str]) -> str:
    """What exactly the numbers are that sentences name, and where a file has them; nothing where they name none."""
    text, told = "\n".join(sentences), []
    for one in sorted(doubt.names.values(), key=lambda one: -len(one.name)):
        if one.name in text:
            text = text.replace(one.name, "")
            told.append(f"{one.name}: {one.meaning} ({one.column})")
    return "; ".join(told)
