"""What must be false if the simulator were wrong in its foundations (science, section 5)."""

import numpy as np
import pytest
from scipy.optimize import curve_fit
from scipy.stats import chisquare, nbinom
from scipy.stats import t as student

from analysis.laboratory import variants
from analysis.laboratory.interventions import sized, with_events
from analysis.laboratory.trip_log import watch
from simulation.engine.chance import replicate_luck, uniforms
from simulation.firm.economics import lifetime_value
from simulation.result import simulate
from simulation.scenario.scenario import Scenario
from tests.simulation.sample_markets import price_of

NAMES = ("Alba", "Brio", "Corda", "Dorra")


def memoryless(market: Scenario, customers: int = 6_000) -> Scenario:
    return sized(market.changed(variants.memoryless(market)), customers, 52, 2)


def test_simulated_shares_are_those_of_the_closed_form(market: Scenario) -> None:
    scenario = memoryless(market, 12_000)
    panel = watch(scenario)
    weight = scenario.customers.types.impulsive.price_weight
    prices = np.array([price_of(scenario, name) for name in scenario.firms])
    utility = np.array([firm.attraction for firm in scenario.firms.values()]) - weight * np.log(prices / 10.0)
    appeal = np.exp([*utility, scenario.customers.purchases.outside_appeal])
    expected = appeal / appeal.sum()
    chosen = np.array([*(np.count_nonzero(panel.trips["firm"] == j) for j in range(4)), panel.unbought.sum()])
    error = np.sqrt(expected * (1 - expected) / chosen.sum())
    assert np.all(np.abs(chosen / chosen.sum() - expected) < 3 * error)


def test_equal_firms_have_equal_shares(market: Scenario) -> None:
    twin = market.tree()["firms"]["Alba"]
    equal = sized(market.changed({f"firms.{name}": twin for name in NAMES}), 2_500, 52, 52)
    shares = np.array(
        [[simulate(equal, seed).outcomes[name, "market_share"] for name in NAMES] for seed in range(1, 9)]
    )
    reach = student.ppf(0.9975, shares.shape[0] - 1) * shares.std(axis=0, ddof=1) / np.sqrt(shares.shape[0])
    assert np.all(np.abs(shares.mean(axis=0) - 0.25) < reach)  # 98 % for the four together


def test_the_order_of_firms_in_the_file_does_not_matter(market: Scenario) -> None:
    tree = sized(market, 2_500, 52, 52).tree()
    turned = Scenario.model_validate({**tree, "firms": dict(reversed(tree["firms"].items()))})
    straight = Scenario.model_validate(tree)
    one, other = (
        [simulate(way, seed).outcomes["Alba", "market_share"] for seed in range(1, 9)] for way in (straight, turned)
    )
    gap = np.subtract(one, other)
    assert abs(gap.mean()) < student.ppf(0.995, gap.size - 1) * gap.std(ddof=1) / np.sqrt(gap.size)


def test_needs_are_negative_binomial(market: Scenario) -> None:
    needy = memoryless(market, 8_000).change("customers.purchases.outside_appeal", -100.0)
    bought = watch(needy).units(1, 52).sum(axis=0)
    purchases = needy.customers.purchases
    shape, mean = purchases.shape, purchases.per_year
    edges = np.array([0, 1, 2, 3, 5, 8, 12, 18, 26, 40, 60])
    below = np.append(nbinom.cdf(edges - 1, shape, shape / (shape + mean)), 1.0)
    observed = np.histogram(bought, [*edges, np.inf])[0]
    assert chisquare(observed, np.diff(below) * bought.size).pvalue > 0.01


def test_lifetime_value_is_the_simulated_discounted_sum() -> None:
    margin, kept, rate, size = 40.0, 0.8, 0.12, 40_000
    value, stays = np.full(size, margin), np.ones(size, bool)
    luck = replicate_luck(1, 1)
    for year in range(1, 120):
        stays &= uniforms(luck, 99, year, size) < kept
        value += stays * margin / (1.0 + rate) ** year
    assert abs(value.mean() - lifetime_value(margin, kept, rate)) < 3 * value.std() / np.sqrt(size)


def test_money_and_customers_are_conserved(market: Scenario) -> None:
    storms = (
        {"event": "promotion", "firm": "Brio", "depth": 0.3, "from_week": 5},
        {"event": "service_outage", "firm": "Alba", "from_week": 8},
        {"event": "stock_out", "firm": "Corda", "from_week": 12},
    )
    result = simulate(with_events(sized(market, 2_000, 30, 10), *storms), audit=True)  # raises on a breach in any week
    cents = (100 * result.weekly[["revenue", "cost", "profit"]]).round().astype(int)
    assert (cents["revenue"] - cents["cost"] == cents["profit"]).all()
    assert cents["revenue"].sum() > 0


