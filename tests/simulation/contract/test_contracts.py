"""Contracts: four ways to look around, bills that come of themselves, ends with a reason, and what cannot be meant."""

from typing import Any

import numpy as np
import pytest

from simulation.contract.looking_around import Situation, looks_around, price_in_view
from simulation.contract.occasions import FAILURE, OFFER, PRICE, TERM
from simulation.contract.prices import is_billed
from simulation.doubts import doubts
from simulation.loyalty import BEHAVIORAL, COGNITIVE, EMOTIONAL, IMPULSIVE
from simulation.measurement.metrics import REASONS_TO_END
from simulation.measurement.survival import yearly_retention
from simulation.model import LoyaltyModel
from simulation.population.compile_parameters import nature_of
from simulation.reading.errors import Refused
from simulation.result import Result, result_of, simulate
from simulation.state import counts as m
from simulation.state.tables import NOBODY
from tests.simulation.sample_markets import lived, market

UNDER_CONTRACT = {"market.buying": "contract"}
NATURE = nature_of(market())


def looks(kind: int, chance: float, **known: Any) -> bool:
    calm = {
        "occasion": TERM,
        "readiness": 0.4,
        "rise": 0.0,
        "depth": 0.0,
        "affect": 0.3,
        "habit": 0.9,
        "is_hurt": False,
    }
    return bool(looks_around(kind, Situation(**{**calm, **known}), NATURE.types[kind], chance))


def test_the_behavioral_lets_it_renew_and_reads_no_offers() -> None:
    assert not looks(BEHAVIORAL, 0.39)  # readiness .4 alone would do; habit holds
    assert looks(BEHAVIORAL, 0.39, habit=0.0)
    assert not looks(BEHAVIORAL, 0.0, occasion=OFFER, depth=0.9)


def test_the_cognitive_compares_at_the_end_of_the_term() -> None:
    assert looks(COGNITIVE, 0.999)
    assert looks(COGNITIVE, 0.999, occasion=PRICE, rise=0.04)
    assert not looks(COGNITIVE, 0.999, occasion=OFFER, depth=0.5)


def test_the_impulsive_takes_up_an_offer_that_is_one() -> None:
    assert looks(IMPULSIVE, 0.3, occasion=OFFER, depth=0.1)
    assert not looks(IMPULSIVE, 0.0, occasion=OFFER, depth=0.05)


def test_the_emotional_stays_with_whom_it_likes_and_leaves_when_betrayed() -> None:
    assert not looks(EMOTIONAL, 0.0, affect=0.6)
    assert not looks(EMOTIONAL, 0.0, affect=0.6, occasion=PRICE, rise=0.2)
    assert looks(EMOTIONAL, 0.999, affect=0.6, occasion=FAILURE, is_hurt=True)
    assert looks(EMOTIONAL, 0.3, affect=0.2)


def test_each_type_sees_a_welcome_price_in_its_own_way() -> None:
    seen = [price_in_view(kind, 20.0, 30.0, 26.0, 52.0) for kind in (IMPULSIVE, COGNITIVE, EMOTIONAL, BEHAVIORAL)]
    assert seen == [20.0, 25.0, 30.0, 30.0]


@pytest.mark.parametrize(("bills", "weeks"), [(52, 1), (12, 4), (4, 13), (1, 52)])
def test_a_year_has_as_many_bills_as_the_period_says(bills: int, weeks: int) -> None:
    due = [week for week in range(104) if is_billed(week, bills)]
    assert len(due) == 2 * bills
    assert due[0] == 0
    assert set(np.diff(due)) <= {weeks, weeks + 1}


@pytest.fixture(scope="module")
def model() -> LoyaltyModel:
    """A market of contracts after two years, each week of which kept the laws of its books."""
    made = LoyaltyModel(market({**UNDER_CONTRACT, "customers.contract.must_leave": 0.1}, customers=800, weeks=104))
    while made.running:
        made.step()
        made.audit()
    return made


@pytest.fixture(scope="module")
def result(model: LoyaltyModel) -> Result:
    return result_of(model)


def test_everybody_is_billed_once_a_month_whatever_it_decides(model: LoyaltyModel) -> None:
    counts = sum(week.counts.sum(axis=(1, 2)) for week in model.recorder.weeks)
    assert counts[m.UNITS] / counts[m.HELD] == pytest.approx(12 / 52, rel=0.05)
    assert counts[m.DECIDED] < counts[m.UNITS] / 4


