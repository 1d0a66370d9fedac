"""Each trade starts from a market that validates without a warning, is sane, and answers its question."""

import numpy as np
import pytest

from analysis.trades.answers import Price, Rival
from analysis.trades.fitted import fitted
from analysis.trades.interview import QUESTIONS, Interview, interviewed
from analysis.trades.levers import NO_LEVERS
from analysis.trades.template import OWN
from analysis.trades.trades import TRADES, template_of, trade_meant, trade_named
from analysis.trades.written import text_of
from simulation import load, simulate
from simulation.doubts import doubts
from simulation.reading.errors import Refused
from simulation.scenario.parameters.firm import Firm
from simulation.scenario.plausible import leaves

ALL = Interview(trade="café", per_year=104.0, price=Price(4.8, "CHF"), share=0.3, churn=0.35, complaints=2.0, cost=1.6,
           nps=25.0, customers=1500.0, rivals=(Rival("Brew: Co", 4.5), Rival(None, 3.9), Rival(OWN, 6.0)))  # fmt: skip


@pytest.fixture
def market(tmp_path):
    """The scenario of a template, as a user would have it."""

    def market(template):
        file = tmp_path / "mine.yaml"
        file.write_text(text_of(template), encoding="utf-8")
        return load(file)

    return market


@pytest.mark.parametrize("trade", TRADES)
def test_a_trade_starts_from_a_market_without_doubts_and_with_sane_numbers(market, trade):
    scenario = market(template_of(trade))
    assert doubts(scenario) == []
    assert set(scenario.firms).isdisjoint(load("baseline").firms)
    assert 3 <= len(scenario.firms) <= 5
    assert all(plan.label for plan in list(scenario.plans.values())[1:])
    small = scenario.changed({"market.customers": 1000, "market.weeks": 52})
    found = simulate(small).outcomes
    for firm, told in scenario.firms.items():
        share, profit, revenue = (found[firm, metric] for metric in ("market_share", "profit", "revenue"))
        assert share == pytest.approx(told.initial_share, abs=0.13), firm
        assert -0.06 < profit / revenue < 0.3, firm
        assert 65.0 < found[firm, "satisfaction"] < 95.0, firm
        assert 0.05 < found[firm, "churn"] < 0.65, firm
    assert found[OWN, "profit"] > 0.0


def test_what_is_written_says_the_same_as_the_template_and_names_every_lever_once():
    template = template_of("hotel")
    text = text_of(template)
    own = text[text.index(f"  {OWN}:") : text.index("  Budget:")]
    for leaf in leaves(Firm()):
        if leaf.path[0] not in NO_LEVERS:
            assert f" {leaf.path[-1]}: " in own, leaf.path
            assert str(leaf.field.description)[1:] in own, leaf.path
    assert "[V: 56 % of complainants" in own  # what is taken over keeps its source
    assert "unit_cost: 34 " in own
    assert "[P: cleaning, laundry" in own


def test_a_lever_is_pulled_by_taking_its_sign_away(market, tmp_path):
    text = text_of(template_of("shop"))
    for line in ("    # care:", "    #   favours: 0 "):
        assert line in text
        text = text.replace(line, line.replace("# ", ""), 1)
    (tmp_path / "pulled.yaml").write_text(text.replace("favours: 0 ", "favours: 0.5 ", 1), encoding="utf-8")
    assert load(tmp_path / "pulled.yaml").firms[OWN].care.favours == 0.5


@pytest.mark.parametrize("trade", TRADES)
def test_with_nothing_told_an_interview_gives_the_market_of_the_trade(market, trade):
    assert market(fitted(Interview(trade=trade))) == market(template_of(trade))


def test_what_is_told_stands_in_the_market_and_under_observed(market):
    scenario = market(fitted(ALL))
    own = scenario.firms[OWN]
    assert (own.pricing.price, own.unit_cost, own.initial_share, own.real_customers) == (4.8, 1.6, 0.3, 1500)
    assert (scenario.market.currency, scenario.customers.purchases.per_year) == ("CHF", 104.0)
    prices = {name: firm.pricing.price for name, firm in scenario.firms.items()}
    assert prices == {OWN: 4.8, "Brew: Co": 4.5, "Rival 2": 3.9, f"{OWN} (rival)": 6.0}
    assert sum(firm.initial_share for firm in scenario.firms.values()) == pytest.approx(1.0, abs=0.01)
    told = {name: fact.value for name, fact in scenario.facts[OWN].items()}
    assert told == {"market_share": 0.3, "churn": 0.35, "nps": 25.0, "complaints_a_week": 2.0}
    assert doubts(scenario) == []


def test_rivals_of_one_name_are_told_apart(market):
    rivals = (Rival("Rival 2", 50.0), Rival(None, 60.0))
    assert list(market(fitted(Interview(trade="shop", rivals=rivals))).firms) == [OWN, "Rival 2", "Rival 2 (rival)"]


def test_counts_of_complaints_are_facts_only_where_the_size_is_known(market):
    assert "complaints_a_week" not in market(fitted(Interview(trade="shop", share=0.2, complaints=3.0))).facts[OWN]


@pytest.mark.parametrize(("trade", "rivals"), [*zip(TRADES, range(1, 8), strict=True), ("shop", 49)])
def test_whatever_is_told_makes_a_sound_market(market, trade, rivals):
    price, often, share, cost = (0.05, 400.0, 0.9, 0.01) if rivals % 2 else (90_000.0, 0.2, 0.001, 80_000.0)
    others = tuple(Rival(f"R {place}", price * (1.0 + place / 50.0)) for place in range(rivals))
    told = Interview(trade, often, Price(price, None), others, share, cost=cost, customers=3.0)
    scenario = market(fitted(told))
    assert len(scenario.firms) == 1 + rivals
    assert np.isfinite([firm.overhead for firm in scenario.firms.values()]).all()


def test_an_interview_asks_again_and_leaves_out(tmp_path):
    said: list[str] = []
    lines = iter(["ice", "", "nonsense", "3.50", *[""] * 3, "4", "50 %", None])
    told = interviewed(lambda _question: next(lines), said.append)
    assert told == Interview(trade="café", price=Price(3.5, None), complaints=4.0, cost=1.75)
    assert len(said) == 1
    assert "has no number; write one" in said[0]


def test_ten_questions_are_asked_and_nine_where_the_trade_is_known():
    asked: list[str] = []

    def leave_out(question):
        asked.append(question)
        return ""

    interviewed(leave_out, print)
    assert (len(asked), len(QUESTIONS)) == (10, 10)
    asked.clear()
    assert interviewed(leave_out, print, "hotel") == Interview(trade="hotel")
    assert (len(asked), asked[1][:3]) == (9, "2/9")
    asked.clear()
    assert interviewed(leave_out, print, "bank") == Interview(trade="bank")
    assert (len(asked), asked[1][:3]) == (8, "2/8")  # who is billed is not asked how often it buys


def test_a_trade_has_many_words():
    assert [trade_named(text) for text in ("cafe", "CAFÉ", "Hotel")] == ["café", "café", "hotel"]
    assert [trade_meant(text) for text in ("mobile phone plans", "We sell ice-cream", "stars")] == [
        *("subscription", "café"),
        None,
    ]
    with pytest.raises(Refused, match="did you mean 'hotel'"):
        trade_named("hotle")
