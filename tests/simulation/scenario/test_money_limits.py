"""Money neither overflows nor vanishes: what whole cents cannot hold is refused, less than a cent is booked finer."""

from typing import Any, get_args

import numpy as np
import pydantic
import pytest

from simulation.reading.block import SMALLEST, Block
from simulation.reading.errors import Refused
from simulation.result import simulate
from simulation.scenario.load import load
from simulation.scenario.money_limits import MOST, dearest_price, money_problems, sums
from simulation.scenario.scenario import Scenario
from simulation.state.whole_cents import cents_for, coins
from tests.simulation.sample_markets import lived, market

CROWD = {"market.customers": 100_000_000, "market.weeks": 100_000}


def refusal(changes):
    with pytest.raises(Refused) as refused:
        load("baseline").changed(changes)
    return [str(fault) for fault in refused.value.faults]


def test_a_price_beyond_bounds_is_refused_wherever_it_is_written():
    path = "firms.Alba.pricing.price"
    assert refusal({path: 1e17}) == [f"{path}: 1e+17 is out of range; write 0 to 1,000,000,000 (money)"]
    (fault,) = refusal({"firms.Alba.pricing": {"strategy": "replay", "prices": [1.0, 1e10]}})
    assert fault.startswith("firms.Alba.pricing.prices.1: 10000000000.0 is out of range; write 0 to 1,000,000,000")


def test_a_cell_of_a_replayed_file_beyond_bounds_is_named(tmp_path):
    (tmp_path / "prices.csv").write_text("week,price\n1,9.5\n2,1e300\n")
    (tmp_path / "x.yaml").write_text(
        "extends: baseline\nfirms: {Alba: {pricing: {strategy: replay, file: prices.csv}}}\n"
    )
    with pytest.raises(Refused) as refused:
        load(str(tmp_path / "x.yaml"))
    (fault,) = refused.value.faults
    assert (fault.line, fault.column) == (3, 2)
    assert fault.message == "price: a number from 0 to 1,000,000,000 is due, not '1e300'"


def money_fields(kind, path=()):
    """Where amounts of money stand in blocks, strategies of all kinds included."""
    for name, field in kind.model_fields.items():
        extra = field.json_schema_extra or {}
        if isinstance(extra, dict) and str(extra.get("unit", "")).startswith("money"):
            yield (*path, name), field
        for inner in blocks_in(field.annotation):
            yield from money_fields(inner, (*path, name))


def blocks_in(kind):
    if isinstance(kind, type) and issubclass(kind, Block):
        return [kind]
    return [block for part in get_args(kind) for block in blocks_in(part)]


NOT_SPENT = {"usual_price", "advertising_half", "training_half", "prevention_half", "development_scale"}
"""Amounts that nothing is multiplied by: they say how others work."""


def test_every_field_of_money_has_bounds_and_every_one_that_is_spent_is_held_against_what_cents_hold():
    found = dict(money_fields(Scenario))
    assert len(found) > 30
    for path, field in found.items():
        kinds = [field, *(part for part in get_args(field.annotation) if isinstance(part, pydantic.fields.FieldInfo))]
        bounds = [bound for kind in kinds for bound in kind.metadata]
        inner = str(field.annotation)
        assert any(hasattr(bound, "le") for bound in bounds) or "Le(le=" in inner or "le=" in inner, path
    scenario = load("baseline").changed(
        {
            "firms.Alba.extension": {},
            "firms.Alba.programme": {"strategy": "points"},
            "firms.Corda.programme": {"strategy": "cashback"},
            "firms.Dorra.programme": {"strategy": "paid_membership"},
            "firms.Brio.pricing": {"strategy": "replay", "prices": [9.0]},
            "events": [{"event": "investment", "firm": "Alba"}],
        }
    )
    held = {key for path, *_ in sums(scenario) for key in path if isinstance(key, str)}
    assert {path[-1] for path in found} - NOT_SPENT <= held


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("firms.Alba.pricing.price", 1e9),
        ("firms.Alba.unit_cost", 1e9),
        ("firms.Alba.acquisition_cost", 1e9),
        ("firms.Alba.overhead", 1e9),
        ("firms.Alba.service.project_cost", 1e9),
        ("firms.Alba.service.cost_at_half", 1e9),
        ("firms.Alba.advertising", 1e9),
        ("customers.tenure.cost_new", 1e9),
    ],
)
def test_an_amount_that_a_crowd_makes_too_large_is_refused_with_one_that_is_taken(path, value):
    (fault,) = refusal({**CROWD, path: value})
    assert fault.startswith(f"{path}: 1,000,000,000, up to ")
    assert "is more than whole cents can hold" in fault
    most = float(fault.split("write at most ")[1].split(", or")[0].replace(",", "").rstrip("."))
    accepted = load("baseline").changed({**CROWD, path: most})
    assert max(money * times for _, money, times in sums(accepted)) <= MOST


