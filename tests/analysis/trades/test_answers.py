"""Answers in words of daily use are read as they are meant, and refused with what would be right."""

from typing import Any

import pytest

from analysis.trades import answers

READ: list[tuple[Any, dict[str, Any]]] = [
    (answers.times_a_year, {"twice a week": 104.0, "every 2 weeks": 26.0, "monthly": 12.0, "6": 6.0, "3/month": 36.0}),
    (answers.share, {"35 %": 0.35, "35": 0.35, "0.35": 0.35, "0,35": 0.35, "1 %": 0.01}),
    (answers.churn_a_year, {"20 % a year": 0.2, "20%": 0.2, "2 % a month": 1 - 0.98**12}),
    (answers.a_week, {"12 a week": 12.0, "12": 12.0, "52 a year": 1.0, "2 a day": 730 / 52, "0": 0.0}),
    (answers.count, {"1,200": 1200.0, "1.200.000": 1.2e6, "12k": 12e3, "2 million": 2e6, "1 500": 1500.0}),
    (answers.nps, {"-12": -12.0, "−12": -12.0, "20": 20.0}),
    (answers.money, {"€4,20": (4.2, "EUR"), "4.20 CHF": (4.2, "CHF"), "1,250.50": (1250.5, None),
                     "7 dollars": (7.0, "USD")}),
    (answers.rivals, {"4.60, 4.20": ((None, 4.6), (None, 4.2)),
                      "Two Hats 4,60; Bakery €4.20": (("Two Hats", 4.6), ("Bakery", 4.2)),
                      "3 4 5": ((None, 3.0), (None, 4.0), (None, 5.0))}),
]  # fmt: skip
REFUSED = [
    (answers.times_a_year, ["never", "0 a week", "5000 a year", "soon"]),
    (answers.share, ["1", "120 %", "0", "-5 %", "half of it", "10 to 20 %"]),
    (answers.money, ["0", "-3", "free", "1e12"]),
    (answers.nps, ["300", "0.3", "good"]),
    (answers.count, ["0", "nobody", "9e30"]),
    (answers.rivals, ["", "none", "A 3; A 4", "x" * 61 + " 4"]),
]


@pytest.mark.parametrize(("read", "text", "value"), [(read, *case) for read, cases in READ for case in cases.items()])
def test_an_answer_is_read_as_it_is_meant(read, text, value):
    assert read(text) == (pytest.approx(value) if isinstance(value, float) else value)


@pytest.mark.parametrize(("read", "text"), [(read, text) for read, texts in REFUSED for text in texts])
def test_nonsense_is_told_with_what_would_be_right(read, text):
    with pytest.raises(ValueError, match=r"write|give|may be"):
        read(text)


def test_a_cost_is_below_the_price_or_a_share_of_it():
    assert answers.cost("40 %", 5.0) == pytest.approx(2.0)
    assert answers.cost("1.70 EUR", 5.0) == pytest.approx(1.7)
    with pytest.raises(ValueError, match="is not below your price of 5"):
        answers.cost("5", 5.0)
