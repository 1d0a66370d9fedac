"""Each switch makes its mechanism neutral and leaves all others as they are."""

import pytest

from simulation.behavior.parameters import Nature
from simulation.population.compile_parameters import employees_of, nature_of
from simulation.population.derived_parameters import OFF
from simulation.population.years_of_tenure import growth_of, premium_of
from simulation.scenario.parameters.switches import Switches
from simulation.state.tables import NOBODY
from tests.simulation.sample_markets import lived, market

INSIDE = "employees"
"""What this switch keeps from customers happens in firms."""
SPREADS = ("price_spread", "quality_spread", "affect_spread", "habit_spread")
ASLEEP = {
    "customers.satisfaction.minimum": 0.5,
    "customers.difficult.share": 0.02,
    "customers.satisfaction.leniency": 0.1,
    "customers.satisfaction.norm": 0.5,
    "customers.satisfaction.habituation": 0.5,
    "customers.satisfaction.sting": 0.3,
    "customers.satisfaction.weight": 3.0,
    "customers.satisfaction.avoidance": 5.0,
    "customers.attention.longing": 0.1,
    "customers.word_of_mouth.liking": 0.3,
    "customers.reputation.weight": 3.0,
    "customers.messages.blame": 1.0,
    "customers.messages.exposure": 1.0,
    "customers.messages.cynicism": 1.0,
    **{f"customers.heterogeneity.{name}": 0.4 for name in (*SPREADS, "shared_taste", "type_change")},
}
"""Dials that the baseline leaves at 0."""


def flat(nature: Nature) -> dict[str, tuple[float, ...]]:
    """Every number by block and field; those of the types one for each."""
    found = {}
    for block, numbers in ((name, getattr(nature, name)) for name in nature.__dataclass_fields__):
        for field in (numbers[0] if block == "types" else numbers)._fields:
            owners = numbers if block == "types" else (numbers,)
            found[f"{block}.{field}"] = tuple(getattr(owner, field) for owner in owners)
    return found


@pytest.mark.parametrize("switch", sorted({*OFF} - {INSIDE}))
def test_a_switch_neutralises_its_own_mechanism_only(switch: str) -> None:
    off = {f"customers.switches.{switch}": False}
    before, after = (flat(nature_of(market(ASLEEP | changes))) for changes in ({}, off))
    assert {name for name in before if before[name] != after[name]} == set(OFF[switch])
    for name, neutral in OFF[switch].items():
        other = f"{name.partition('.')[0]}.{neutral}"
        assert after[name] == (after[other] if isinstance(neutral, str) else (neutral,) * len(after[name]))


def test_two_switches_that_touch_a_number_agree_with_the_stronger_one() -> None:
    off = {f"customers.switches.{name}": False for name in ("loss_aversion", "reference_price")}
    assert all(traits.loss_weight == 0.0 for traits in nature_of(market(off)).types)


def test_a_switch_keeps_from_customers_what_happens_inside_a_firm() -> None:
    before, after = (employees_of(market(changes)) for changes in (None, {f"customers.switches.{INSIDE}": False}))
    changed = {
        name: getattr(after, name) for name in type(after).model_fields if getattr(before, name) != getattr(after, name)
    }
    assert changed == {path.removeprefix(f"{INSIDE}."): value for path, value in OFF[INSIDE].items()}


def test_cross_sell_is_switched_by_itself() -> None:
    customers = market({"customers.tenure.cross_sell": [0.0, 0.5]}).customers
    assert growth_of(customers) == (0.0, 0.5)
    off = market({"customers.tenure.cross_sell": [0.0, 0.5], "customers.switches.cross_sell": False}).customers
    assert growth_of(off) == (0.0,)
    assert growth_of(market({"customers.tenure.cross_sell": []}).customers) == (0.0,)


def test_usage_and_premium_are_switched_by_themselves() -> None:
    tenure = {"customers.tenure.cross_sell": [0.0, 0.5], "customers.tenure.usage": [0.1, 0.2, 0.4]}
    changes = {**tenure, "customers.tenure.premium": [0.0, 0.02]}
    on = market(changes).customers
    assert growth_of(on) == pytest.approx((0.1, 0.7, 0.9))
    assert premium_of(on) == (0.0, 0.02)
    off = {f"customers.switches.{name}": False for name in ("usage_growth", "price_premium")}
    assert growth_of(market({**changes, **off}).customers) == (0.0, 0.5)
    assert premium_of(market({**changes, **off}).customers) == (0.0,)


def test_all_switched_off_is_still_a_market() -> None:
    model = lived(market({f"customers.switches.{switch}": False for switch in Switches.model_fields}))
    assert (model.world.customers.previous_choice != NOBODY).any()
    model.audit()


def test_derived_numbers_by_hand() -> None:
    """Half-lives become shares kept a week; listeners become a chance for each of the neighbours."""
    changes = {
        "customers.types.emotional.affect_half_life": 2.0,
        "customers.word_of_mouth.half_life": 8.0,
        "customers.word_of_mouth.listeners_praise": 2.0,
        "customers.word_of_mouth.listeners_warning": 50.0,
        "market.network.neighbours": 8,
    }
    nature = nature_of(market(changes))
    assert nature.types[1].affect_keep ** 104 == pytest.approx(0.5)
    assert nature.word_of_mouth.keep**8 == pytest.approx(0.5)
    assert (nature.word_of_mouth.hears_praise, nature.word_of_mouth.hears_warning) == (0.25, 1.0)


@pytest.mark.parametrize("grid", ["tarp_1979", "kotler_34_52", "theory_text"])
def test_the_chosen_grid_is_the_one_that_rules(grid: str) -> None:
    scenario = market({"customers.recovery.grid": grid})
    chosen = getattr(scenario.customers.recovery, grid)
    recovery = nature_of(scenario).recovery
    assert tuple(recovery.minor) == (
        chosen.minor.silent,
        chosen.minor.unresolved,
        chosen.minor.resolved,
        chosen.minor.quick,
    )
    assert tuple(recovery.major) == (
        chosen.major.silent,
        chosen.major.unresolved,
        chosen.major.resolved,
        chosen.major.quick,
    )