def test_a_desk_that_nobody_could_pay_is_refused():
    (fault,) = refusal({"firms.Alba.recovery.wage": 1e9, "firms.Alba.recovery.staff": 1e9})
    assert fault.startswith("firms.Alba.recovery.wage: 1,000,000,000, up to")


def test_a_strategy_that_is_too_dear_is_blamed_where_it_stands(tmp_path):
    text = "compare:\n  as_is: {}\n  dear: {firms.Alba.recovery.wage: 1e9, firms.Alba.recovery.staff: 1e9}\n"
    (tmp_path / "x.yaml").write_text("extends: baseline\n" + text)
    with pytest.raises(Refused) as refused:
        load(str(tmp_path / "x.yaml"))
    (fault,) = refused.value.faults
    assert (fault.line, "whole cents" in fault.message) == (4, True)


def test_shipped_sizes_leave_room_for_dear_products():
    assert not list(money_problems(load("baseline").changed({"firms.Alba.pricing.price": 1_000_000.0})))


def test_prices_that_follow_each_other_up_stop_where_cents_end():
    """Each asks eleven times what is expected, which follows: after a year no integer would hold it."""
    follow = {"strategy": "expected_price", "premium": 10.0}
    scenario = market({f"firms.{name}.pricing": follow for name in ("Alba", "Brio", "Corda", "Dorra")}, weeks=60)
    model = lived(scenario)
    assert model.world.firms.price.max() == round(dearest_price(scenario), 2)
    assert all((week.counts >= 0).all() for week in model.recorder.weeks)


def test_prices_below_a_cent_are_paid_on_the_mean():
    """A message that sells for 0.4 cents and costs 0.2: of a thousand bought, about four hundred cents are paid."""
    cheap = {f"firms.{name}.pricing.price": 0.004 for name in ("Alba", "Brio", "Corda", "Dorra")}
    cheap |= {f"firms.{name}.unit_cost": 0.002 for name in ("Alba", "Brio", "Corda", "Dorra")}
    growth = {f"customers.switches.{name}": False for name in ("cross_sell", "usage_growth")}
    scenario = market({**cheap, **growth, "market.usual_price": 0.004}, customers=600, weeks=30)
    weekly = simulate(scenario, audit=True).weekly
    units = weekly["units"].sum()
    assert (weekly["price"] == 0.004).all()
    assert weekly["revenue"].sum() / units == pytest.approx(0.004, rel=0.05)
    assert weekly["cost_unit"].sum() / units == pytest.approx(0.002, rel=0.08)
    assert (np.round(weekly["revenue"] * 100.0, 6) % 1.0 == 0.0).all()


def test_costs_below_a_cent_are_booked_for_all_at_once():
    assert coins(0.004) == 0.4
    assert cents_for(0.004, 1_000) == 400
    assert [cents_for(0.5833, 3), cents_for(0.005, 1), cents_for(0.0, 9)] == [174, 1, 0]
    assert coins(0.285) == 28.5
    assert coins(0.505) == 51.0


def test_other_goods_cost_a_cent_at_least():
    (fault,) = refusal({"firms.Alba.extension": {"price": 0.004}})
    assert fault == (
        "firms.Alba.extension.price: 0.004 is below a cent, the least that is paid; write 0, or at least 0.01"
    )


@pytest.mark.parametrize("value", [5e-324, 1e-306, 9e-10])
@pytest.mark.parametrize("path", ["firms.Alba.service.capacity", "firms.Alba.service.minutes", "market.usual_price"])
def test_a_trace_of_a_number_is_out_of_range(path, value):
    (fault,) = refusal({path: value})
    assert fault == f"{path}: {value:g} is too near to 0 to mean anything; write at least {SMALLEST:g}"
    assert load("baseline").changed({path: SMALLEST})


def test_wages_stay_finite_where_everybody_leaves():
    """Pay of 20 in morale, restlessness of 20 and ten years' pay for each who leaves."""
    edges = {"pay": 20.0, "restlessness": 20.0, "replacement": 10.0, "overload": 20.0, "training_speed": 20.0,
             "schooling": 50.0, "adaptation": 1.0, "turnover": 5.0}  # fmt: skip
    changes: dict[str, Any] = {f"market.employees.{name}": value for name, value in edges.items()}
    changes |= {"firms.Alba.people": {"pay": 0.0, "turnover": 5.0, "training": 1e9}, "firms.Alba.overhead": 1e9}
    model = lived(market(changes, customers=100, weeks=60))
    crew = model.firms[0].crew
    assert 0.0 <= crew.morale <= 1.0
    assert crew.turnover <= 52.0
    assert -1.0 <= crew.experience_gap <= 1.0
    costs = np.array([week.costs for week in model.recorder.weeks])
    assert np.isfinite(costs).all()
    assert (costs >= 0.0).all()
    assert costs.max() < 2**63
