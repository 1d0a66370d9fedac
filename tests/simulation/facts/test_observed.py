"""What a scenario tells of real firms is taken as it is meant, or refused where it stands, with what to say instead."""

import pytest

from simulation import load
from simulation.facts.observables import INSTEAD, OBSERVABLES, TWINS
from simulation.facts.observed import Observed, facts_schema
from simulation.measurement.metrics import METRICS
from simulation.reading.errors import Refused


def written(tmp_path, text):
    file = tmp_path / "market.yaml"
    file.write_text(f"extends: baseline\nobserved:\n{text}\n", encoding="utf-8")
    return str(file)


def test_a_number_or_a_mapping_tells_a_fact(tmp_path):
    market = load(written(tmp_path, "  Alba: {nps: {value: 12, se: 4, period: 2025}, retention: 0.78}"))
    assert market.facts == {
        "Alba": {"nps": Observed(value=12.0, se=4.0, period="2025"), "retention": Observed(value=0.78)}
    }
    assert load("baseline").changed(market.tree() | {"observed": market.tree()["observed"]}).facts == market.facts


@pytest.mark.parametrize(
    ("fact", "place", "told"),
    [
        ("market_share: 21", "3:24", "21 is out of range; write a share from 0 to 1, 0.21 for 21 %"),
        ("nps: {value: 120}", "3:23", "120 is out of range; write -100 to 100"),
        ("nps: abc", "3:15", "'abc' is not a number; write a number, or {value: …, se: …}"),
        ("nps: 12 %", "3:15", "write 0.12 instead"),
        ("nps: null", "3:15", "no value; write a number"),
        ("nps: {se: 4}", "3:10", "missing; add it (the number observed)"),
        ("nps: {value: 3, err: 1}", "3:26", "unknown key"),
        ("nps: {value: 3, se: 0}", "3:30", "0 is out of range; write more than 0"),
        ("price_paid: 0", "3:22", "0 is no price that was paid"),
        ("npss: 3", "3:10", "cannot be observed: did you mean 'nps'?"),
        ("profit: 3", "3:10", "cannot be observed: follows from prices, costs and units"),
        ("churn: 0.2, retention: 0.8", "3:10", "says the same as retention; keep one of them"),
    ],
)
def test_what_cannot_be_meant_is_refused_where_it_stands(tmp_path, fact, place, told):
    file = written(tmp_path, f"  Alba: {{{fact}}}")
    with pytest.raises(Refused) as refusal:
        load(file)
    (fault,) = refusal.value.faults
    assert f"{fault.line}:{fault.column}" == place
    assert told in fault.message


def test_a_firm_that_does_not_exist_and_shares_beyond_one_market_are_refused(tmp_path):
    with pytest.raises(Refused, match=r"4:3: observed.Albo: no firm is called 'Albo'; did you mean 'Alba'"):
        load(written(tmp_path, "  Brio: {nps: 3}\n  Albo: {nps: 3}"))
    with pytest.raises(Refused, match=r"sum to 1.3; they cannot be more than 1"):
        load(written(tmp_path, "  Alba: {market_share: 0.8}\n  Brio: {market_share: 0.5}"))
    quarter = "\n".join(f"  {firm}: {{market_share: 0.2}}" for firm in load("baseline").firms)
    with pytest.raises(Refused, match=r"sum to 0.8; add the firms that have the rest"):
        load(written(tmp_path, quarter))
    rounded = "\n".join(f"  {firm}: {{market_share: 0.2475}}" for firm in load("baseline").firms)
    assert len(load(written(tmp_path, rounded)).facts) == 4


def test_an_older_observed_share_is_the_same_fact(tmp_path):
    market = load("baseline", {"firms.Alba.observed_share": 0.3})
    assert market.facts == {"Alba": {"market_share": Observed(value=0.3)}}
    more = market.changed({"observed": {"Alba": {"nps": 10}}}).facts["Alba"]
    assert {name: fact.value for name, fact in more.items()} == {"market_share": 0.3, "nps": 10.0}
    with pytest.raises(Refused, match=r"firms.Alba.observed_share says 0.3; keep one of them"):
        market.changed({"observed": {"Alba": {"market_share": 0.2}}})


def test_a_path_tells_a_fact_that_was_not_told_before():
    market = load("baseline", [("observed.Alba.nps", "20"), ("observed.Brio", "{market_share: 0.3}")])
    assert {name: list(facts) for name, facts in market.facts.items()} == {"Alba": ["nps"], "Brio": ["market_share"]}
    assert market.change("observed.Alba.nps.se", 3).facts["Alba"]["nps"].error("nps") == 3.0
    with pytest.raises(Refused, match=r"--set observed.Albo: no firm is called 'Albo'"):
        load("baseline", [("observed.Albo", "{nps: 3}")])


def test_a_firm_that_a_child_takes_away_takes_its_facts_along(tmp_path):
    parent, child = tmp_path / "parent.yaml", tmp_path / "child.yaml"
    parent.write_text("extends: baseline\nobserved: {Alba: {nps: 3}, Brio: {nps: 4, retention: 0.7}}\n")
    child.write_text("extends: parent.yaml\nfirms: {Alba: null}\nobserved: {Brio: {nps: 5}}\n")
    facts = load(str(child)).facts
    assert {name: fact.value for name, fact in facts["Brio"].items()} == {"nps": 5.0, "retention": 0.7}
    assert set(facts) == {"Brio"}


def test_no_plan_changes_what_was_observed():
    with pytest.raises(Refused, match="a strategy cannot change `observed`"):
        load("baseline", {"compare": {"as_is": {}, "other": {"observed": {"Alba": {"nps": 3}}}}})


def test_the_table_names_outcomes_that_there_are_and_refuses_nothing_it_offers():
    assert all(one.metric in METRICS for one in OBSERVABLES.values())
    assert not OBSERVABLES.keys() & INSTEAD.keys()
    assert all(name in OBSERVABLES and other in OBSERVABLES for name, other in TWINS.items())
    assert facts_schema()["properties"].keys() == OBSERVABLES.keys()


@pytest.mark.parametrize("name", OBSERVABLES)
def test_a_bare_number_is_never_sure(name):
    one = OBSERVABLES[name]
    assert one.usual_error(0.5 * (one.low + min(one.high, 100.0))) > 0.0
    assert one.usual_error(min(one.high, 50.0)) >= one.usual_error(min(one.high, 1.0))
    assert one.error_told
