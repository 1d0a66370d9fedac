"""A step is a week: the order of things, demand, threads, the audit, what the recorder keeps."""

import numpy as np
import pytest

from simulation.measurement.recorder import purchases_of, switches_of
from simulation.model import LoyaltyModel
from simulation.state import counts as m
from simulation.state.tables import NOBODY
from simulation.week.visit_lists import visited_rows
from tests.simulation.sample_markets import SEVERAL_CHUNKS, columns, differing, lived, market

BUSY = {"customers.purchases.per_year": 60.0}


def test_weeks_are_counted_and_the_run_ends() -> None:
    model = LoyaltyModel(market(burn_in_weeks=2, weeks=3))
    assert [model.week, model.reported_week, model.last_week, model.running] == [0, -2, 5, True]
    while model.running:
        model.step()
    assert [model.week, model.reported_week, len(model.recorder.weeks)] == [5, 3, 5]


def test_demand_of_all_events_multiplies() -> None:
    events = [
        {"event": "downturn", "from_week": 1, "weeks": 2, "size": 0.5},
        {"event": "downturn", "from_week": 2, "size": 0.2},
    ]
    model = LoyaltyModel(market({"events": events}))
    found = []
    for _ in range(3):
        model.step()
        found.append(model.moment.demand)
    assert found == [0.5, 0.4, 0.8]


def test_a_strategy_takes_over_in_week_1_from_the_firms_that_settled_the_market() -> None:
    settled = market(burn_in_weeks=3, weeks=2)
    changed = settled.changed(
        {
            "firms.Alba.pricing": {"strategy": "fixed", "price": 9.0},
            "firms.Alba.service": {"strategy": "follow_satisfaction", "quality": 0.9},
        }
    )
    model = LoyaltyModel(changed, settled=settled)
    found = []
    while model.running:
        model.step()
        found.append((model.reported_week, model.world.firms.price[0], model.firms[0].level.quality))
    before = (10.0, settled.firms["Alba"].service.quality)
    after = (9.0, 0.9)
    assert found == [(-2, *before), (-1, *before), (0, *before), (1, *after), (2, *after)]


def test_all_strategies_share_the_burn_in_of_the_baseline() -> None:
    settled = market(BUSY, burn_in_weeks=4, weeks=1)
    dear = settled.changed({"firms.Alba.pricing": {"strategy": "fixed", "price": 14.0}})
    same, other = lived(settled, 4), lived(dear, 4, settled=settled)
    assert differing(columns(same), columns(other)) == []
    same.step()
    other.step()
    assert "relationships.purchases" in differing(columns(same), columns(other))


@SEVERAL_CHUNKS
def test_threads_leave_every_column_alike() -> None:
    scenario = market(BUSY, customers=13_000, weeks=3)
    one, three = lived(scenario), lived(scenario, threads=3)
    assert one.world.visits.trips.size == 4
    assert differing(columns(one), columns(three)) == []


def count_trips(model: LoyaltyModel, *tables: str) -> None:
    """A million too many in these tables of the last week."""
    for table in tables:
        getattr(model.recorder.weeks[-1], table)[m.TRIPS, 0, 0] += 10**6


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda model: model.world.visits.paid.__setitem__(visited_rows(model.world)[0], 1), "customers paid"),
        (lambda model: count_trips(model, "counts", "standings"), "purchases, 1"),
        (lambda model: count_trips(model, "counts"), "by standing and by type differ by 1000000"),
        (lambda model: model.world.relationships.purchases.__iadd__(1), "units in memory"),
        (lambda model: model.world.relationships.affect.__setitem__((0, 0), np.nan), "finite"),
    ],
)
def test_the_audit_finds_a_broken_law(spoil, message: str) -> None:
    model = lived(market(BUSY), 2)
    model.audit()
    spoil(model)
    with pytest.raises(AssertionError, match=message):
        model.audit()


