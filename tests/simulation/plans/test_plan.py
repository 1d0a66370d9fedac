"""A plan is written in one of three forms, and each comes to changes, a cost and a name."""

import json
from pathlib import Path

import pytest
import yaml

from simulation.doubts import doubts
from simulation.reading.errors import Refused
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario

PRICE, TRAINING = "firms.Alba.pricing.price", "firms.Alba.people.training"
COST = {"once": 4000.0, "weekly": 30.0, "per_customer": 0.25, "per_purchase": 0.5}
PLANS = {
    "as_is": {},
    "cut": {PRICE: 9.5},
    "train": {
        "label": "Train", "about": "Everybody, twice.", "cost": {"once": 4000, "weekly": 30},
        "change": {TRAINING: 300.0},
    },
    "both": ["cut", "train"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def planned() -> Scenario:
    return load("baseline", {"compare": PLANS})


def faults_of(plans: str) -> list[str]:
    Path("x.yaml").write_text(f"extends: baseline\ncompare: {plans}\n", "utf-8")
    with pytest.raises(Refused) as refusal:
        load("x.yaml")
    return [f"{fault.line}:{fault.column}: {fault.path}: {fault.message}" for fault in refusal.value.faults]


def test_each_form_comes_to_changes_a_cost_and_a_name(planned):
    short, long, both = (planned.plans[name] for name in ("cut", "train", "both"))
    assert (short.title, short.changes, short.cost.is_free) == ("cut", {PRICE: 9.5}, True)
    assert (long.title, long.about, long.changes) == ("Train", "Everybody, twice.", {TRAINING: 300.0})
    assert (long.cost.once, long.cost.weekly, long.cost.per_customer) == (4000.0, 30.0, 0.0)
    assert (both.parts, both.changes, both.cost) == (("cut", "train"), {PRICE: 9.5, TRAINING: 300.0}, long.cost)


def test_costs_of_plans_put_together_are_added():
    plans = {"as_is": {}, "a": {"cost": COST}, "b": {"cost": COST}, "ab": ["a", "b"], "all": ["ab", "a2"]}
    plans["a2"] = {"cost": {"weekly": 1.0}}
    cost = load("baseline", {"compare": plans}).plans["all"].cost
    assert cost.model_dump() == {"once": 8000.0, "weekly": 61.0, "per_customer": 0.5, "per_purchase": 1.0}


def test_a_plan_that_is_carried_out_is_paid_for_by_the_firm_that_is_judged(planned):
    arm = planned.with_strategy("both")
    assert arm.firms["Alba"].plan_cost == planned.plans["train"].cost
    assert arm.firms["Alba"].people.training == 300.0
    assert all(firm.plan_cost.is_free for name, firm in arm.firms.items() if name != "Alba")
    assert planned.with_strategy("train").plans["train"].title == "Train"


def test_the_baseline_may_cost_too_and_no_other_plan_pays_for_it():
    scenario = load("baseline", {"compare": {"as_is": {"cost": {"weekly": 7}}, "cut": {PRICE: 9.5}}})
    assert scenario.settled().firms["Alba"].plan_cost.weekly == 7.0
    assert scenario.with_strategy("cut").firms["Alba"].plan_cost.is_free


def test_blocks_of_plans_put_together_merge():
    plans = {
        "as_is": {},
        "a": {"firms.Alba.recovery": {"strategy": "fast_track"}},
        "b": {"firms.Alba.recovery.staff": 3},
    }
    arm = load("baseline", {"compare": {**plans, "ab": ["a", "b"]}}).with_strategy("ab")
    assert (arm.firms["Alba"].recovery.strategy, arm.firms["Alba"].recovery.staff) == ("fast_track", 3)


def test_a_conflict_between_plans_put_together_is_told():
    both = {"as_is": {}, "cut": {PRICE: 9.5}, "deep": {PRICE: 9.0, TRAINING: 5.0}, "both": ["deep", "cut"]}
    told = [one.message for one in doubts(load("baseline", {"compare": both})) if one.path == ("compare", "both")]
    assert f"{PRICE} is not as 'deep' has it: another plan of the list sets it too, and holds" in told
    assert not any(TRAINING in one for one in told)


def test_plans_without_conflict_are_put_together_in_silence(planned):
    assert not [one for one in doubts(planned) if one.path == ("compare", "both")]


def test_forms_survive_being_written_and_read(planned):
    assert planned.tree()["compare"] == PLANS
    Path("resolved.yaml").write_text(yaml.safe_dump(planned.tree(), sort_keys=False), "utf-8")
    assert load("resolved.yaml") == planned
    assert json.dumps(planned.tree())


LOOP = "which puts this plan together with others; name others"


@pytest.mark.parametrize(
    ("plans", "faults"),
    [
        ("{a: {}, b: [a, zzzz]}", ["2:25: compare.b.1: no plan 'zzzz'; valid here: a"]),
        ("{a: {}, b: [a, b]}", ["2:25: compare.b.1: a plan cannot be made of itself; name others"]),
        ("{a: {}, b: [a, a]}", ["2:25: compare.b.1: names 'a' twice; name each plan once"]),
        ("{a: [b], b: [a]}", [
            f"2:15: compare.a.0: a plan cannot be made of 'b', {LOOP}",
            f"2:23: compare.b.0: a plan cannot be made of 'a', {LOOP}",
        ]),
        ("{a: []}", ["2:14: compare.a: an empty list; name the plans that it puts together, as [fast_desk, train]"]),
        ("{a: {cost: {once: -1}}}",
         ["2:28: compare.a.cost.once: -1 is out of range; write 0 to 1,000,000,000 (money)"]),
        ("{a: {cost: {wekly: 1}}}", ["2:22: compare.a.cost.wekly: unknown key; did you mean 'weekly'?"]),
        ("{a: {cost: 3}}", ["2:21: compare.a.cost: 3 is not a mapping; write `key: value` lines below it"]),
        ("{a: {change: {}, firms.Alba.overhead: 9}}",
         ['2:27: compare.a."firms.Alba.overhead": a change beside `change`; write it below `change:`']),
        ("{a: {label: x, lable: y}}", ["2:25: compare.a.lable: unknown key; did you mean 'label'?"]),
        (f"{{a: {{label: {'x' * 61}}}}}", ["2:22: compare.a.label: 61 characters; write at most 60"]),
        ("{a: {change: {firms.Alba.overhed: 9}}}", [
            ('2:24: compare.a.change."firms.Alba.overhed":'
            " 'overhed' does not exist in firms.Alba; did you mean 'overhead'?")
        ]),
        ("{a: 3}", [
            ("2:14: compare.a: 3 is no plan; write changes below it, as `firms.Alba.pricing.price: 9.5`,"
            " or a list of plans' names")
        ]),
        ("{a: {}, b: {firms.Brio: null}, c: {firms.Brio.overhead: 9}, d: [b, c]}", [
            "2:70: compare.d: 'Brio' does not exist in firms; valid here: Alba, Corda, Dorra"
        ]),
    ],
)  # fmt: skip
def test_a_faulty_plan_is_told_in_its_place(plans, faults):
    assert faults_of(plans) == faults


def test_plans_of_rivals_have_the_same_forms():
    price = "firms.Brio.pricing.price"
    moves = {"as_is": {}, "cut": {"cost": {"weekly": 5}, "change": {price: 9}}, "more": ["cut", "as_is"]}
    scenario = load("baseline", {"rivals": {"Brio": moves}})
    assert scenario.plans_of_rival("Brio")["more"].booked("Brio")[price] == 9
    assert scenario.plans_of_rival("Brio")["more"].booked("Brio")["firms.Brio.plan_cost"]["weekly"] == 5.0


def test_a_path_leads_to_the_cost_and_the_changes_of_a_plan(planned):
    moved = planned.changed({
        "compare.cut.cost.weekly": 12.0,
        f"compare.cut.{PRICE}": 9.0,
        f"compare.train.{PRICE}": 11.0,
        "compare.train.cost.once": 0.0,
    }).plans  # fmt: skip
    assert (moved["cut"].cost.weekly, moved["cut"].changes) == (12.0, {PRICE: 9.0})
    assert (moved["train"].cost.once, moved["train"].title) == (0.0, "Train")
    assert moved["train"].changes == {TRAINING: 300.0, PRICE: 11.0}
    assert planned.change("compare.both.cost.weekly", 5.0).plans["both"].cost.weekly == 5.0


def test_a_number_within_a_block_that_a_plan_sets_goes_into_the_block():
    plans = {"as_is": {}, "fast": {"firms.Alba.recovery": {"strategy": "fast_track"}}}
    moved = load("baseline", {"compare": plans, "compare.fast.firms.Alba.recovery.staff": 4})
    assert moved.compare["fast"] == {"firms.Alba.recovery": {"strategy": "fast_track", "staff": 4}}


def test_a_path_of_a_plan_that_leads_nowhere_is_refused(planned):
    with pytest.raises(Refused, match=r"'prize' does not exist in firms\.Alba\.pricing; did you mean 'price'"):
        planned.change("compare.cut.firms.Alba.pricing.prize", 3.0)
    with pytest.raises(Refused, match=r"'wekly' does not exist in compare\.cut\.cost; did you mean 'weekly'"):
        planned.change("compare.cut.cost.wekly", 3.0)
