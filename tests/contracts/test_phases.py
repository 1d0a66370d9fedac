"""A phase of the week changes the columns that its WRITES names, and no others."""

import importlib
import pkgutil
from collections.abc import Callable

import numpy as np
import pytest

from simulation import week
from simulation.model import LoyaltyModel
from simulation.state.firm_attributes import FirmAttributes
from simulation.state.tables import Customers, Firms, Relationships, Visits
from simulation.week.census import take_census
from simulation.week.count import count_visits
from simulation.week.reward import count_members, count_rewards
from simulation.week.visit_lists import desk_visits
from tests.simulation.sample_markets import market

PHASES = ("hear", "choose", "pay", "experience", "reward", "judge", "complain", "count", "recover", "remember")
OTHERS = {
    "answer", "belong", "cell_blocks", "census", "consider", "firm_as_seen", "meeting", "membership", "need",
    "offer_seen", "price", "reach", "shop", "standing", "switch", "visit_lists",
}  # fmt: skip
"""Rules of phases, how to walk over cells and visits, phases in one call, and the count at the end of the week."""
CARES = ("price", "quality", "affect", "habit")
OPTIONAL = {"deepen", "come_and_go"}  # run in markets of phases, and of customers who come and go, only

EVENTS = [
    {"event": "rumour", "firm": "Alba", "from_week": 2, "weeks": 20, "valence": 0.5, "reach": 0.5},
    {"event": "promotion", "firm": "Brio", "from_week": 3, "weeks": 20, "depth": 0.2},
]
CARE = {"knowledge": 1.0, "accuracy": 0.7, "brand_message": 0.5, "service_message": 0.5, "favours": 0.5,
        "pre_sale": 0.5, "participation": 0.9}  # fmt: skip
LIVELY = {
    "firms.Alba.care": CARE,
    "firms.Alba.extension": {"fit": 1.0},
    "firms.Brio.promise": 0.3,
    "firms.Alba.programme": {"strategy": "paid_membership", "fee": 2.0, "joining": 1.0},
    "firms.Brio.programme": {"strategy": "points", "burn": 20.0, "value": 2.0, "joining": 1.0},
    "customers.extension.base": -4.0,
    "customers.satisfaction.minimum": 0.5,
    "market.lapse_weeks": 6,
    "events": EVENTS,
    "customers.purchases.per_year": 40.0,
    "customers.purchases.renewal": 1.0,
    "customers.heterogeneity.type_change": 0.5,
    "customers.voice.for_good": 0.5,
    **{f"firms.{firm}.service.failure_rate": 0.5 for firm in ("Alba", "Brio", "Corda", "Dorra")},
    **{f"firms.{firm}.recovery.ease_of_voice": 1.0 for firm in ("Alba", "Brio", "Corda", "Dorra")},
    **{f"firms.{firm}.recovery.resolution": 0.5 for firm in ("Alba", "Brio", "Corda", "Dorra")},
}


def state(model: LoyaltyModel) -> dict[str, np.ndarray]:
    """Copies of everything that a phase could write."""
    world = model.world
    tables: dict[str, Customers | Relationships | Firms | FirmAttributes | Visits] = {
        "customers": world.customers,
        "relationships": world.relationships,
        "firms": world.firms,
        "attributes": world.attributes,
        "visits": world.visits,
    }
    found = {f"{table}.{name}": column for table, part in tables.items() for name, column in part._asdict().items()}
    found |= {f"tally.{name}": column for name, column in world.tally._asdict().items()}
    alike = ("offsets", "neighbours", "rates", "mix", "groups", "growth", "premium")
    found |= {f"world.{name}": getattr(world, name) for name in alike}
    return {name: column.copy() for name, column in found.items()}


def written(phase: str) -> set[str]:
    """What the phase says that it writes."""
    return set(importlib.import_module(f"simulation.week.{phase}").WRITES)


