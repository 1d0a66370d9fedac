"""A customer tells its last decision, and a diary foresees each by the same rules as the crowd's."""

import re

import numpy as np
import pytest

from simulation.mesa_agents import decision_diary
from simulation.mesa_agents.customer import joined
from simulation.model import LoyaltyModel
from simulation.state.switch_reasons import PRICING
from simulation.state.tables import NEVER, NOBODY
from tests.simulation.sample_markets import columns, differing, lived, market


@pytest.fixture(scope="module")
def watched() -> LoyaltyModel:
    model = LoyaltyModel(market(burn_in_weeks=3, weeks=40, customers=60))
    for row in range(60):
        model.watch(row)
    while model.running:
        model.step()
    return model


def test_who_needed_nothing_says_so() -> None:
    model = LoyaltyModel(market())
    assert model.customers[17].explain().endswith("has not needed anything yet.")


def test_every_firm_that_came_to_mind_is_told_with_the_price_of_that_week() -> None:
    event = {"event": "promotion", "firm": "Alba", "from_week": 3, "weeks": 1, "depth": 0.25}
    model = lived(market({"events": [event]}), 4)
    trips = model.world.customers.last_trip
    assert (trips == 3).any()
    for row in np.flatnonzero(trips > 0).tolist():
        prices = dict(re.findall(r"(Alba|Brio|Corda|Dorra) at ([\d.]+) USD", model.customers[row].explain()))
        bits = int(model.world.customers.last_considered[row])
        assert set(prices) == {firm.name for firm in model.firms if bits >> firm.row & 1}
        if "Alba" in prices:
            assert prices["Alba"] == ("7.50" if trips[row] == 3 else "10.00")


def test_a_switch_names_its_reason() -> None:
    model = lived(market(), 6)
    switched = np.flatnonzero(model.world.customers.last_reason == PRICING).tolist()
    stayed = np.flatnonzero(
        (model.world.customers.last_reason == 0) & (model.world.customers.last_process == 2)
    ).tolist()
    model.world.customers.last_reason[stayed[0]] = PRICING
    assert model.customers[stayed[0]].explain().endswith("That was a switch: pricing.")
    assert "switch" not in model.customers[stayed[1]].explain()
    assert all("switch: pricing" in model.customers[row].explain() for row in switched
               if model.world.customers.last_process[row] in (1, 2))  # fmt: skip


@pytest.mark.parametrize(("process", "words"), [(4, "Nothing was worth buying."), (3, "it went home without."),
                                                (1, "Led by"), (2, "It weighed them")])  # fmt: skip
def test_each_way_to_decide_has_its_words(process: int, words: str) -> None:
    model = lived(market(), 6)
    row = int(np.flatnonzero(model.world.customers.last_process == 2)[0])
    model.world.customers.last_process[row] = process
    assert words in model.customers[row].explain()


@pytest.mark.parametrize(("parts", "words"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_a_list_in_words(parts: list[str], words: str) -> None:
    assert joined(parts) == words


def test_a_diary_notes_each_trip_as_the_crowd_made_it(watched: LoyaltyModel) -> None:
    customers = watched.world.customers
    trips = 0
    for row in range(60):
        entries = watched.customers[row].diary
        trips += len(entries)
        if customers.last_trip[row] == NEVER:
            assert entries == ()
            continue
        last = entries[-1]
        assert last.week == customers.last_trip[row] - 3
        bought = [entry.choice for entry in entries if entry.choice is not None]
        if bought:
            assert watched.firms[customers.previous_choice[row]].name == bought[-1]
        assert set(last.worth) == set(last.considered) <= set(last.offers)
        assert last.choice is None or last.choice in last.considered
    units = sum(entry.quantity for row in range(60) for entry in watched.customers[row].diary if entry.choice)
    assert units == watched.world.relationships.purchases.sum()
    assert trips > 100


def test_watching_changes_nothing(watched: LoyaltyModel) -> None:
    unwatched = lived(market(burn_in_weeks=3, weeks=40, customers=60))
    assert differing(columns(watched), columns(unwatched)) == []


def test_a_watched_customer_also_tells_what_offers_were_worth(watched: LoyaltyModel) -> None:
    row = next(
        row
        for row in range(60)
        if len(watched.customers[row].diary) > 2 and watched.customers[row].diary[-1].considered
    )
    entry = watched.customers[row].diary[-1]
    for firm in entry.considered:
        assert f"{firm} at {entry.offers[firm].price:.2f} USD" in watched.customers[row].explain()
        assert f"worth {entry.worth[firm]:+.2f})" in watched.customers[row].explain()


def test_who_is_not_watched_keeps_no_diary() -> None:
    model = LoyaltyModel(market())
    with pytest.raises(LookupError, match=r"model\.watch\(17\)"):
        _ = model.customers[17].diary
    with pytest.raises(IndexError):
        model.watch(300)


def test_a_crowd_that_did_something_else_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    model = LoyaltyModel(market())
    for row in range(300):
        model.watch(row)
    honest = decision_diary.trip_of

    def lying(world, row):
        trip = honest(world, row)
        return {**trip, "firm": NOBODY - 1} if trip is not None and world is model.world else trip

    monkeypatch.setattr(decision_diary, "trip_of", lying)
    with pytest.raises(AssertionError, match="week 1, customer"):
        model.step()
