"""Customers of one type share its way to decide, and differ in what they care for."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy.stats import kurtosis, skew

from simulation import loyalty
from simulation.behavior.own_traits import own_traits
from simulation.loyalty import COGNITIVE, LOYALTY_TYPES
from simulation.model import LoyaltyModel
from simulation.result import simulate
from simulation.scenario.scenario import Scenario
from simulation.state.tables import World
from simulation.week.choose import choose
from tests.simulation.sample_markets import columns, differing, market
from tests.simulation.week.sample_worlds import human, moment, tiny

SPREADS = {"price": 0.5, "quality": 0.3, "affect": 0.4, "habit": 0.6}
CARES = tuple(f"{name}_care" for name in SPREADS)
MANY = 4_000


def differing_people(spreads: dict[str, float] | None = None, **sizes: int) -> Scenario:
    """A market whose customers differ within their type as said, and in nothing that is not named."""
    given = dict.fromkeys(SPREADS, 0.0) | (SPREADS if spreads is None else spreads)
    return market({f"customers.heterogeneity.{name}_spread": spread for name, spread in given.items()}, **sizes)


def alike_people(**sizes: int) -> Scenario:
    return differing_people({}, **sizes)


@cache
def born() -> LoyaltyModel:
    return LoyaltyModel(differing_people(customers=20_000))


@pytest.mark.parametrize("name", SPREADS)
def test_what_customers_care_for_is_log_normal_around_their_type(name: str) -> None:
    care = getattr(born().world.customers, f"{name}_care").astype(float)
    kinds, logs = born().world.customers.loyalty_type, np.log(care)
    assert logs.std() == pytest.approx(SPREADS[name], rel=0.02)
    assert abs(skew(logs)) < 0.06
    assert abs(kurtosis(logs)) < 0.15
    for kind in range(len(LOYALTY_TYPES)):
        assert care[kinds == kind].mean() == pytest.approx(1.0, abs=0.04)


def test_who_cares_for_one_thing_does_not_therefore_care_for_another() -> None:
    found = np.corrcoef([np.log(getattr(born().world.customers, name)) for name in (*CARES, "reservation", "rate")])
    assert abs(found - np.eye(len(found))).max() < 0.03


def test_a_customers_traits_are_those_of_its_type_but_for_what_it_cares_for() -> None:
    world, nature = born().world, born().nature
    for i in range(50):
        own, kind = own_traits(world, nature, i), nature.types[world.customers.loyalty_type[i]]
        cared = {f"{name}_weight": float(getattr(world.customers, f"{name}_care")[i]) for name in SPREADS}
        assert own == kind._replace(**{name: getattr(kind, name) * care for name, care in cared.items()})


def test_without_a_spread_everybody_is_exactly_as_its_type() -> None:
    spread, off = differing_people(), differing_people().change("customers.switches.heterogeneity", value=False)
    plain = simulate(alike_people())
    assert simulate(off).weekly.equals(plain.weekly)
    assert not simulate(spread).weekly.equals(plain.weekly)
    model = LoyaltyModel(off)
    assert all((getattr(model.world.customers, name) == 1.0).all() for name in CARES)


def test_a_spread_moves_nobodys_other_luck() -> None:
    plain, price, both = (
        columns(LoyaltyModel(differing_people(spreads))) for spreads in ({}, {"price": 0.5}, {"price": 0.5, "habit": 1})
    )
    assert differing(plain, price) == ["customers.price_care"]
    assert differing(price, both) == ["customers.habit_care"]


def shopped(world: World, **purchases: float) -> World:
    choose(world, human(purchases={"stockpiling": 0.0, "expansion": 0.0, "outside_appeal": -50.0, **purchases}),
           moment(), 0, 1)  # fmt: skip
    return world


@pytest.mark.parametrize("care", [0.0, 0.5, 1.0, 3.0])
@pytest.mark.parametrize(
    ("name", "gap", "weight"),
    [
        ("price", {"price": [10.0, 10.0 * np.exp(0.2)], "reference_price": [[10.0], [10.0 * np.exp(0.2)]]}, 0.2 * 2.0),
        ("quality", {"expectation": [[0.7], [0.6]]}, 0.1 * 4.0),
        ("affect", {"affect": [[0.8], [0.2]]}, 0.6 * 1.0),
        ("habit", {"habit": [[1.0], [0.0]]}, 1.0 * 0.25),
    ],
)
def test_each_weighs_in_its_own_way(name: str, gap: dict, weight: float, care: float) -> None:
    """A logit in which what differs between two firms counts the care times as much."""
    world = shopped(tiny(MANY, loyalty_type=COGNITIVE, purchases=10**9, **(gap | {f"{name}_care": care})))
    first = (world.visits.firm[: world.visits.trips[0]] == 0).mean()
    assert first == pytest.approx(1.0 / (1.0 + np.exp(-weight * care)), abs=0.025)


@pytest.mark.parametrize("care", [0.0, 1.0, 4.0])
def test_who_cares_for_prices_is_tempted_more(care: float) -> None:
    """Half of what is in mind is cheaper by 20 %, price weighs 2 for the type: exp(0.5 x 2 x care x 0.1) as much."""
    usual = shopped(tiny(MANY)).visits.quantity[:MANY].sum()
    tempted = shopped(tiny(MANY, price=[8.0, 10.0], price_care=care), expansion=0.5).visits.quantity[:MANY].sum()
    assert tempted / usual == pytest.approx(np.exp(0.1 * care), rel=0.015)


def test_nobody_who_is_tempted_is_passed_over() -> None:
    """The list of who may need something is made with a bound: a crowd in one chunk, and each of it bounded alone."""
    nature = human(purchases={"expansion": 0.8, "outside_appeal": -50.0}, heterogeneity={"price_spread": 0.8})
    cares = np.random.default_rng(1).lognormal(0.0, 0.8, MANY)
    crowd = tiny(MANY, rate=0.3, price=[7.0, 9.0], price_care=cares)
    choose(crowd, nature, moment(), 0, 1)
    needed: dict[int, int] = {}
    for start in range(0, MANY, 200):  # those alone whose care for price is the highest of their world
        few = tiny(200, rate=0.3, price=[7.0, 9.0], price_care=cares[start : start + 200])
        few.customers.identity[:] = np.arange(start, start + 200)
        choose(few, nature, moment(), 0, 1)
        rows = few.visits.customer[: few.visits.trips[0]]
        needed |= dict(zip((rows + start).tolist(), few.visits.quantity[: rows.size].tolist(), strict=True))
    rows = crowd.visits.customer[: crowd.visits.trips[0]]
    assert dict(zip(rows.tolist(), crowd.visits.quantity[: rows.size].tolist(), strict=True)) == needed
    mean = (0.3 * np.exp(0.8 * 2.0 * cares * 0.2)).clip(max=60.0)
    assert len(needed) / MANY == pytest.approx(np.mean(1.0 - np.exp(-mean)), abs=0.02)


def test_a_diary_weighs_as_its_customer_does() -> None:
    """The crowd is held to what the diary foresaw, and two who see the same offer find it worth different things."""
    model = LoyaltyModel(differing_people(customers=60, weeks=20))
    for row in range(60):
        model.watch(row)
    while model.running:
        model.step()
    told = 0
    for row in range(60):
        own, kind = own_traits(model.world, model.nature, row), int(model.world.customers.loyalty_type[row])
        for entry in model.customers[row].diary:
            for name, worth in entry.worth.items():
                memory = model.nature.reference_price
                assert worth == loyalty.appeal(kind, entry.offers[name], own, memory)
                told += worth != loyalty.appeal(kind, entry.offers[name], model.nature.types[kind], memory)
    assert told > 100


def test_what_a_customer_cares_for_can_be_read_and_not_written() -> None:
    """Who raised it would pass over customers whom deals tempt: the bound of need is made of the spread."""
    model = LoyaltyModel(differing_people(customers=60))
    assert model.customers[3].price_care == model.world.customers.price_care[3] != 1.0
    with pytest.raises(AttributeError):
        model.customers[3].price_care = 2.0


def responses(scenario: Scenario) -> dict[str, list[float]]:
    """By type: sales under a promotion against sales without, repeat rate, and share of the firm of better quality."""
    sale = {"strategy": "high_low", "price": 10.0, "depth": 0.2, "every_weeks": 2, "promotion_weeks": 1}
    table = simulate(scenario.changed({"firms.Brio.pricing": sale, "firms.Dorra.service.quality": 0.95})).segments
    found: dict[str, list[float]] = {"lift": [], "repeat": [], "quality": []}
    for name in LOYALTY_TYPES:
        mine = table[table["segment"] == name]
        brio, dorra = mine[mine["firm"] == "Brio"], mine[mine["firm"] == "Dorra"]
        sold = brio.groupby(brio["week"] % 2)["units"].sum()
        found["lift"].append(sold.max() / sold.min())
        found["repeat"].append(np.average(mine["repeat_rate"].fillna(0.0), weights=mine["units"]))
        found["quality"].append(dorra["units"].sum() / mine["units"].sum())
    return found


@pytest.mark.parametrize("spread", [0.3, 0.6])
def test_types_stay_recognisable(spread: float) -> None:
    """Of the six pairs of types, those that differ by more than 7 % where nobody differs within one stand as before.

    Nobody seeks variety, which would make all types alike on some trips; in a smaller crowd some pairs differ by luck.
    """
    sizes: dict[str, Any] = {"customers": 16_000, "weeks": 52, "burn_in_weeks": 26}
    alike, apart = (
        responses(scenario.changed({"customers.switches.variety": False}))
        for scenario in (alike_people(**sizes), differing_people(dict.fromkeys(SPREADS, spread), **sizes))
    )
    for name, of_type in alike.items():
        pairs = [(a, b) for a in range(4) for b in range(4) if of_type[a] > 1.07 * of_type[b]]
        assert len(pairs) >= 4, name
        assert all(apart[name][a] > 1.03 * apart[name][b] for a, b in pairs), name
