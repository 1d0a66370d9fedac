"""What each event does to a firm, in numbers, and when."""

from typing import Any

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.market.events import novelty
from simulation.market.events import shocks as events
from simulation.market.events.base import MarketEvent
from simulation.strategies.conditions import Conditions
from simulation.strategies.ledger import ServiceLevel

USUAL = Conditions(price=10.0, service=ServiceLevel(capacity=100.0))


def changed_service(**changes: float) -> Conditions:
    return USUAL._replace(service=USUAL.service._replace(**changes))


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (events.PriceWar(depth=0.2), USUAL._replace(price=8.0)),
        (events.Promotion(firm="Alba", depth=0.3), USUAL._replace(promotion=0.3)),
        (
            events.ServiceOutage(firm="Alba", size=0.5, capacity_loss=0.25),
            changed_service(failure_rate=0.58, capacity=75.0),
        ),
        (events.ServiceOutage(firm="Alba", size=1.0), changed_service(failure_rate=1.0)),
        (events.QualityLaunch(firm="Alba", size=0.1), changed_service(quality=0.8)),
        (events.QualityLaunch(firm="Alba", size=-0.8), changed_service(quality=0.0)),
        (events.Exit(firm="Alba"), USUAL._replace(is_open=False)),
        (events.StaffChange(firm="Alba", size=0.2), changed_service(process=0.5, technical=0.5)),
        (events.Rumour(firm="Alba"), USUAL._replace(rumour=-0.6, rumour_reach=0.2)),
        (events.StockOut(firm="Alba", size=0.4), USUAL._replace(availability=0.6)),
    ],
    ids=lambda value: getattr(value, "event", None),
)
def test_effects_by_hand(event: MarketEvent, expected: Conditions) -> None:
    assert event.touches("Alba", 1)
    found = event.modify(USUAL, 1)
    assert found.service.level == pytest.approx(expected.service.level)
    assert found.service.failure_rate == pytest.approx(expected.service.failure_rate)
    assert found._replace(service=USUAL.service) == expected._replace(service=USUAL.service)
    assert found.service.capacity == expected.service.capacity


@pytest.mark.parametrize(("weeks", "last"), [(3, 7), (1, 5), (None, 1000)])
def test_an_event_lasts_its_weeks(weeks: int | None, last: int) -> None:
    event = events.StockOut(firm="Brio", from_week=5, weeks=weeks)
    on = [week for week in range(-50, 1001) if event.touches("Brio", week)]
    assert (on[0], on[-1], len(on)) == (5, last, last - 4)
    assert not any(event.touches("Alba", week) for week in range(20))


def test_a_price_war_touches_the_firms_named_or_all() -> None:
    assert events.PriceWar().touches("Alba", 1)
    war = events.PriceWar.model_validate({"firms": ["Brio", "Corda"]})
    assert [war.touches(firm, 1) for firm in ("Alba", "Brio", "Corda")] == [False, True, True]
    assert war.firms_named == ("Brio", "Corda")


def test_a_firm_is_closed_before_it_enters_and_after_it_leaves() -> None:
    entry, leaving = events.Entry(firm="Nova", from_week=20), events.Exit(firm="Nova", from_week=30)
    closed = [week for week in range(-52, 60) if entry.touches("Nova", week) or leaving.touches("Nova", week)]
    assert closed == [*range(-52, 20), *range(30, 60)]
    assert not entry.modify(USUAL, 1).is_open
    assert not entry.touches("Alba", 1)
    assert not leaving.touches("Alba", 40)


def test_the_deeper_of_two_promotions_counts() -> None:
    promotion = events.Promotion(firm="Alba", depth=0.2)
    assert promotion.modify(USUAL._replace(promotion=0.5), 1).promotion == 0.5


def test_of_two_rumours_the_wider_is_heard() -> None:
    heard = USUAL._replace(rumour=0.5, rumour_reach=0.3)
    assert events.Rumour(firm="Alba", reach=0.2).modify(heard, 1) == heard
    assert events.Rumour(firm="Alba", reach=0.4).modify(heard, 1).rumour == -0.6


def test_successors_learn_evenly() -> None:
    event = events.StaffChange(firm="Alba", from_week=11, weeks=4, size=0.2)
    levels = [event.modify(USUAL, week).service.process for week in range(11, 15)]
    assert levels == pytest.approx([0.5, 0.55, 0.6, 0.65])
    assert not event.touches("Alba", 15)
    for_good = events.StaffChange(firm="Alba", weeks=None, size=0.9)
    assert for_good.modify(USUAL, 500).service.technical == 0.0


def test_demand_falls_in_a_downturn_and_rises_in_an_upswing() -> None:
    assert [events.Downturn(from_week=3, weeks=2).demand(week) for week in range(1, 7)] == [
        1,
        1,
        0.8,
        0.8,
        1,
        1,
    ]
    assert events.Downturn(size=-0.5).demand(1) == 1.5
    assert events.StockOut(firm="Alba").demand(1) == 1.0
    assert events.Downturn().firms_named == ()
    assert not events.Downturn().touches("Alba", 1)
    assert events.Downturn().modify(USUAL, 1) == USUAL


def test_the_shelf_price_is_what_a_buyer_pays() -> None:
    assert Conditions(price=8.0, service=ServiceLevel(), promotion=0.25).shelf_price == 6.0


@pytest.mark.parametrize(
    "given",
    [
        {"event": "promotion"},
        {"event": "promotion", "firm": "Brio", "depth": 1.2},
        {"event": "promotion", "firm": "Brio", "from_week": 0},
        {"event": "promotion", "firm": "Brio", "weeks": 0},
        {"event": "entry", "firm": "Brio", "weeks": 3},
        {"event": "flood"},
        {"firm": "Brio"},
    ],
)
def test_events_that_cannot_be_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(pydantic.ValidationError):
        pydantic.TypeAdapter(events.Event).validate_python(given)


SHARE = st.floats(0, 1)
EVENT = st.one_of(
    st.builds(events.PriceWar, depth=SHARE),
    st.builds(events.Promotion, firm=st.just("A"), depth=SHARE),
    st.builds(events.ServiceOutage, firm=st.just("A"), size=SHARE, capacity_loss=st.floats(0, 0.99)),
    st.builds(events.QualityLaunch, firm=st.just("A"), size=st.floats(-1, 1)),
    st.builds(events.StaffChange, firm=st.just("A"), size=SHARE, weeks=st.integers(1, 60)),
    st.builds(events.Rumour, firm=st.just("A"), valence=st.floats(-1, 1), reach=SHARE),
    st.builds(events.StockOut, firm=st.just("A"), size=SHARE),
    st.builds(novelty.FeatureChange, firm=st.just("A"), size=SHARE, from_week=st.integers(1, 80)),
    st.builds(novelty.WiderChoice, size=SHARE),
    st.builds(novelty.Launch, firm=st.just("A"), interest=SHARE, weeks=st.integers(1, 60)),
)


@given(st.lists(EVENT, max_size=6), st.integers(1, 80))
def test_whatever_happens_conditions_stay_in_their_ranges(shocks: list[MarketEvent], week: int) -> None:
    found = USUAL
    for event in shocks:
        found = event.modify(found, week) if event.touches("A", week) else found
    shares = (
        found.promotion,
        found.availability,
        found.rumour_reach,
        found.sight,
        found.changed,
        found.service.quality,
        found.service.process,
        found.service.technical,
        found.service.failure_rate,
    )
    assert all(0.0 <= share <= 1.0 for share in shares)
    assert found.price >= 0.0
    assert -1.0 <= found.rumour <= 1.0
    assert found.service.capacity > 0.0
