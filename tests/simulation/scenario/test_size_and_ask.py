"""The real size of a market, and the plans that a question names: told once and of what there is, or refused."""

import pytest

from simulation.reading.errors import Refused
from simulation.scenario.load import load
from simulation.scenario.real_size import scale_of, size_told


def faults_of(tmp_path, text):
    file = tmp_path / "one.yaml"
    file.write_text(f"extends: baseline\n{text}\n")
    with pytest.raises(Refused) as refused:
        load(file)
    return [(fault.line, fault.column, fault.path, fault.message) for fault in refused.value.faults]


@pytest.mark.parametrize("number", [0, -1, 9_000_000_000])
def test_a_size_is_that_of_people_who_live(tmp_path, number):
    ((line, column, path, message),) = faults_of(tmp_path, f"market: {{real_customers: {number}}}")
    assert (line, column, path) == (2, 26, "market.real_customers")
    assert "8,200,000,000" in message


def test_a_size_is_told_once(tmp_path):
    text = "market: {real_customers: 50000}\nfirms: {Alba: {real_customers: 900}}"
    ((line, _, path, message),) = faults_of(tmp_path, text)
    assert (line, path) == (3, "firms.Alba.real_customers")
    assert "market.real_customers tells the size already" in message
    ((*_, message),) = faults_of(tmp_path, "firms: {Alba: {real_customers: 900}, Brio: {real_customers: 800}}")
    assert "firms.Alba.real_customers tells the size already" in message
    ((*_, message),) = faults_of(tmp_path, "market: {burn_in_weeks: 0}\nfirms: {Alba: {real_customers: 900}}")
    assert "needs weeks before week 1" in message


def test_no_plan_changes_the_size(tmp_path):
    found = faults_of(tmp_path, "compare: {as_is: {}, grow: {market.real_customers: 90000}}")
    assert any("cannot change `real_customers`" in message for *_, message in found)


def test_the_scale_is_what_is_real_by_what_is_simulated():
    scenario = load("baseline", customers=500)
    assert scale_of(scenario, {}) == 20.0
    assert scale_of(scenario.change("market.real_customers", 2_000), {}) == 4.0
    own = scenario.change("firms.Brio.real_customers", 900)
    assert scale_of(own, {"Brio": 150}) == 6.0
    assert "in which Brio begins with 900 customers" in size_told(own)


@pytest.mark.parametrize(
    ("asked", "column", "told"),
    [
        ("[cut]", 6, "names one strategy"),
        ("[cut, dessk]", 12, "no strategy is called 'dessk' in compare; did you mean 'desk'?"),
        ("[cut, desk, cut]", 18, "names 'cut' a second time"),
    ],
)
def test_plans_that_a_question_names_are_there(tmp_path, asked, column, told):
    compare = "compare: {as_is: {}, cut: {firms.Alba.pricing.price: 9}, desk: {firms.Alba.recovery.staff: 2}}"
    ((line, at, _, message),) = faults_of(tmp_path, f"{compare}\nask: {asked}")
    assert (line, at) == (3, column)
    assert told in message


def test_who_replaces_the_plans_of_a_scenario_replaces_its_question_s_pair(tmp_path):
    plans = "compare: {as_is: {}, cut: {firms.Alba.pricing.price: 9}}"
    (tmp_path / "old.yaml").write_text(f"extends: baseline\n{plans}\nask: [as_is, cut]\n")
    (tmp_path / "new.yaml").write_text(
        "extends: old.yaml\ncompare: {as_is: {}, rise: {firms.Alba.pricing.price: 11}}\n"
    )
    assert load(tmp_path / "old.yaml").ask == ("as_is", "cut")
    assert load(tmp_path / "new.yaml").ask == ()
    changed = load(tmp_path / "old.yaml").change("compare", {"as_is": {}, "rise": {"firms.Alba.pricing.price": 11}})
    assert changed.ask == ()
    assert load(tmp_path / "old.yaml", [("compare", "{as_is: {}, rise: {firms.Alba.pricing.price: 11}}")]).ask == ()