def steps_of(model: LoyaltyModel) -> list[tuple[str, Callable[[], None]]]:
    """The phases of one week, in the model's order, each as a call."""

    def phase(name: str) -> tuple[str, Callable[[], None]]:
        function = getattr(importlib.import_module(f"simulation.week.{name}"), name)
        return name, lambda: model.run_phase(function)

    before = [phase(name) for name in ("hear", "choose", "pay", "reward", "experience", "judge", "complain")]

    def members() -> None:
        model.run_phase(count_members)

    def count_all() -> None:
        model.run_phase(count_visits)
        model.run_phase(count_rewards)

    return [*before, ("count", count_all), ("recover", model.firms_recover), phase("remember"), ("reward", members)]


def look_back(model: LoyaltyModel) -> None:
    """What closes a week."""
    model.recorder.forget(model.world, model.week, model.scenario_in_use.market.burn_in_weeks + 1)
    if model.reported_week >= 1:
        model.run_phase(take_census)
    model.close_books()


@pytest.fixture(scope="module")
def changed() -> dict[str, set[str]]:
    """Columns that each phase has changed in thirty lively weeks."""
    model = LoyaltyModel(market(LIVELY, customers=400, weeks=30))
    found: dict[str, set[str]] = {name: set() for name in PHASES}
    desk_cases = 0
    for _ in range(30):
        model.open_week()
        model.firms_decide()
        for name, call in steps_of(model):
            if name == "recover":
                desk_cases += desk_visits(model.world).size
            before = state(model)
            call()
            after = state(model)
            found[name] |= {column for column in before if not np.array_equal(before[column], after[column])}
        before = state(model)
        look_back(model)
        after = state(model)
        found.setdefault("census", set()).update(c for c in before if not np.array_equal(before[c], after[c]))
    assert desk_cases > 50
    return found


def test_every_file_of_the_week_is_a_phase_or_known_to_be_none() -> None:
    assert {module.name for module in pkgutil.iter_modules(week.__path__)} == set(PHASES) | OTHERS | OPTIONAL


@pytest.mark.parametrize("phase", PHASES)
def test_every_name_in_writes_is_a_column(phase: str) -> None:
    assert written(phase) <= set(state(LoyaltyModel(market(customers=10, weeks=1))))


@pytest.mark.parametrize("phase", PHASES)
def test_a_phase_writes_nothing_that_it_does_not_name(changed: dict[str, set[str]], phase: str) -> None:
    assert changed[phase] - written(phase) == set()


@pytest.mark.parametrize("phase", PHASES)
def test_a_phase_does_write_what_it_names(changed: dict[str, set[str]], phase: str) -> None:
    assert written(phase) - changed[phase] == set()


def test_the_census_and_the_recorder_leave_what_customers_think_alone(changed: dict[str, set[str]]) -> None:
    looked_back = {"customers.window_units", "customers.window_cents", "relationships.earlier_purchase"}
    looked_back |= {"relationships.was_active", "tally.counts", "tally.sums"}
    assert changed["census"] <= looked_back


def test_no_phase_touches_what_firms_offer_or_who_customers_are(changed: dict[str, set[str]]) -> None:
    for columns in changed.values():
        assert not [column for column in columns if column.startswith(("firms.", "attributes.", "world."))]
        assert not columns & {"customers.identity", *(f"customers.{name}_care" for name in CARES)}
    types = {name for name, columns in changed.items() if "customers.loyalty_type" in columns}
    assert types == {"choose"}  # where lives change, and only if a scenario asks for it


def test_the_steps_here_are_those_of_the_model() -> None:
    """Run by hand as above, a market lives through the same weeks as by `step`."""
    by_hand, by_step = (LoyaltyModel(market(LIVELY, customers=100, weeks=6)) for _ in range(2))
    for _ in range(6):
        by_hand.open_week()
        by_hand.firms_decide()
        for _, call in steps_of(by_hand):
            call()
        look_back(by_hand)
        by_step.step()
    one, other = state(by_hand), state(by_step)
    assert [name for name in one if not np.array_equal(one[name], other[name])] == []