def test_the_record_holds_each_purchase_once() -> None:
    model = lived(market(BUSY), 3)
    visits, rows = model.world.visits, visited_rows(model.world)
    assert (visits.firm[rows] != NOBODY).all()
    bought = purchases_of(model.world, 3)
    assert bought.customer.tolist() == sorted(set(bought.customer.tolist()))
    assert bought.paid.sum() == model.recorder.weeks[-1].counts[m.REVENUE].sum()
    assert bought.quantity.sum() == model.recorder.weeks[-1].counts[m.UNITS].sum()


def test_switches_are_counted_by_origin_destination_and_reason() -> None:
    model = lived(market(BUSY), 4)
    visits, rows = model.world.visits, visited_rows(model.world)
    by_hand: dict[tuple[int, int, int], int] = {}
    for row in rows:
        if visits.reason[row]:
            key = int(visits.previous[row]), int(visits.firm[row]), int(visits.reason[row])
            by_hand[key] = by_hand.get(key, 0) + 1
    assert {tuple(switch[:3]): switch[3] for switch in switches_of(model.world.tally.moves).tolist()} == by_hand
    assert by_hand


def test_the_window_of_a_year_forgets_week_by_week() -> None:
    model = LoyaltyModel(market(BUSY, customers=60, weeks=60, burn_in_weeks=3))
    log: list[np.ndarray] = []
    while model.running:
        model.step()
        week = np.zeros(60, np.int64)
        bought = purchases_of(model.world, model.week)
        week[bought.customer] = bought.quantity
        log.append(week if model.reported_week >= 1 else week * 0)
        assert model.world.customers.window_units.tolist() == np.sum(log[-52:], axis=0).tolist()
    assert len(model.recorder.last_year) == 52


@SEVERAL_CHUNKS
def test_a_release_hands_threads_back() -> None:
    model = lived(market(BUSY, customers=9000, weeks=1), threads=2)
    assert model._pool is not None
    model.release()


def broken_word(**words: float) -> LoyaltyModel:
    """Ten weeks in which the first firm promises far more than it gives."""
    changes = {f"customers.messages.{name}": value for name, value in words.items()}
    return lived(market({"firms.Alba.promise": 0.4, **changes}, customers=2000), 10)


def test_a_broken_promise_costs_the_firm_its_name_and_all_firms_trust() -> None:
    blind, told = (broken_word(blame=harm, exposure=harm, cynicism=harm) for harm in (0.0, 2.0))
    assert blind.trust == 1.0
    assert [firm.credibility for firm in blind.firms] == [1.0] * 4
    assert told.firms[0].credibility < 0.8
    assert told.firms[0].reputation < blind.firms[0].reputation - 0.02
    assert [firm.credibility for firm in told.firms[1:]] == [1.0] * 3
    assert told.firms[0].credibility < told.trust < 1.0
    told.firms[0].open_doors(told.world.firms, told.world.attributes)
    assert told.world.firms.disbelief[0] == pytest.approx(1.0 - told.firms[0].credibility * told.trust)


def test_trust_comes_back_when_all_keep_their_word() -> None:
    model = broken_word(exposure=2.0, cynicism=2.0, forgiveness=5.0)
    lost, name = 1.0 - model.trust, 1.0 - model.firms[0].credibility
    for firm in model.firms:
        firm.block = firm.block.model_copy(update={"promise": 0.0})
    for _ in range(5):
        model.step()
    assert 1.0 - model.trust == pytest.approx(lost / 2.0)
    assert 1.0 - model.firms[0].credibility == pytest.approx(name / 2.0)


def test_nobody_trusts_a_market_full_of_broken_promises() -> None:
    """All four promise 0.4: trust falls further than where one does, and with it everybody's conviction."""
    loud = {f"firms.{firm}.promise": 0.4 for firm in ("Alba", "Brio", "Corda", "Dorra")}
    loud["customers.messages.distrust"] = 0.0  # no anger at the firm itself, but at all
    blind, wary = (
        lived(market({**loud, "customers.messages.cynicism": cynicism}, customers=2000, weeks=20))
        for cynicism in (0.0, 2.0)
    )
    assert wary.trust < broken_word(cynicism=2.0).trust
    bought = wary.world.relationships.purchases > 0
    assert (
        wary.world.relationships.conviction[bought].mean() < blind.world.relationships.conviction[bought].mean() - 0.02
    )
