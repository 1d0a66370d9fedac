"""What a scenario assumes without knowing it."""

import pytest

from analysis.uncertainty.assumptions import Assumption, assumptions_of
from simulation.reading.errors import Refused
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario

RESOLUTION = "firms.Alba.recovery.resolution"
PLAN = f"compare.empowered.{RESOLUTION}"
PER_YEAR = "customers.purchases.per_year"


def assumed(scenario: Scenario) -> dict[str, Assumption]:
    return {one.column: one for one in assumptions_of(scenario)}


def desk(**told: object) -> Scenario:
    """The complaint desk, with what its file tells by path."""
    return load("complaint_desk", {"plausible": told})


def told(path: str, what: object) -> Assumption:
    return assumed(desk(**{path: what}))[path]


def test_forms_are_those_that_are_declared():
    found = assumed(load("baseline"))
    assert {one.form for one in found.values()} == {"uniform", "log_uniform", "whole", "choice", "switch", "shares"}
    assert (found[PER_YEAR].ends, found[PER_YEAR].source) == ((5.0, 26.0), "P: 5-26")
    assert list(found["customers.voice.exit_weeks"].ends) == [26, 104]
    assert found["customers.switches.habit"].chance == 0.98
    assert found["customers.recovery.grid"].choices == ("tarp_1979", "kotler_34_52")
    assert found["customers.satisfaction.loss"].above == "customers.satisfaction.gain"
    assert found["customers.tenure.cross_sell.1"].ends == pytest.approx((0.05, 0.15))


def test_a_source_is_that_of_the_range_where_it_names_one():
    found = assumed(load("baseline"))
    assert found["customers.reference_price.latitude"].source.startswith("P: 3-8 %")
    assert found["customers.experience.fit"].source == "P"


def test_what_a_firm_knows_and_what_a_plan_states_is_not_doubted():
    found = assumed(desk())
    for known in ("pricing.price", "recovery.staff", "recovery.wage", "overhead"):
        assert f"firms.Brio.{known}" not in found
    assert f"firms.Brio.{RESOLUTION[len('firms.Alba.') :]}" in found
    assert "firms.Alba.recovery.ease_of_voice" not in found  # the plan open_door states it
    assert "firms.Brio.recovery.ease_of_voice" in found


def test_what_is_off_stays_off():
    off = {
        "customers.switches.habit": False,
        "customers.word_of_mouth.praise": 0.0,
        "market.network.kind": "none",
        "customers.mode": "types",
    }
    found = assumed(load("baseline", off))
    assert not found.keys() & off.keys()
    assert not [path for path in found if path.startswith(("customers.phases", "customers.before_sale"))]
    assert "customers.attention.display" not in found
    assert "customers.types.cognitive.eye" not in found  # 1: no effect of its own


def test_a_plan_may_bring_what_numbers_need_to_act():
    acts = "customers.before_sale.warmth"
    assert acts not in assumed(load("baseline"))
    plans = {"as_is": {}, "advise": {"firms.Dorra.care.pre_sale": 0.2}}
    assert acts in assumed(load("baseline", {"compare": plans}))


def test_phases_are_doubted_where_there_are_any():
    assert "customers.phases.action" in assumed(load("baseline", {"customers.mode": "phases"}))


def test_a_file_goes_before_what_is_declared():
    assert told(PER_YEAR, "8:20").ends == (8.0, 20.0)
    assert told(PER_YEAR, "8:20").source == "file"
    assert told(PER_YEAR, [10, 14]).choices == (10, 14)
    assert told(PER_YEAR, "x0.5:1.5 log").form == "log_uniform"
    assert told("customers.switches.habit", "chance 0.5").chance == 0.5
    assert told("firms.Alba.pricing.price", "9:11 beta").form == "beta"
    assert told("firms.Alba.recovery.ease_of_voice", "+-0.1").ends == pytest.approx((0.1, 0.3))
    assert told("customers.mix.emotional", "0.2:0.3").form == "shares"
    assert told("customers.attention.display", "0:0.5").ends == (0.0, 0.5)


def test_a_file_takes_out_a_number_or_a_block():
    found = assumed(desk(**{PER_YEAR: False, "firms.Brio": None, "customers.switches": False}))
    assert PER_YEAR not in found
    assert not [path for path in found if path.startswith(("firms.Brio", "customers.switches"))]
    assert [path for path in found if path.startswith("firms.Corda")]
    assert not assumed(desk(market=False, customers=False, firms=False))


def test_a_number_goes_before_the_block_around_it():
    found = assumed(desk(**{"market": False, "firms": False, "customers": False, PER_YEAR: "8:20"}))
    assert list(found) == [PER_YEAR]


def test_a_plan_effect_is_of_that_plan_alone():
    found = assumed(desk(**{PLAN: "0.5:0.8"}))
    assert (found[PLAN].plan, found[PLAN].path, found[PLAN].ends) == ("empowered", RESOLUTION, (0.5, 0.8))
    assert found[RESOLUTION].plan is None


def test_names_with_dots_are_found():
    scenario = load("baseline", {"firms": {"St. Alba": {"presence": 0.5}}})
    path = 'firms."St. Alba".presence'
    assert assumed(scenario)[path].ends == pytest.approx((0.4, 0.6))
    assert path not in assumed(scenario.change("plausible", {path: False}))


def test_a_range_holds_what_a_scenario_says_and_no_more_than_may_be():
    found = assumed(load("baseline", {PER_YEAR: 52.0, "firms.Alba.service.quality": 0.98}))
    assert found[PER_YEAR].ends == pytest.approx((52 * 5 / 14, 52 * 26 / 14))
    assert found["firms.Alba.service.quality"].ends == pytest.approx((0.93, 1.0))


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ({"customers.mix": False, "customers.mix.emotional": "0.4:0.5"}, "from 0.4 to 0.5 in all; they have 0.25"),
        ({"customers.satisfaction.delighted_above": "0.1:0.2"}, "0.1 to 0.2 lies below dissatisfied_below"),
    ],
)
def test_ranges_that_leave_nothing_are_refused(what, words):
    with pytest.raises(Refused, match=words):
        assumptions_of(desk(**what))
