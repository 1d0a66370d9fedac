"""Plausible worlds: within their ranges, sound, the same for the same seed, and what a file would say."""

import io
import math
from pathlib import Path

import numpy as np
import pytest

from analysis.uncertainty.assumptions import assumptions_of
from analysis.uncertainty.worlds import draw_worlds, in_world, read_worlds
from simulation.reading.errors import Refused
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario
from simulation.scenario.validation import scenario_problems

NOTHING = {"market": False, "customers": False, "firms": False}
PER_YEAR, QUALITY = "customers.purchases.per_year", "firms.Brio.service.quality"
PLAN = "compare.empowered.firms.Alba.recovery.resolution"
MIX = [f"customers.mix.{kind}" for kind in ("impulsive", "emotional", "cognitive", "behavioral")]


def some_plans(name: str, *names: str) -> Scenario:
    """A shipped scenario with these of its plans, else with its first two."""
    scenario = load(name)
    return scenario.change("compare", {plan: scenario.compare[plan] for plan in names or list(scenario.compare)[:2]})


def only(**told: object) -> Scenario:
    """Two plans of the complaint desk where nothing else is doubted."""
    return some_plans("complaint_desk", "as_is", "empowered").change("plausible", {**NOTHING, **told})


def drawn(path: str, what: object, worlds: int = 200) -> np.ndarray:
    return draw_worlds(only(**{path: what}), worlds, 1)[path].to_numpy()


def spread(values: np.ndarray) -> tuple[float, float, float]:
    return float(values.min()), float(np.median(values)), float(values.max())


def test_a_uniform_range_is_filled_evenly():
    found = drawn(PER_YEAR, "8:20")
    parts = np.histogram(found, bins=200, range=(8, 20))[0]
    assert parts.max() <= 2  # one in each part, but for rounding to six digits
    assert spread(found) == pytest.approx((8.0, 14.0, 20.0), abs=0.1)


def test_a_logarithmic_range_has_its_middle_at_the_geometric_mean():
    assert spread(drawn(PER_YEAR, "4:36 log")) == pytest.approx((4.0, 12.0, 36.0), rel=0.02)


def test_a_beta_range_has_its_peak_at_the_value():
    found = drawn(PER_YEAR, "10:30 beta")
    counts, edges = np.histogram(found, bins=5, range=(10, 30))
    assert edges[counts.argmax()] <= 14.0 <= edges[counts.argmax() + 1]
    assert found.mean() == pytest.approx((10 + 4 * 14 + 30) / 6, abs=0.05)  # as of PERT


def test_whole_numbers_are_whole_and_as_likely():
    found = drawn("market.network.neighbours", "6:10")
    assert found.dtype.kind == "i"
    assert np.unique(found, return_counts=True)[1].tolist() == [40] * 5
    assert spread(drawn("customers.voice.exit_weeks", "10:1000 log")) == pytest.approx((10, 100, 1000), rel=0.05)


def test_choices_are_as_likely_and_a_switch_as_its_chance():
    grids = drawn("customers.recovery.grid", ["tarp_1979", "theory_text"])
    assert sorted(map(str, grids)) == ["tarp_1979"] * 100 + ["theory_text"] * 100
    assert drawn("customers.switches.habit", "chance 0.7").sum() == 140
    assert drawn("customers.switches.habit", "chance 1").all()


def test_shares_keep_their_ranges_and_their_sum():
    worlds = draw_worlds(load("baseline"), 100, 3)
    assert worlds[MIX].min().min() >= 0.15
    assert worlds[MIX].max().max() <= 0.35
    assert np.abs(worlds[MIX].sum(axis=1) - 1).max() < 1e-9
    weights = [f"customers.experience.{part}" for part in ("quality", "process", "technical")]
    assert np.abs(worlds[weights].sum(axis=1) - 1).max() < 1e-9
    assert worlds[MIX].std().min() > 0.03


