"""What a file tells under `plausible`, and what is wrong with it."""

from pathlib import Path
from typing import Any

import pytest

from simulation.reading.errors import Refused
from simulation.scenario.load import load
from simulation.scenario.plausible import doubted

PRICE = "firms.Alba.pricing.price"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def fault_of(line: str) -> str:
    """What is said of a line under `plausible`."""
    with pytest.raises(Refused) as refusal:
        load(write("x.yaml", f"extends: complaint_desk\nplausible:\n  {line}\n"))
    (fault,) = refusal.value.faults
    return f"{fault.line}:{fault.column} {fault.message}"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("customers.purchases.per_yer: 8:20", "3:3 'per_yer' does not exist"),
        ("customers.purchases.per_year: 20:8", "3:33 '20:8' goes down; write the lower number first"),
        ("customers.purchases.per_year: 8:900", "3:33 900 is out of range; write 0 to 500 (units a year)"),
        ("customers.purchases.per_year: often", "3:33 'often' is no plausible range"),
        ("customers.purchases.per_year: [8, many]", "3:33 'many' is not a number"),
        ("customers.purchases.per_year: []", "3:33 an empty list"),
        ("customers.reference_price.memory: x0.5:2", "3:37 1.2 is out of range; write 0 to 1 (share)"),
        ("customers.voice.exit_weeks: 10.5:20", "3:31 10.5 is not a whole number"),
        ("customers.recovery.grid: [tarp_1979, tarp]", "3:28 'tarp' is not known"),
        ("customers.recovery.grid: 1:2", "3:28 'tarp_1979' is no number that could lie in a range"),
        ("customers.switches.habit: 0.4", "3:29 0.4 is not true or false; write `chance 0.4`"),
        ("customers.purchases.shape: chance 0.4", "3:30 0.75 is no switch"),
        ("customers.types.emotional: 1:2", "3:30 is not a single value; name one value below it"),
        ("run.seed: 1:9", "3:3 `run` is no number of the market"),
        ("compare.price_cutt.firms.Alba.pricing.price: 9:9.5", "3:3 'price_cutt' does not exist in compare"),
        (f"compare.fast_desk.{PRICE}: 9:9.5", f"3:3 the plan fast_desk does not set {PRICE}"),
        ("compare.open_door.firms.Alba.recovery.days: 5:9", "3:3 the plan open_door does not set"),
        (f"compare.price_cut.{PRICE}: -1:9.5", f"3:{len(PRICE) + 23} -1 is out of range"),
        ("compare.price_cut.cost.weekly: -9:9", "3:34 -9 is out of range; write 0 to 1,000,000,000 (money a week)"),
        ("compare.price_cut.cost.wekly: 1:9", "3:3 'wekly' does not exist"),
        ("compare.price_cut: 1:2", "3:3 write compare.<plan>.<path>"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_place(line, told):
    assert fault_of(line).startswith(told)


def test_all_faults_are_told_at_once():
    lines = "  customers.purchases.per_year: 9:8\n  firms.Nix: false\n"
    with pytest.raises(Refused) as refusal:
        load(write("x.yaml", f"extends: baseline\nmarket: {{weeks: soon}}\nplausible:\n{lines}"))
    assert [fault.line for fault in refusal.value.faults] == [2, 4, 5]


def test_a_plan_sets_what_another_strategy_of_it_brings():
    told = "  compare.empowered.firms.Alba.recovery.resolution: 0.5:0.8\n"
    (one,) = doubted(load(write("x.yaml", f"extends: complaint_desk\nplausible:\n{told}")))
    assert (one.plan, one.path, one.value) == ("empowered", ("firms", "Alba", "recovery", "resolution"), 0.7)


def test_what_a_child_tells_is_added_to_what_its_parent_tells():
    parent = "extends: baseline\nplausible: {customers.purchases.per_year: 8:20, customers.voice.ease: 1:2}\n"
    child = "plausible: {customers.voice.ease: null, firms.Brio: false, firms.Alba.presence: 0.8}\n"
    write("parent.yaml", parent)
    scenario = load(write("child.yaml", f"extends: parent.yaml\n{child}"))
    told: dict[str, Any] = {one.key: one.plausible for one in doubted(scenario)}
    assert told["customers.purchases.per_year"].around(14.0) == (8.0, 20.0)
    assert told["customers.voice.ease"] is told["firms.Brio"] is None
    assert told["firms.Alba.presence"].choices == (0.8,)


def test_a_command_line_may_tell_too():
    setting = ("plausible", "{customers.purchases.per_year: 8:20}")
    assert load("baseline", [setting]).plausible == {"customers.purchases.per_year": "8:20"}
    with pytest.raises(Refused, match=r"--set plausible: .*goes down"):
        load("baseline", [("plausible", "{customers.purchases.per_year: 20:8}")])


def test_a_plan_cannot_change_what_is_plausible():
    with pytest.raises(Refused, match="a strategy cannot change `plausible`"):
        load("baseline", {"compare": {"a": {}, "b": {"plausible": {}}}})


def test_it_changes_no_market():
    told = load(write("x.yaml", "extends: baseline\nplausible: {customers.purchases.per_year: 8:20}\n"))
    assert told.change("plausible", {"customers.purchases.per_year": None}).customers == load("baseline").customers


def test_what_a_script_tells_is_checked_when_it_is_read():
    scenario = load("baseline").change("plausible", {"customers.purchases.per_year": "20:8"})
    with pytest.raises(Refused, match="goes down; write the lower number first"):
        list(doubted(scenario))
