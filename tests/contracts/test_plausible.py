"""Whatever nobody knows for sure says what is plausible of it, beside its unit, and that holds what is shipped."""

import pytest

from analysis.sweeps.parameter_list import parameters
from analysis.uncertainty.assumptions import assumptions_of
from simulation.reading.plausible_range import plausible_range
from simulation.scenario.inheritance import shipped_names
from simulation.scenario.load import load
from simulation.scenario.plausible import leaves
from simulation.scenario.scenario import Scenario

KNOWN = {
    "what is asked, and of how many": {
        "market.customers", "market.real_customers", "firms.<name>.real_customers", "market.weeks",
        "market.burn_in_weeks", "run.seed", "run.replicates", "run.panel_share",
    },
    "how the market is described": {
        "market.buying", "market.bill",
        "market.currency", "market.usual_price", "market.lapse_weeks", "market.shelves", "market.trade.opening_hours",
        "customers.mode", "firms.<name>.group", "firms.<name>.observed_share",
    },
    "a series that is told week by week": {"customers.coming_and_going.by_week"},
    "budgets, posts, wages and visits that a firm pays for": {
        "firms.<name>.advertising", "firms.<name>.overhead", "firms.<name>.people.pay", "firms.<name>.people.training",
        "firms.<name>.people.wage_share", "firms.<name>.improvement.prevention", "firms.<name>.recovery.staff",
        "firms.<name>.improvement.mystery_visits", "firms.<name>.improvement.answers", "firms.<name>.recovery.wage",
        "firms.<name>.service.mystery_visits", "firms.<name>.service.capacity",
    },
    "what a firm decides, and how often": {
        "firms.<name>.care.favours", "firms.<name>.care.pre_sale", "firms.<name>.care.participation",
        "firms.<name>.let_go", "firms.<name>.people.contact", "firms.<name>.improvement.listening",
        "firms.<name>.improvement.response_lag", "firms.<name>.extension.price", "firms.<name>.recovery.days",
        "firms.<name>.recovery.compensation", "firms.<name>.service.steps", "firms.<name>.service.target",
        "firms.<name>.service.tolerance", "firms.<name>.service.step", "firms.<name>.service.every_weeks",
        "firms.<name>.service.floor", "firms.<name>.service.ceiling", "firms.<name>.service.smallest_gap",
    },
}  # fmt: skip
KNOWN_BLOCKS = (
    "firms.<name>.pricing.",  # prices, discounts, and rules of the firm's own making
    "firms.<name>.contract.",  # what a firm's contract says, which it sets itself
    "firms.<name>.plan_cost.",  # what a plan is said to cost, which may have a range of its own
    "market.season.",  # a series that is told week by week
    "events.",  # what a file says will happen, which may give a range of its own
    "customers.recovery.tarp_1979.", "customers.recovery.kotler_34_52.", "customers.recovery.theory_text.",
)  # fmt: skip
"""The last are published figures: the doubt is which of them to believe, `customers.recovery.grid`."""


@pytest.fixture(scope="module")
def baseline() -> Scenario:
    return load("baseline")


def test_only_what_is_known_or_decided_has_no_range() -> None:
    without = {one.path for one in parameters() if not one.plausible and not one.path.startswith(KNOWN_BLOCKS)}
    assert without == set().union(*KNOWN.values())
    assert not [one.path for one in parameters() if one.plausible and one.path.startswith(KNOWN_BLOCKS)]


def test_declared_ranges_hold_the_defaults(baseline: Scenario) -> None:
    for leaf in leaves(baseline):
        told = plausible_range(str(leaf.extra["plausible"])) if "plausible" in leaf.extra else None
        default = leaf.field.default
        if told and told.choices:
            assert leaf.value in told.choices, leaf.path
        elif told and isinstance(default, int | float):
            low, high = leaf.within(*told.around(default))
            assert low <= default <= high, leaf.path


def test_what_a_declared_range_lies_above_stands_beside_it(baseline: Scenario) -> None:
    known = {leaf.path: leaf.value for leaf in leaves(baseline)}
    pairs = [
        (leaf.path, (*leaf.path[:-1], told.above))
        for leaf in leaves(baseline)
        if "plausible" in leaf.extra and (told := plausible_range(str(leaf.extra["plausible"]))).above
    ]
    assert len(pairs) == 4
    assert all(known[upper] > known[lower] for upper, lower in pairs)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.panel] * (name == "yogurt_panel")) for name in shipped_names()]
)
def test_what_a_shipped_scenario_says_is_plausible_there(name: str) -> None:
    assumptions = assumptions_of(load(name))
    assert len({one.column for one in assumptions}) == len(assumptions) > 300
    for one in assumptions:
        if one.choices:
            assert one.value in one.choices, one.path
        else:
            assert one.ends[0] <= one.value <= one.ends[1], one.path
            assert one.ends[0] < one.ends[1], one.path
