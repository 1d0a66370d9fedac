"""The page of the scorecard: complete, self-contained, escaped, and every picture said in words."""

import re
from html.parser import HTMLParser

import pytest

from analysis.evidence.html_page import WIDTH, Gauge, render
from analysis.evidence.scorecard import Scorecard
from analysis.evidence.verdicts.criteria import Check, facts
from analysis.evidence.verdicts.judging import Judgement, judge_finding
from analysis.statistics.estimates import estimate
from simulation.scenario.load import load

VOID = {"meta", "rect", "line", "circle", "br"}


class Nesting(HTMLParser):
    """Remembers what is open; a page that nests well ends with nothing open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page() -> str:
    measures = [
        {"F01": {"gap_without_loyalty": 0.01, "gap_with_loyalty": -0.1 - 0.01 * n}, "F12": {"read_by_impulsive": 2.0}}
        for n in range(3)
    ]
    verdicts = tuple(
        judge_finding(name, fact, [found.get(name, {}) for found in measures]) for name, fact in facts().items()
    )
    card = Scorecard(load("baseline"), verdicts, ())
    return render(card, "<b>My & market", "How.").decode()


def test_every_claim_and_law_has_its_place_and_a_way_to_it(page: str) -> None:
    for name in facts():
        assert f'<article id="{name}">' in page
        assert f'href="#{name}"' in page


def test_the_page_is_well_formed_and_needs_nothing_else(page: str) -> None:
    parser = Nesting()
    parser.feed(page)
    assert parser.open == []
    assert not re.search(r"https?://|<script|<link|@import|url\(", page)
    assert "&lt;b&gt;My &amp; market" in page


def test_every_picture_is_said_in_words(page: str) -> None:
    checks = sum(len(fact.checks) for fact in facts().values())
    assert page.count("<svg") == page.count('role="img" aria-label=') == checks
    assert "measured −0.110 (−0.135 … −0.085); expected 0.2 … 1" in page


def test_failures_stand_in_the_open(page: str) -> None:
    broken = page.split("What does not hold")[1].split("<h2>", maxsplit=1)[0]
    assert "F01 fails" in broken
    assert "repeat rate less share, the smallest of the firms: −0.110" in broken


@pytest.mark.parametrize(
    ("band", "values"),
    [
        ((0.2, 0.8), (0.3, 0.5)),
        ((0.2, None), (-4.0, -5.0)),
        ((None, 2), (50.0, 60.0)),
        ((1, 1), (1.0, 1.0)),
        ((0, 0), ()),
    ],
)
def test_a_gauge_keeps_bar_and_point_in_the_picture(
    band: tuple[float | None, float | None], values: tuple[float, ...]
) -> None:
    check = Check(band=band, meaning="what is measured")
    gauge = Gauge(Judgement("name", check, estimate(values) if values else None, "holds"))
    left, width = gauge.band
    assert 0 <= left < left + width <= WIDTH
    if values:
        assert gauge.point is not None
        assert 0 < gauge.point < WIDTH
        inside = check.low <= sum(values) / len(values) <= check.high
        assert (left - 0.1 <= gauge.point <= left + width + 0.1) is inside
