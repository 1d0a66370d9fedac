"""A firm asks its strategies, lets events happen, opens its doors and keeps its books."""

import pytest

from simulation.firm.accounting import MEMORY, Books, Felt
from simulation.firm.firm import Firm
from simulation.measurement.cost_parts import COST_PARTS
from simulation.model import LoyaltyModel
from simulation.state import counts as m
from simulation.strategies.ledger import Ledger
from tests.simulation.sample_markets import lived, market


def counts(**given: int) -> list[int]:
    found = [0] * m.COUNTS
    for name, number in given.items():
        found[getattr(m, name)] = number
    return found


def alba(changes: dict | None = None, weeks: int = 0, **sizes: int) -> Firm:
    return lived(market(changes, **sizes), weeks).firms[0]


def test_the_offer_stands_in_the_firms_row() -> None:
    changes = {
        "firms.Alba.pricing": {
            "strategy": "high_low",
            "price": 9.99,
            "depth": 0.25,
            "every_weeks": 4,
            "promotion_weeks": 4,
        },
        "firms.Alba.unit_cost": 5.555,
        "firms.Alba.attraction": 0.3,
        "customers.experience": {
            **market().customers.experience.model_dump(),
            "quality": 0.5,
            "process": 0.3,
            "technical": 0.2,
        },
        "firms.Alba.service": {"quality": 0.8, "process": 0.4, "technical": 1.0, "steps": 7.0, "failure_rate": 0.125},
    }
    firm = alba(changes)
    world = firm.model.world
    row = {name: float(column.flat[0]) for name, column in (world.firms._asdict() | world.attributes._asdict()).items()}
    assert (row["price"], row["cents"], row["unit_cents"], row["depth"]) == (7.49, 749.0, 556.0, 0.25)
    assert row["performance"] == pytest.approx((0.5 * 0.8 + 0.3 * 0.4) / 0.8)
    assert row["performance_after"] == pytest.approx(0.5 * 0.8 + 0.3 * 0.4 + 0.2 * 1.0)
    assert (row["attraction"], row["steps"], row["failure_rate"], row["is_open"]) == (0.3, 7.0, 0.125, 1.0)


def test_a_weeks_costs_by_hand() -> None:
    """300 customers are 0.03 of the 10,000 to which wages, advertising and promotions refer."""
    changes = {
        "firms.Alba.recovery": {"strategy": "standard", "staff": 10.0, "wage": 20.0, "cost_per_case": 1.5},
        "firms.Alba.service": {"quality": 0.5, "process": 0.5, "technical": 0.5, "cost_at_half": 0.25},
        "firms.Alba.advertising": 100.0,
        "firms.Alba.acquisition_cost": 2.0,
        "firms.Alba.promotion_cost": 50.0,
        "firms.Alba.overhead": 1500.0,
        "events": [{"event": "promotion", "firm": "Alba", "from_week": 1, "weeks": 99, "depth": 0.1}],
    }
    firm = alba(changes, weeks=1)
    week = counts(GOODS_CENTS=6000, SERVICE_CENTS=700, TRIPS=10, VOICED=4, COMPENSATION=333, ACQUIRED=5, REFERRED=2)
    assert firm.costs(week) == {
        "unit": 6000,
        "plan": 0,
        "service": 700 + 25 * 10,
        "desk": 600 + 150 * 4,
        "compensation": 333,
        "extension": 0,
        "promotion": 150,
        "acquisition": 200 * 3,
        "communication": 300,
        "relationship": 0,
        "people": 1800,  # two fifths of an overhead of 45.00
        "improvement": 0,
        "overhead": 2700,
        **dict.fromkeys(("rewards", "owed", "breakage", "programme"), 0),
    }


def test_a_closed_firm_pays_compensation_and_nothing_else() -> None:
    firm = alba({"events": [{"event": "exit", "firm": "Alba", "from_week": 1}]}, weeks=1)
    costs = firm.costs(counts(COMPENSATION=500, VOICED=3))
    assert costs == {**dict.fromkeys(COST_PARTS, 0), "compensation": 500}


def test_the_books_tell_the_ledger_and_forget_after_two_years() -> None:
    books = Books()
    for week in range(MEMORY + 5):
        books.write("units", float(week))
    assert len(books.units) == MEMORY
    assert books.units[-1] == MEMORY + 4
    model = lived(market({"firms.Alba.service.failure_rate": 0.5}), 6)
    ledger = model.firms[0].ledger()
    assert isinstance(ledger, Ledger)
    assert (ledger.week, ledger.firm, ledger.shelf_price) == (6, "Alba", 10.0)
    assert ledger.units == tuple(model.firms[0].books.units)
    assert len(ledger.units) == len(ledger.revenue) == len(ledger.profit) == len(ledger.complaints) == 6
    assert ledger.rival_prices == (10.0, 10.0, 10.0)
    assert len(ledger.survey_satisfaction) <= 6
    assert all(0.0 <= answer <= 1.0 for answer in ledger.survey_satisfaction)


def test_a_week_without_answers_repeats_the_last_survey() -> None:
    firm = alba()
    firm.close_books(counts(), 0, None, 0.0)
    assert firm.books.survey == []
    firm.close_books(counts(TRIPS=1), 0, Felt(0.6, 0.7), 1.0)
    firm.close_books(counts(), 0, None, 0.0)
    assert firm.books.survey == [0.6, 0.6]


def test_a_monopolist_has_no_rivals_to_watch() -> None:
    firm = alba({f"firms.{name}": None for name in ("Brio", "Corda", "Dorra")}, weeks=3)
    assert firm.ledger().rival_prices == ()
    assert firm.books.best_rival == []
    assert firm.market_price == 10.0


def test_voiced_problems_remove_causes_of_failure() -> None:
    """Per 10,000 customers: 300 problems among 300 customers are 10,000, of which each 1,000 removes a tenth."""
    firm = alba({"firms.Alba.recovery.learning": 0.1})
    firm.learn(3)
    assert firm.causes_left == pytest.approx(0.99)
    firm.learn(10**9)
    assert firm.causes_left == 0.0


def test_a_crowd_beyond_capacity_queues_next_week() -> None:
    firm = alba({"firms.Alba.service.capacity": 100.0})
    firm.see_the_market(3.0)  # 100 per 10,000: all that can be served
    full = firm.wait
    assert full > 10.0
    firm.see_the_market(0.0)
    assert firm.wait == pytest.approx(full / 2.0)
    assert firm.ledger().wait_minutes == firm.wait


def test_the_market_price_follows_open_firms_slowly() -> None:
    events = [{"event": "exit", "firm": "Dorra", "from_week": 1}]
    model = LoyaltyModel(market({"firms.Alba.pricing.price": 13.0, "events": events}))
    model.step()
    mean = (13.0 + 10.0 + 10.0) / 3
    assert model.firms[0].market_price == pytest.approx(10.0 + 0.1 * (mean - 10.0))
