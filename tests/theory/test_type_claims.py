"""Claims F11 to F20: four types of loyalty, and how each decides."""

import numpy as np
import pytest

from analysis.experiments import (
    BEHAVIORAL,
    COGNITIVE,
    EMOTIONAL,
    IMPULSIVE,
    REACTIONS,
    agrees,
    reactions,
    sales,
    sized,
    with_events,
)
from analysis.panel import Panel, watch
from simulation.model import LoyaltyModel
from simulation.scenario import Scenario

SEEDS = 20


def repeat(panel: Panel, kind: int, first: int, last: int, firm: int | None = None) -> float:
    trips = panel.between(first, last)
    asked = (panel.kinds[trips["customer"]] == kind) & (trips["previous"] >= 0)
    asked &= (trips["previous"] == firm) if firm is not None else True
    return float((trips["firm"] == trips["previous"])[asked].mean())


def test_f11_a_rivals_deal_wins_the_impulsive(as_is: Panel, promoted: Panel) -> None:
    lift = sales(promoted, 1, 21, 22) / sales(as_is, 1, 21, 22)
    assert 2.0 <= lift[IMPULSIVE] <= 4.0
    fall = [1.0 - repeat(promoted, kind, 21, 22, 0) / repeat(as_is, kind, 21, 22, 0) for kind in range(4)]
    assert fall[IMPULSIVE] >= 0.2
    assert fall[IMPULSIVE] >= 3 * max(fall[EMOTIONAL], fall[BEHAVIORAL])


def test_f12_the_impulsive_read_little_and_the_cognitive_much(as_is: Panel) -> None:
    table = as_is.result.segments.groupby("segment")["attributes_read"].mean()
    assert table["impulsive"] <= 2
    assert table["cognitive"] >= 4


def test_f13_the_emotional_forgive_a_price(as_is: Panel, dearer: Panel) -> None:
    lost = 1.0 - sales(dearer, 0, 1, 26) / sales(as_is, 0, 1, 26)
    assert 0 <= lost[EMOTIONAL] <= lost[IMPULSIVE] / 3


def test_f13_the_emotional_do_not_forgive_lost_liking(market: Scenario, as_is: Panel) -> None:
    def disillusion(model: LoyaltyModel) -> None:
        affect = model.world.relationships.affect
        affect[0] = np.maximum(affect[0] - 0.5, 0.0)

    sobered = watch(market, meddle={20: disillusion})
    lost = 1.0 - sales(sobered, 0, 21, 46) / sales(as_is, 0, 21, 46)
    assert lost[EMOTIONAL] >= 2 * lost[IMPULSIVE]
    assert lost[EMOTIONAL] > 0.05


def test_f15_some_like_a_firm_without_buying_there(as_is: Panel) -> None:
    """Dick and Basu's latent loyalty, as a share of relationships in which anything was ever bought or felt."""
    affect, units = as_is.minds[104].affect.astype(float), as_is.units(53, 104)
    best_other = np.array([np.delete(affect, j, 0).max(axis=0) for j in range(as_is.firms)])
    patronage = units / np.maximum(units.sum(axis=0), 1)
    latent = (affect - best_other > 0.05) & (patronage < 0.5)
    assert 0.02 <= latent.mean() <= 0.20


def test_f15_liking_lasts_without_contact(market: Scenario) -> None:
    nobody_buys = {"event": "downturn", "size": 1.0, "from_week": 1}
    alone = watch(with_events(sized(market, 2_000, 53, 52), nobody_buys), minds=(1, 53))
    emotional, floor = alone.of("emotional"), market.customers.satisfaction.floor
    content = alone.minds[1].cumulative_satisfaction[:, emotional] >= floor
    start, end = (alone.minds[week].affect[:, emotional][content].mean() for week in (1, 53))
    half_life = 52 * np.log(0.5) / np.log(end / start) / 52
    assert half_life == pytest.approx(market.customers.types.emotional.affect_half_life, rel=0.1)
    assert half_life >= 1.0