def test_a_strategy_that_changes_nothing_differs_by_exactly_nothing(market: Scenario) -> None:
    small = sized(market, 1_500, 30, 10)
    same = small.changed({"compare": {"as_is": {}, "twin": {"firms.Alba.pricing.price": 10.0}}})
    first, second = (simulate(same.with_strategy(name), strategy=name) for name in ("as_is", "twin"))
    assert dict(first.outcomes) == dict(second.outcomes)


def test_word_of_mouth_alone_spreads_an_entrant_along_an_s_curve(market: Scenario) -> None:
    """An entrant that nobody would think of, but for a handful: the Bass limit [RandRust2011].

    What is said brings a firm to mind and sways nobody, for rivals are praised as well.
    """
    scenario = market.changed({
        "customers.purchases": {"per_year": 40.0, "shape": 20.0, "renewal": 0.0, "outside_appeal": -3.0},
        "customers.attention": {"forgetting": 0.0, "promotion": 0.0, "hearsay": 1.0},
        "customers.word_of_mouth": {"praise": 0.8, "praise_effect": 0.0, "warning_effect": 0.0},
        "customers.switches.search": False,
        "firms.Dorra": {**market.tree()["firms"]["Dorra"], "presence": 0.0002, "attraction": 4.0, "initial_share": 0.0},
    })  # fmt: skip
    panel = watch(with_events(sized(scenario, 6_000, 200, 4), {"event": "entry", "firm": "Dorra", "from_week": 1}))
    newcomers = panel.trips["week"][(panel.trips["firm"] == 3) & (panel.trips["is_new"] > 0)]
    weekly = np.bincount(newcomers, minlength=201)[1:]
    adopted = np.cumsum(weekly) / weekly.sum()
    peak = int(np.convolve(weekly, np.ones(5), "same").argmax())
    assert 20 < peak < 150
    assert weekly[peak] > 5 * weekly[:3].mean()
    assert weekly[peak] > 5 * weekly[-10:].mean()
    (innovation, imitation), _ = curve_fit(bass, np.arange(1.0, 201.0), adopted, p0=(0.001, 0.1))
    missed = adopted - bass(np.arange(1.0, 201.0), innovation, imitation)
    assert 1.0 - missed.var() / adopted.var() >= 0.95
    assert imitation > 10 * innovation


def bass(week: np.ndarray, innovation: float, imitation: float) -> np.ndarray:
    """Share of adopters after so many weeks."""
    both = innovation + imitation
    return (1 - np.exp(-both * week)) / (1 + imitation / innovation * np.exp(-both * week))


BOTH = [
    ("habit", "types.behavioral.habit_weight", 6.0),
    ("affect", "types.emotional.affect_weight", 6.0),
    ("conviction", "types.emotional.conviction_weight", 4.0),
    ("tastes", "types.emotional.taste_spread", 0.5),
    ("loss_aversion", "types.cognitive.loss_weight", 4.0),
    ("reference_price", "types.impulsive.gain_weight", 5.0),
    ("doubt", "reference_price.doubt", 12.0),
    ("negativity", "satisfaction.loss", 2.5),
    ("satisfaction_minimum", "satisfaction.minimum", 0.6),
    ("recovery_paradox", "recovery.paradox", 0.5),
    ("word_of_mouth", "word_of_mouth.praise", 0.9),
    ("renewal", "purchases.renewal", 0.9),
    ("search", "types.cognitive.look_error", 0.5),
    ("cross_sell", "tenure.cross_sell", [0.5, 0.6]),
    ("cost_to_serve", "tenure.cost_new", 5.0),
]


@pytest.mark.parametrize(("switch", "path", "value"), BOTH, ids=[switch for switch, _, _ in BOTH])
def test_a_mechanism_acts_when_it_is_on_and_only_then(market: Scenario, switch: str, path: str, value: float) -> None:
    promotion = {"event": "promotion", "firm": "Brio", "depth": 0.25, "from_week": 4, "weeks": 6}
    small = with_events(sized(market, 1_500, 20, 20), promotion)
    for on in (True, False):
        plain = small.change(f"customers.switches.{switch}", on)
        results = [dict(simulate(way).outcomes) for way in (plain, plain.change(f"customers.{path}", value))]
        assert (results[0] != results[1]) is on
