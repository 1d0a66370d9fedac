"""Trips and offers as a panel tells them: from what is written down, every choice follows anew, to the bit."""

import numpy as np
import pandas as pd
import pytest

from simulation import loyalty
from simulation.behavior.offer import Offer
from simulation.engine.chance import gumbel, replicate_luck, uniform
from simulation.loyalty import LOYALTY_TYPES
from simulation.model import LoyaltyModel
from simulation.panel.weighed import FELT
from simulation.population.compile_parameters import nature_of
from simulation.result import PanelResult, simulate
from simulation.scenario.load import load
from simulation.state.decisions import OUTSIDE, TASTE_OF_THE_DAY
from simulation.state.firm_attributes import FirmAsSeen
from tests.simulation.sample_markets import market

TRIP = ["week", "customer_id"]
BURN_IN = 20
WEIGHED = "weighed"
BUSY = {
    "firms.Alba.service.capacity": 250.0,
    "firms.Alba.promise": 0.2,
    "firms.Brio.pricing": {"strategy": "high_low", "price": 10.5, "depth": 0.25},
    "customers.purchases.renewal": 0.5,
    "customers.switches.heterogeneity": False,  # the rules of the type, without what a customer weighs in its own way
    "customers.types.impulsive.reservation": 1.0,
    "events": [
        {"event": "entry", "firm": "Dorra", "from_week": 8},
        {"event": "rumour", "firm": "Brio", "from_week": 10, "weeks": 4},
        {"event": "exit", "firm": "Corda", "from_week": 20},
    ],
}
"""A market in which lives change, queues are long, prices move and are too dear for some, and firms come and go."""


@pytest.fixture(scope="module")
def busy():
    return market(BUSY, customers=1_500, weeks=30, burn_in_weeks=BURN_IN)


@pytest.fixture(scope="module")
def panel(busy) -> PanelResult:
    return simulate(busy, 2, panel=True)


def highest(offers: pd.DataFrame) -> pd.Series:
    """The alternative of the highest utility of each trip, of those that are not too dear; buying nothing is ''."""
    within = offers[~offers["too_dear"]]
    within = within.assign(utility=within["worth"] + within["luck"], firm=within["firm"].fillna(""))
    return within.loc[within.groupby(TRIP)["utility"].idxmax()].set_index(TRIP)["firm"].sort_index()


def test_what_is_asked_of_a_panel_is_there(panel) -> None:
    trips, offers = panel.trips, panel.offers
    assert set(trips["process"]) == {
        "settled by one cue",
        WEIGHED,
        "gave up in the queue or on the way",
        "nothing suited",
    }
    assert offers["too_dear"].any()
    assert trips["week"].min() == 1
    assert trips["week"].max() == 30
    assert not trips.duplicated(TRIP).any()


def test_every_weighed_choice_is_the_highest_sum_of_worth_and_luck(panel) -> None:
    trips = panel.trips[~panel.trips["by_cue"]].set_index(TRIP).sort_index()
    offers = panel.offers[~panel.offers["by_cue"]]
    assert len(trips) > 2_000
    assert (highest(offers) == trips["chosen"].fillna("")).all()
    assert (highest(offers.assign(luck=0.0)) != trips["chosen"].fillna("")).mean() > 0.1, "luck decides nothing"


def test_the_same_follows_from_a_row_a_trip(panel) -> None:
    trips = panel.trips[~panel.trips["by_cue"]]
    firms = ["Alba", "Brio", "Corda", "Dorra", "nothing"]
    worth = trips[[f"worth_{firm}" for firm in firms[:-1]] + ["nothing"]].to_numpy()
    luck = trips[[f"luck_{firm}" for firm in firms]].to_numpy()
    best = np.array(firms)[np.nanargmax(worth + luck, axis=1)]
    assert (best == trips["chosen"].fillna("nothing")).all()


def test_trips_and_offers_tell_the_same(panel) -> None:
    chosen = panel.offers[panel.offers["chosen"]].set_index(TRIP)
    trips = panel.trips.set_index(TRIP)
    assert chosen["firm"].equals(trips["chosen"].reindex(chosen.index))
    assert len(chosen) == len(trips), "each trip has one alternative that was chosen"
    for firm in ("Alba", "Dorra"):
        offers = panel.offers[panel.offers["firm"] == firm].set_index(TRIP)
        known = trips.loc[trips[f"price_{firm}"].notna()]
        assert known.index.equals(offers.index)
        for name in ("price", "promotion", "luck"):
            assert (known[f"{name}_{firm}"] == offers[name]).all()
        assert known[f"worth_{firm}"].isna().equals(offers["too_dear"])


def test_trips_tie_out_with_purchases(panel) -> None:
    bought = panel.trips[panel.trips["firm"].notna()]
    done = panel.transactions
    for name in (*TRIP, "firm", "quantity", "segment"):
        theirs = (
            panel.customers.set_index("customer_id")["segment"][done["customer_id"]]
            if name == "segment"
            else done[name]
        )
        assert list(bought[name]) == list(theirs), name
    assert (bought["chosen"] == bought["firm"]).all()
    gave_up = panel.trips[panel.trips["process"].str.startswith("gave up")]
    assert gave_up["chosen"].notna().all()
    assert gave_up["firm"].isna().all()


def test_a_cue_settles_what_it_says(panel) -> None:
    chosen = panel.offers[panel.offers["by_cue"] & panel.offers["chosen"]]
    assert chosen.loc[chosen["segment"] == "behavioral", "is_last"].all()
    assert (chosen.loc[chosen["segment"] == "emotional", "affect"] >= 0.5).all()
    assert "cognitive" not in set(chosen["segment"])
    deals = chosen[chosen["segment"] == "impulsive"]
    assert (1.0 - deals["price"] / deals["reference_price"] >= 0.0799).all()


