"""Groups of customers who see different shelves: the same offers, some weeks later."""

from typing import Any

import numpy as np
import pytest

from simulation.model import LoyaltyModel
from simulation.state import counts as m
from simulation.week.price import depth_for, price_for, weeks_behind
from simulation.week.visit_lists import visited_rows
from tests.simulation.sample_markets import columns, differing, lived, market

SERIES = {"prices": [8.0, 9.0, 10.0, 11.0, 12.0], "promotions": [0.25, 0.0, 0.0, 0.0, 0.0]}
GROUPS: dict[str, Any] = {"market.shelves": 3, "market.shelf_shift": 2, "customers.tenure.premium": [0.0]}


def replayed(**sizes: int) -> LoyaltyModel:
    return lived(market({**GROUPS, "firms.Alba.pricing": {"strategy": "replay", **SERIES}}, **sizes), 11)


def offered(week: int) -> tuple[float, float]:
    place = max(week - 1, 0) % 5
    return SERIES["prices"][place] * (1.0 - SERIES["promotions"][place]), SERIES["promotions"][place]


def test_each_group_sees_the_offers_of_so_many_weeks_ago() -> None:
    model = replayed()
    for i in range(9):
        behind = weeks_behind(model.world, i)
        assert behind == i % 3 * 2
        price, depth = offered(11 - behind)
        assert price_for(model.world, model.moment, i, 0) == pytest.approx(price, abs=0.005)
        assert depth_for(model.world, i, 0) == depth


def test_customers_pay_what_their_shelf_says() -> None:
    model = replayed(customers=600)
    visits = model.world.visits
    rows = visited_rows(model.world)
    rows = rows[visits.firm[rows] == 0]
    paid = visits.paid[rows] / visits.quantity[rows] / 100.0
    due = np.array([offered(11 - i % 3 * 2)[0] for i in visits.customer[rows]])
    assert rows.size > 10
    assert len(set(due)) > 1
    np.testing.assert_allclose(paid, due, atol=0.006)


def test_shelves_that_never_change_are_one_shelf() -> None:
    """Only then, and in the first weeks, does it not matter whose shelf one sees."""
    one, three = (columns(lived(market(changes), 8)) for changes in ({}, GROUPS))
    assert differing(one, three) == []
    moving = {"firms.Alba.pricing": {"strategy": "replay", **SERIES}}
    one, three = (columns(lived(market({**changes, **moving}), 8)) for changes in ({}, GROUPS))
    assert "relationships.reference_price" in differing(one, three)


def test_a_promotion_reaches_one_group_after_the_other_so_that_sales_are_spread() -> None:
    deal = {"firms.Alba.pricing": {"strategy": "high_low", "depth": 0.3, "every_weeks": 6, "promotion_weeks": 2}}
    sizes = {"customers": 2000, "weeks": 60}
    sold = []
    for changes in ({}, GROUPS):
        model = lived(market({**deal, **changes}, **sizes))
        units = np.array([week.counts[m.UNITS, 0].sum() for week in model.recorder.weeks[20:]], float)
        sold.append(units.std() / units.mean())
    assert sold[1] < 0.6 * sold[0]
