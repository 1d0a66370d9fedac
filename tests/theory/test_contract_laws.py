"""Laws of contractual markets: the bands were written down, and committed, before the first of them was measured.

When they were, the three on tenure asked all contracts of a market with prices for newcomers, whose end is a cause of
its own (.74, .18, .18 without any other), and then a cohort with a churn of .2, in which differences make it rise by
.009; they ask a cohort that churns about as much as that of the source. The bands are as they were.

| law | source | band |
|---|---|---|
| retention rises, since customers differ | Fader and Hardie 2007 (.631, .742, .816) | year 2 - year 1 .02 to .25 |
| without differences and ties it is flat | the same: a geometric distribution | largest difference of three years .04 |
| ties alone make it rise too | state dependence, Heckman 1981 | year 3 - year 1 above that of no cause |
| a price rise makes customers leave | pricing, Keaveney 1995 | 10 %: ends within half a year 1.1 to 4 times |
| who had to call often leaves more | churn data (4 calls and more: .5, else .1) | 3 and more to none 1.2 to 6 |
| longer terms hold | contract types in churn data of packages | none to two years 1.3 to 20 times |
| what renews by itself is kept | defaults, Madrian and Shea 2001 | a year's retention .05 to .6 higher |
| a fee for leaving early holds | switching costs, Klemperer 1987 | churn with to without .2 to .98 |
"""

import itertools
from functools import cache
from typing import Any

import numpy as np
import pytest

from simulation.model import LoyaltyModel
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario
from simulation.state import counts as m
from simulation.state.tables import NOBODY
from tests.simulation.sample_markets import INTERPRETED, lived

pytestmark = pytest.mark.skipif(INTERPRETED, reason="thousands of customers, uncompiled")
FIRMS = ("Alba", "Brio", "Corda", "Dorra")
ALIKE = {f"customers.switches.{name}": False for name in (
    "contract_differences", "tastes", "heterogeneity", "reservation_price", "leniency", "affect", "conviction",
    "renewal", "word_of_mouth", "difficult", "own_experience", "trust", "longing",
)}  # fmt: skip
ONE_KIND = {"customers.mix": {"impulsive": 1.0, "emotional": 0.0, "cognitive": 0.0, "behavioral": 0.0},
            "customers.satisfaction.prior_spread": 0.0, "customers.purchases.shape": 1000.0}  # fmt: skip
ROLLING = {f"firms.{name}.contract": {"term": 0, "notice": 1, "welcome_price": None, "save_offer": 0.0}
           for name in FIRMS}  # fmt: skip
"""No term, and no price for newcomers, whose end is a cause of its own: found when the laws were first measured."""


def contracts(changes: dict[str, Any] | None = None, **sizes: int) -> Scenario:
    size = {"customers": 3000, "weeks": 104, "burn_in_weeks": 104, **sizes}
    shipped = load("mobile_operator").changed({"compare": {"as_is": {}}, "ask": []})
    return shipped.changed({**{f"market.{name}": value for name, value in size.items()}, **(changes or {})})


@cache
def of_years(cause: str) -> tuple[float, ...]:
    """Retention of a cohort that signs on one day, in its first three years, with this cause of a rise, or none."""
    changes: dict[str, Any] = {**ALIKE, **ONE_KIND, **ROLLING, "customers.contract.effort": 0.5,
                               "customers.contract.reviews": 4.0, "customers.contract.first_tenure": 0.0}  # fmt: skip
    changes["customers.switches.contract_ties"] = cause == "ties"
    if cause == "differences":
        changes |= {"customers.switches.contract_differences": True, "customers.contract.readiness_size": 1.0}
    if cause == "ties":
        changes |= {"customers.types.impulsive.habit_weight": 3.0}
    model = LoyaltyModel(contracts(changes, customers=6000, weeks=156, burn_in_weeks=0))
    held = [np.count_nonzero(model.world.contracts.firm != NOBODY)]
    while model.running:
        model.step()
        if model.week % 52 == 0:
            held.append(np.count_nonzero(model.world.contracts.start == 0))
    return tuple(float(now / before) for before, now in itertools.pairwise(held))