def test_worth_follows_from_the_attributes_by_the_rules_of_the_type(panel, busy) -> None:
    nature = nature_of(busy)
    some = panel.offers[~panel.offers["is_nothing"]].iloc[::37]
    assert set(some["segment"]) == set(LOYALTY_TYPES)
    for row in some.itertuples():
        fields = {name: float(getattr(row, name)) for name in Offer._fields if name in FELT}
        facts = {
            "is_last": row.is_last,
            "let_down": row.let_down,
            "depth": float(row.promotion),
            "firm": FirmAsSeen(0.0),
        }
        kind = LOYALTY_TYPES.index(row.segment)
        worth = loyalty.appeal(kind, Offer(**fields | facts), nature.types[kind], nature.reference_price)
        assert worth == pytest.approx(row.worth, abs=1e-5)


def test_luck_is_that_of_the_customer_and_the_week(panel, busy) -> None:
    luck = replicate_luck(busy.run.seed, 2)
    firms = list(busy.firms)
    for row in panel.offers.iloc[::97].itertuples():
        who, week = row.customer_id - 10_000_000_000, row.week + BURN_IN
        decision, k = (OUTSIDE, 0) if row.is_nothing else (TASTE_OF_THE_DAY, firms.index(row.firm))
        assert row.luck == gumbel(uniform(luck, week, who, decision, k))


def test_taste_and_rate_are_those_of_the_time(panel) -> None:
    """Lives change: who has not changed since its last trip has then the rate and taste of the end."""
    last = panel.trips.drop_duplicates("customer_id", keep="last").set_index("customer_id")
    people = panel.customers.set_index("customer_id").loc[last.index]
    assert 0.6 < (last["rate"] == people["rate"]).mean() < 1.0
    alba = (
        panel.offers[panel.offers["firm"] == "Alba"]
        .drop_duplicates("customer_id", keep="last")
        .set_index("customer_id")
    )
    same = alba["taste"] == people["taste_Alba"].reindex(alba.index)
    assert 0.6 < same.mean() < 1.0


def test_a_look_at_the_choice_changes_nothing_on_any_number_of_threads() -> None:
    """More customers than one chunk holds: phase by phase they live as chunk by chunk."""
    many = market(BUSY, customers=9_000, weeks=6, burn_in_weeks=4)
    plain, one, two = simulate(many), simulate(many, panel=True), simulate(many, panel=True, threads=2, audit=True)
    assert type(plain).__name__ == "Result"
    for name in ("weekly", "segments", "flows"):
        assert getattr(plain, name).equals(getattr(one, name))
    for name in ("transactions", "trips", "offers", "customers", "weekly"):
        assert getattr(one, name).equals(getattr(two, name))


def test_what_each_cares_for_is_told_as_the_worth_of_offers_has_it() -> None:
    """Where nothing but the level of prices counts, an offer is worth the type's weight times the customer's care."""
    names = ("gain", "loss", "quality", "affect", "conviction", "habit", "word_of_mouth")
    numb = {f"customers.types.{kind}.{name}_weight": 0.0 for kind in LOYALTY_TYPES for name in names}
    spread = {"customers.heterogeneity.price_spread": 0.5, "customers.heterogeneity.habit_spread": 0.0}
    dear = {"firms.Alba.pricing.price": 12.0, "customers.switches.doubt": False}
    scenario = market(numb | spread | dear, customers=600)
    seen = simulate(scenario, panel=True)
    people, offers = seen.customers.set_index("customer_id"), seen.offers
    assert people["habit_care"].eq(1.0).all()
    assert np.log(people["price_care"]).std() == pytest.approx(0.5, abs=0.05)
    offers = offers[(offers["segment"] == "behavioral") & (offers["firm"] == "Alba")]
    worth = (offers["worth"] - offers["attraction"] - offers["taste"]) / offers["log_price"]
    expected = -scenario.customers.types.behavioral.price_weight * people["price_care"].reindex(offers["customer_id"])
    assert offers["customer_id"].nunique() > 50
    assert worth.to_numpy() == pytest.approx(expected.to_numpy(), rel=1e-4)


def test_newcomers_come_to_who_is_looked_at_as_to_who_is_not() -> None:
    coming = {f"customers.coming_and_going.{name}": value for name, value in
              {"vacant": 0.5, "arrivals": 0.5, "dropout": 0.02}.items()}  # fmt: skip
    some = market(BUSY | coming, weeks=30, burn_in_weeks=4)
    plain, seen = simulate(some), simulate(some, panel=True)
    for name in ("weekly", "segments", "flows", "standing"):
        assert getattr(plain, name).equals(getattr(seen, name))
    assert set(seen.trips["customer_id"]) <= set(seen.customers["customer_id"])


def test_nobody_looks_unless_asked(monkeypatch) -> None:
    monkeypatch.setattr(LoyaltyModel, "_shop_in_parts", None)
    assert not simulate(load("baseline", [("market.burn_in_weeks", "1")], customers=50, weeks=2)).weekly.empty


def test_a_share_of_customers_can_be_followed(busy, panel) -> None:
    some = simulate(busy.changed({"run.panel_share": 0.2}), 2, panel=True)
    who = set(some.customers["customer_id"])
    assert 200 < len(who) < 400
    for name in ("trips", "offers", "transactions", "customers"):
        whole = getattr(panel, name)
        assert getattr(some, name).equals(whole[whole["customer_id"].isin(who)].reset_index(drop=True))