def test_f16_only_the_cognitive_know_quality(as_is: Panel) -> None:
    minds, firms = as_is.minds[104], as_is.scenario.firms.values()
    weights = as_is.scenario.customers.experience
    before = np.array([weights.quality * f.service.quality + weights.process * f.service.process for f in firms])
    after = before + weights.technical * np.array([f.service.technical for f in firms])
    true = np.where(minds.purchases > 0, after[:, None], before[:, None] / (weights.quality + weights.process))
    active = as_is.units(53, 104).sum(axis=0) > 0
    seen = [(active & (as_is.kinds == kind)) for kind in range(4)]
    r = [np.corrcoef(true[:, who].ravel(), minds.expectation[:, who].ravel())[0, 1] for who in seen]
    assert r[COGNITIVE] >= 0.85
    assert max(r[IMPULSIVE], r[EMOTIONAL], r[BEHAVIORAL]) <= 0.6


def test_f17_a_better_product_wins_the_cognitive(as_is: Panel, launched: Panel) -> None:
    growth = sales(launched, 2, 1, 52) / sales(as_is, 2, 1, 52)
    assert growth[COGNITIVE] >= 1.8
    assert max(growth[IMPULSIVE], growth[EMOTIONAL], growth[BEHAVIORAL]) <= 1.4


def test_f18_the_behavioral_repeat(as_is: Panel) -> None:
    assert 0.75 <= repeat(as_is, BEHAVIORAL, 1, 104) <= 0.92


def test_f18_empty_shelves_break_a_habit(as_is: Panel, sold_out: Panel) -> None:
    """Among behavioral customers of the firm: the share still buying there after the shelves are full again."""
    before = as_is.between(1, 20)
    mine = np.zeros(as_is.kinds.size, bool)
    mine[before["customer"][before["firm"] == 0]] = True
    mine &= as_is.kinds == BEHAVIORAL

    def stays(panel: Panel, purchase: int) -> float:
        """Share of those customers' so-many-th purchase after week 28 that goes to the firm."""
        trips = panel.between(29, 104)
        own = mine[trips["customer"]]
        customers, firms = trips["customer"][own], trips["firm"][own]
        order = np.argsort(customers, kind="stable")
        customers, firms = customers[order], firms[order]
        place = np.arange(customers.size) - np.searchsorted(customers, customers)
        return float((firms[place == purchase - 1] == 0).mean())

    assert stays(as_is, 1) - stays(sold_out, 1) >= 0.15
    assert stays(as_is, 5) - stays(sold_out, 5) >= 0.02


@pytest.mark.parametrize("kind", list(REACTIONS))
def test_f20_types_react_in_the_order_of_theory(kind: str, table: dict[str, int]) -> None:
    assert table[kind] >= 18


@pytest.fixture(scope="module")
def table(market: Scenario) -> dict[str, int]:
    """How many of 20 seeds show each row of the table event × type in the order written down beforehand."""
    small = sized(market, 4_000, 30, 40)
    rows = [reactions(small, seed) for seed in range(1, SEEDS + 1)]
    return {kind: sum(agrees(row[kind], REACTIONS[kind]) for row in rows) for kind in REACTIONS}


def test_f19_queues_do_not_frighten_the_habitual_for_ever(market: Scenario) -> None:
    def given_up(minutes: float) -> np.ndarray:
        def crowd(model: LoyaltyModel) -> None:
            for firm in model.firms:
                firm.wait = minutes

        panel = watch(sized(market, 4_000, 3, 10), meddle={1: crowd})
        return np.asarray(panel.unbought[1] / (panel.unbought[1] + _trips(panel)))

    half_an_hour, two_hours = given_up(30.0), given_up(120.0)
    assert half_an_hour[BEHAVIORAL] <= 0.5 * half_an_hour[IMPULSIVE]
    assert two_hours[BEHAVIORAL] >= 0.9


def _trips(panel: Panel) -> np.ndarray:
    week = panel.between(2, 2)
    return np.bincount(panel.kinds[week["customer"]], minlength=4)