def test_shares_share_what_undoubted_ones_leave():
    told = {MIX[0]: "0.1:0.4", MIX[1]: "0.1:0.4"}
    worlds = draw_worlds(only(**told), 50, 1)
    assert list(worlds) == ["world", *told]
    assert np.abs(worlds[[*told]].sum(axis=1) - 0.5).max() < 1e-9


def test_ordered_pairs_are_in_order_where_their_ranges_overlap():
    low, high = "customers.satisfaction.dissatisfied_below", "customers.satisfaction.delighted_above"
    worlds = draw_worlds(only(**{low: "0.3:0.9", high: "0.4:0.85"}), 100, 1)
    assert (worlds[low] <= worlds[high]).all()
    assert (worlds[low] > 0.6).any()
    assert worlds[low].max() <= 0.85


@pytest.mark.slow
@pytest.mark.parametrize("name", ["baseline", "complaint_desk", "newcomer"])
def test_all_of_many_worlds_load(name):
    scenario = some_plans(name)
    worlds = draw_worlds(scenario, 250, 7)
    assert len(worlds) == 250
    assert list(worlds) == ["world", *(one.column for one in assumptions_of(scenario))]
    for one in assumptions_of(scenario):
        values = worlds[one.column]
        if one.choices:
            assert set(values) <= set(one.choices)
        else:
            assert one.ends[0] - 1e-9 <= values.min() <= values.max() <= one.ends[1] + 1e-9, one.column
    for _, row in worlds.iloc[::50].iterrows():
        assert not scenario_problems(Scenario, in_world(scenario, row.to_dict()).tree())


