"""Facts stand in the answer of run and compare, before the verdict; --expect tries beliefs and never fails for them."""

import json

import pytest

QUICK = ["--customers", "300", "--weeks", "20", "--set", "market.burn_in_weeks=30", "--no-report", "--quiet",
         "--workers", "1"]  # fmt: skip
FACTS = "extends: complaint_desk\nobserved: {Alba: {market_share: 0.05, nps: {value: 20, se: 300}}}\n"
BELIEFS = """extends: baseline
compare: {as_is: {}, same: {}, dear: {firms.Alba.pricing.price: 20}}
expect:
  - a 50 % price rise loses at most 1 % of units
  - a 50 % price rise gains at most 1 % of units
  - plan same gains between 0 and 0 % of units
  - plan dear loses at least 5 points of market share
  - market share of Alba is between 0 and 100 %
"""


@pytest.fixture
def market(tmp_path):
    def write(text):
        (tmp_path / "market.yaml").write_text(text, encoding="utf-8")
        return "market.yaml"

    return write


def test_compare_says_that_facts_and_model_differ_before_its_verdict(run, market):
    file = market(FACTS)
    words = [word for word in QUICK if word != "--quiet"]
    code, out, _ = run("compare", file, *words, "--replicates", "4", "--out", "a")
    assert code == 0
    out = " ".join(out.split())
    said = "1 of the 2 facts that you told is not those of this market: Alba's market share."
    assert out.index("your facts beside the model's") < out.index(said) < out.index("profit of Alba")
    code, out, _ = run("compare", file, *QUICK, "--replicates", "4", "--out", "a", "--resume", "--json")
    answer = json.loads(out)
    assert [row["differs"] for row in answer["observed"]] == [True, False]
    assert any("not those of this market" in line for line in answer["warnings"])


def test_a_run_of_another_plan_has_no_facts_to_stand_beside(run, market):
    file = market(FACTS)
    _, out, _ = run("run", file, *QUICK, "--replicates", "1", "--out", "b", "--json")
    assert len(json.loads(out)["observed"]) == 2
    _, out, _ = run("run", file, *QUICK, "--replicates", "1", "--strategy", "fast_desk", "--out", "c", "--json")
    assert "observed" not in json.loads(out)


def test_beliefs_are_tried_and_broken_ones_are_no_error(run, market):
    file = market(BELIEFS)
    code, out, _ = run("run", file, *QUICK, "--replicates", "4", "--expect", "--out", "d", "--json")
    assert code == 0
    verdicts = [row["verdict"] for row in json.loads(out)["expectations"]]
    assert verdicts == ["broken", "holds", "holds", "holds", "holds"]
    loud = [word for word in QUICK if word != "--quiet"]
    code, out, _ = run("run", file, *loud, "--replicates", "1", "--expect", "--strategy", "dear", "--out", "e")
    assert code == 0
    assert "what you expect, and what the model shows" in out
    assert "1 of 5 expectations broken by this market (one replicate: by luck perhaps)" in out


def test_without_beliefs_there_is_nothing_to_try_and_nothing_is_written(run, market, tmp_path):
    code, _, err = run("run", "baseline", *QUICK, "--expect", "--out", "f")
    assert code == 2
    assert "the scenario expects nothing; add under `expect`: - a 5 % price rise loses" in err
    assert not (tmp_path / "f").exists()