def ended(model: LoyaltyModel, firm: int, weeks: slice) -> float:
    """Contracts of a firm that ended, a contract and week."""
    counts = sum(week.counts[:, firm].sum(axis=1) for week in model.recorder.weeks[weeks])
    return float(counts[m.ENDED] / counts[m.HELD])


def churn(changes: dict[str, Any]) -> float:
    """Contracts of all firms that ended in the last year, a contract and week."""
    model = lived(contracts(changes))
    counts = sum(week.counts.sum(axis=(1, 2)) for week in model.recorder.weeks[-52:])
    return float(counts[m.ENDED] / counts[m.HELD])


def test_retention_rises_with_tenure_since_customers_differ() -> None:
    years = of_years("differences")
    assert 0.02 <= years[1] - years[0] <= 0.25


def test_retention_is_flat_where_nobody_differs_and_ties_do_not_grow() -> None:
    assert np.ptp(of_years("nothing")) <= 0.04


def test_ties_alone_make_retention_rise() -> None:
    years, flat = of_years("ties"), of_years("nothing")
    assert years[2] - years[0] > flat[2] - flat[0]


def test_a_price_rise_makes_customers_leave() -> None:
    held = {f"firms.{name}.contract.holds_price": False for name in FIRMS}
    dearer = {"compare": {"as_is": {}, "dearer": {"firms.Alba.pricing.price": 33.0}}}
    scenario = contracts({**held, **dearer}, weeks=26)
    as_is, risen = (ended(lived(scenario, strategy=name), 0, slice(-26, None)) for name in ("as_is", "dearer"))
    assert 1.1 <= risen / as_is <= 4.0


def test_who_had_to_call_often_leaves_more() -> None:
    model = lived(contracts(), 156)
    calls = np.zeros(model.world.customers.rate.size)
    provider = model.world.contracts.firm.copy()
    stayed = provider != NOBODY
    while model.week < 182:
        model.step()
        rows = np.concatenate([np.arange(c * model.world.chunk_size, c * model.world.chunk_size + trips)
                               for c, trips in enumerate(model.world.visits.trips)])  # fmt: skip
        np.add.at(calls, model.world.visits.customer[rows], 1)
    counted, now = stayed & (model.world.contracts.firm == provider), []
    while model.week < 208:
        model.step()
    gone = model.world.contracts.firm != provider
    now = [gone[counted & some].mean() for some in (calls >= 3, calls == 0)]
    assert 1.2 <= now[0] / now[1] <= 6.0


def test_longer_terms_hold() -> None:
    free, year, two = (churn({f"firms.{name}.contract.term": term for name in FIRMS}
                             | {f"firms.{name}.contract.renewal_term": term for name in FIRMS})
                       for term in (0, 52, 104))  # fmt: skip
    assert free > year > two
    assert 1.3 <= free / two <= 20.0


def test_what_renews_by_itself_is_kept() -> None:
    kept = []
    for renews in (True, False):
        model = lived(contracts({f"firms.{name}.contract": {"term": 52, "renewal_term": 52, "automatic": renews}
                                 for name in FIRMS}))  # fmt: skip
        counts = model.recorder.weeks[-1].counts.sum(axis=(1, 2))
        kept.append(counts[m.MAINS_KEPT] / counts[m.MAINS])
    assert 0.05 <= kept[0] - kept[1] <= 0.6


def test_a_fee_for_leaving_early_holds() -> None:
    long = {f"firms.{name}.contract.{key}": 104 for name in FIRMS for key in ("term", "renewal_term")}
    with_fee, without = (churn(long | {f"firms.{name}.contract.exit_fee": fee for name in FIRMS}) for fee in (1.0, 0.0))
    assert 0.2 <= with_fee / without <= 0.98
