"""Ten questions about a market; each may be left out, and an answer that cannot be meant is asked for again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from analysis.trades import answers
from analysis.trades.answers import Price, Rival
from analysis.trades.template import OWN
from analysis.trades.trades import TRADES, template_of, trade_meant

Asked = Callable[[str], str | None]
"""Puts a question and gives the answer; None where there will be no more."""
Said = Callable[[str], None]
USUAL = "shop"
"""The trade of whom nobody tells another."""


@dataclass
class Interview:
    """What was answered; None where nothing was."""

    trade: str = USUAL
    per_year: float | None = None
    price: Price | None = None
    rivals: tuple[Rival, ...] | None = None
    share: float | None = None
    churn: float | None = None
    complaints: float | None = None
    cost: float | None = None
    nps: float | None = None
    customers: float | None = None


class Asking(NamedTuple):
    """A question, and how its answer is read: of the text and of what was told so far."""

    key: str
    text: str
    read: Callable[[str, Interview], Any]


def _trade(text: str, _told: Interview) -> str:
    found = trade_meant(text)
    if found is None:
        raise ValueError(f"I do not know that trade; write the one that comes nearest: {', '.join(TRADES)}")
    return found


def price_of(told: Interview) -> float:
    """The own price, that of the trade's template where nobody told one."""
    if told.price:
        return told.price.amount
    return float(template_of(told.trade).tree["firms"][OWN]["pricing"]["price"])


QUESTIONS = (
    Asking("trade", f"What do you sell? ({', '.join(TRADES)}; Enter: {USUAL})", _trade),
    Asking("per_year", "How often does a customer buy such a thing, from you and others together?"
                         " (twice a week, 6 a year)", lambda text, _: answers.times_a_year(text)),
    Asking("price", "What do you charge, {unit}? (4.20 EUR)", lambda text, _: answers.money(text)),
    Asking("rivals", "What do your rivals charge? (Chain 4.60; Bakery 4.20)", lambda text, _: answers.rivals(text)),
    Asking("share", "What share of all these purchases is yours? (25 %)", lambda text, _: answers.share(text)),
    Asking("churn", "How many of your customers leave, or make another firm their main one? (20 % a year)",
             lambda text, _: answers.churn_a_year(text)),
    Asking("complaints", "How many complaints reach you? (12 a week)", lambda text, _: answers.a_week(text)),
    Asking("cost", "What does one more cost you, goods and materials alone? (1.70, or 40 % of the price)",
             lambda text, told: answers.cost(text, price_of(told))),
    Asking("nps", "What is your NPS, % promoters less % detractors? (20)", lambda text, _: answers.nps(text)),
    Asking("customers", "How many customers have you, who bought within a year? (1200)",
             lambda text, _: answers.count(text)),
)  # fmt: skip


def interviewed(ask: Asked, say: Said, trade: str | None = None) -> Interview:
    """What is answered to the questions; with a trade that is known, the first is not put."""
    told = Interview() if trade is None else Interview(trade=trade)
    known = () if trade is None else ("trade", "per_year") if _is_billed(trade) else ("trade",)
    asked = [question for question in QUESTIONS if question.key not in known]
    for place, question in enumerate(asked, 1):
        if question.key == "per_year" and _is_billed(told.trade):
            continue
        text = f"{place}/{len(asked)} {question.text.format(unit=TRADES[told.trade].unit)}"
        if not _answered(question, text, told, ask, say):
            break
    return told


def _is_billed(trade: str) -> bool:
    """Whether customers of the trade hold contracts: they are billed, and buy nothing."""
    return "purchases" not in template_of(trade).tree["customers"]


def _answered(question: Asking, text: str, told: Interview, ask: Asked, say: Said) -> bool:
    """Put a question until it is answered or left out; False where there will be no more answers."""
    while True:
        answer = ask(text)
        if answer is None:
            return False
        if not answer.strip():
            return True
        try:
            setattr(told, question.key, question.read(answer, told))
        except ValueError as error:
            say(f"{error}; or leave it out with Enter")
        else:
            return True