def test_survival_counts_every_week_and_every_end(model: LoyaltyModel) -> None:
    counts = sum(week.counts.sum(axis=2) for week in model.recorder.weeks)
    weeks, ends = np.moveaxis(model.world.survival.sum(axis=(0, 3)), 1, 0)
    assert (weeks == counts[m.HELD]).all()
    assert (ends == counts[m.ENDED]).all()
    kept = yearly_retention(model.world.survival.sum(axis=(0, 1)))
    assert ((kept[:2] > 0.5) & (kept[:2] < 1.0)).all()


def test_who_must_leave_does_so_at_a_rate_of_its_own(model: LoyaltyModel) -> None:
    counts = sum(week.counts.sum(axis=(1, 2)) for week in model.recorder.weeks)
    a_year = 52 * counts[m.ENDED + 8] / counts[m.HELD]
    assert a_year == pytest.approx(0.1, abs=3.0 * np.sqrt(0.1 / (counts[m.HELD] / 52)))


def test_share_is_of_contracts_and_what_asks_of_trips_is_undefined(model: LoyaltyModel, result: Result) -> None:
    last = result.weekly[result.weekly["week"] == 104]
    held = np.bincount(model.world.contracts.firm[model.world.contracts.firm != NOBODY], minlength=4)
    assert last["market_share"].to_numpy() == pytest.approx(held / held.sum())
    assert not {name for _, name in result.outcomes} & {"repeat_rate", "share_of_wallet"}
    assert 0.0 < result.outcomes["Alba", "churn_month"] < 0.1
    reasons = [name for name, _ in REASONS_TO_END]
    assert sum(result.outcomes["Alba", f"ended_{why}"] for why in reasons) == result.outcomes["Alba", "ended"]


def test_a_monopoly_keeps_its_contracts_and_nobody_goes_to_a_rival() -> None:
    alone = {**UNDER_CONTRACT, **{f"firms.{name}": None for name in ("Brio", "Corda", "Dorra")}}
    made = lived(market(alone, customers=300, weeks=52))
    assert not sum(week.switches.size for week in made.recorder.weeks)
    assert np.count_nonzero(made.world.contracts.firm == 0) > 200


def test_nobody_pays_more_than_it_pays_at_all() -> None:
    free = {"term": 0, "notice": 1, "holds_price": False}
    dear = {"firms.Alba.contract": free, "compare": {"as_is": {}, "dear": {"firms.Alba.pricing.price": 1000.0}}}
    made = lived(market(UNDER_CONTRACT | dear, customers=300, weeks=12), strategy="dear")
    assert not np.count_nonzero(made.world.contracts.firm == 0)


def test_a_discount_by_tenure_reaches_who_has_the_years_alone() -> None:
    plans = {"compare": {"as_is": {}, "cheaper": {"firms.Alba.contract.tenure_discount": [0.0, 0.1]}}}
    scenario = market({**UNDER_CONTRACT, **plans}, customers=300, weeks=8)
    as_is, cheaper = (lived(scenario, strategy=name).world.contracts for name in ("as_is", "cheaper"))
    rows = (as_is.bill > 0) & (cheaper.bill > 0) & (as_is.firm == 0) & (cheaper.firm == 0)
    ratio = cheaper.bill[rows] / as_is.bill[rows]
    old = cheaper.start[rows] <= 8 - 52
    assert old.any()
    assert ratio[old] == pytest.approx(0.9)
    assert (ratio[~old] == 1.0).all()


@pytest.mark.parametrize(
    ("contract", "told"),
    [
        ({"welcome_price": 11.0}, "above the usual price of 10"),
        ({"term": 12, "notice": 13}, "a notice of 13 weeks is longer than a term of 12"),
        ({"tenure_discount": [1.5]}, "out of range; write 0 to 1"),
    ],
)
def test_what_cannot_be_meant_is_refused(contract: dict[str, Any], told: str) -> None:
    with pytest.raises(Refused, match=told):
        market({**UNDER_CONTRACT, "firms.Alba.contract": contract})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({**UNDER_CONTRACT, "firms.Alba.contract.term": 104}, "longer than the 20 reported"),
        ({"firms.Alba.contract.term": 104}, "from trip to trip"),
        ({"customers.contract.effort": 3.0}, "from trip to trip"),
    ],
)
def test_what_is_hardly_meant_is_said(changes: dict[str, Any], told: str) -> None:
    assert any(told in doubt.message for doubt in doubts(market(changes)))


def test_what_is_of_purchases_alone_is_refused() -> None:
    scenario = market(UNDER_CONTRACT, customers=10, weeks=1)
    with pytest.raises(Refused, match="no panel of purchases"):
        simulate(scenario, panel=True)
    with pytest.raises(Refused, match="nobody keeps a diary"):
        LoyaltyModel(scenario).watch(0)


def test_repertoire_markets_keep_no_contracts() -> None:
    assert LoyaltyModel(market(customers=10)).world.contracts.firm.size == 0