def test_the_same_seed_gives_the_same_bytes():
    scenario = load("complaint_desk")
    first, again, other = (draw_worlds(scenario, 8, seed).to_csv(index=False) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_world_of_a_rivals_quality_is_the_file_with_that_quality(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text("extends: complaint_desk\nfirms: {Brio: {service: {quality: 0.75}}}\n")
    written = load(file)
    world = in_world(load("complaint_desk"), {"world": 1, QUALITY: 0.75})
    assert world == written
    assert world.tree() == written.tree()
    assert {name: world.with_strategy(name) for name in world.compare} == {
        name: written.with_strategy(name) for name in written.compare
    }


def test_what_holds_in_a_world_holds_under_every_plan_and_in_burn_in():
    world = in_world(load("complaint_desk"), {PER_YEAR: 20.0, "customers.switches.habit": False, QUALITY: 0.6})
    for name in world.compare:
        arm = world.with_strategy(name)
        assert (arm.customers.purchases.per_year, arm.customers.switches.habit) == (20.0, False)
        assert arm.firms["Brio"].service.quality == 0.6
    assert world.settled().customers.purchases.per_year == 20.0


def test_a_plans_own_effect_changes_that_plan_alone():
    scenario = load("complaint_desk")
    world = in_world(scenario, {PLAN: 0.55})
    assert world.with_strategy("empowered").firms["Alba"].recovery.resolution == 0.55
    for name in set(scenario.compare) - {"empowered"}:
        assert world.with_strategy(name) == scenario.change("compare", world.compare).with_strategy(name)
        assert world.with_strategy(name).firms == scenario.with_strategy(name).firms
    price = in_world(scenario, {"compare.price_cut.firms.Alba.pricing.price": 9.3})
    assert price.compare["price_cut"] == {"firms.Alba.pricing.price": 9.3}


def test_what_a_plan_costs_may_be_doubted_and_is_paid_in_plans_made_of_it():
    train = {"cost": {"weekly": 300}, "change": {"firms.Alba.people.training": 300.0}}
    plans = {"as_is": {}, "train": train, "cut": {"firms.Alba.pricing.price": 9.5}, "both": ["train", "cut"]}
    told = {"compare.train.cost.weekly": "200:500", **NOTHING}
    scenario = load("baseline", {"compare": plans, "plausible": told})
    worlds = draw_worlds(scenario, 8, 1)
    assert 200 <= worlds["compare.train.cost.weekly"].min() < worlds["compare.train.cost.weekly"].max() <= 500
    world = in_world(scenario, {"compare.train.cost.weekly": 250})
    weekly = {name: world.with_strategy(name).firms["Alba"].plan_cost.weekly for name in plans}
    assert weekly == {"as_is": 0.0, "train": 250.0, "cut": 0.0, "both": 250.0}


def test_a_world_that_is_refused_is_never_drawn():
    """A floor above its ceiling in half of the worlds."""
    service = {"firms.Alba.service": {"strategy": "follow_satisfaction", "floor": 0.5, "ceiling": 0.6}}
    told = {"compare.spend.firms.Alba.service.floor": "0.2:1", **NOTHING}
    scenario = load("baseline", {"compare": {"as_is": {}, "spend": service}, "plausible": told})
    worlds = draw_worlds(scenario, 64, 1)
    floors = worlds["compare.spend.firms.Alba.service.floor"]
    assert floors.max() <= 0.6
    assert floors.nunique() > 60
    assert worlds.equals(draw_worlds(scenario, 64, 1))


def test_where_every_world_is_refused_the_scenario_says_why():
    service = {"firms.Alba.service": {"strategy": "follow_satisfaction", "floor": 0.5, "ceiling": 0.6}}
    told = {"compare.spend.firms.Alba.service.floor": "0.7:1", **NOTHING}
    scenario = load("baseline", {"compare": {"as_is": {}, "spend": service}, "plausible": told})
    with pytest.raises(Refused, match="is above ceiling"):
        draw_worlds(scenario, 4, 1)


def test_without_doubts_all_worlds_are_the_scenario():
    scenario = only()
    worlds = draw_worlds(scenario, 5, 1)
    assert worlds.to_dict("list") == {"world": [1, 2, 3, 4, 5]}
    assert in_world(scenario, worlds.iloc[0].to_dict()) == scenario


def own(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "worlds.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_drawn_worlds_come_back_from_a_file(tmp_path):
    scenario = load("complaint_desk", {"plausible": {PLAN: "0.5:0.8"}})
    worlds, text = draw_worlds(scenario, 6, 1), io.StringIO()
    worlds.to_csv(text, index=False)
    assert read_worlds(own(tmp_path, text.getvalue()), scenario).equals(worlds)


def test_own_worlds_are_counted_where_they_have_no_number(tmp_path):
    worlds = read_worlds(own(tmp_path, f"{PLAN},customers.switches.habit\n0.5,true\n0.6,false\n"), only())
    assert worlds.to_dict("list") == {"world": [1, 2], PLAN: [0.5, 0.6], "customers.switches.habit": [True, False]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{QUALITY}x\n0.5\n", "1:1: 'qualityx' does not exist"),
        ("compare.price_cut.firms.Alba.recovery.days\n5\n", "1:1: the plan price_cut does not set"),
        (f"{QUALITY}\n0.5\n1.5\n", f"3:1: {QUALITY}: 1.5 is out of range"),
        (f"{PLAN},{QUALITY}\n1.5,0.5\n", "2:1: firms.Alba.recovery.resolution: 1.5 is out of range"),
        (f"world,{QUALITY}\n1,0.5\n1,0.6\n", "3:1: 1: a world is named by a whole number"),
        (f"world,{QUALITY}\n1,\n", "2:2: firms.Brio.service.quality: an empty cell"),
        ("run.seed\n5\n", "1:1: `run` is no number of the market"),
        (f"{QUALITY}\n", "needs a row of paths and a row for each world"),
    ],
)
def test_own_worlds_that_make_no_sense_are_told_with_their_place(tmp_path, text, told):
    with pytest.raises(Refused) as refusal:
        read_worlds(own(tmp_path, text), load("complaint_desk"))
    assert told in str(refusal.value)


def test_numbers_are_short_enough_to_read():
    worlds = draw_worlds(load("baseline"), 20, 1)
    for column in worlds.select_dtypes("float").columns.difference(MIX):
        assert all(math.isclose(value, float(f"{value:.6g}"), rel_tol=1e-9) for value in worlds[column]), column
