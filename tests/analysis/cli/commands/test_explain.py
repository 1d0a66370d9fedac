"""`explain` as users meet it."""

import json

import pytest

from analysis.explanation.profit_difference import (
    TOTAL,
)
from analysis.formats.csv_bytes import read_csv
from tests.analysis.sample_studies import SMALL


def test_explain_as_users_meet_it(loyalty, tmp_path):
    assert loyalty("compare", "duel.yaml", *SMALL, "--no-report", "--quiet", "--out", "study")[0] == 0
    code, out, err = loyalty("explain", "study", "--customer", "7", "--out", "seven")
    assert code == 0, err
    assert out.startswith("Customer 7, ")
    assert list(read_csv(tmp_path / "seven" / "journey.csv").columns[:5]) == [
        "strategy", "replicate", "customer_id", "week", "firm",
    ]  # fmt: skip
    code, out, err = loyalty("explain", "study", "--why", "--json", "--out", "why")
    assert code == 0, err
    comparison = read_csv(tmp_path / "study" / "comparison.csv")
    profit = comparison[(comparison["firm"] == "Brio") & (comparison["metric"] == "profit")]
    totals = {row["strategy"]: row["difference"] for row in json.loads(out)["drivers"] if row["driver"] == TOTAL}
    assert totals == pytest.approx(dict(zip(profit["strategy"], profit["difference"], strict=True)))
    code, out, _ = loyalty("explain", "study", "--why", "--out", "again")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 100


def test_what_cannot_be_explained_is_refused(loyalty):
    loyalty("compare", "duel.yaml", *SMALL, "--no-report", "--quiet", "--out", "study")
    loyalty("run", "baseline", *SMALL, "--no-report", "--quiet", "--out", "alone")
    refusals = [
        (("study",), "takes either --customer ID or --why"),
        (("study", "--why", "--customer", "1"), "takes either --customer ID or --why"),
        (("nowhere", "--why"), "nowhere holds no finished study"),
        (("study", "--why", "--strategy", "sam"), "did you mean 'same'"),
        (("study", "--customer", "1", "--replicate", "9"), "the study has 3 replicates"),
        (("alone", "--why"), "one strategy and no difference to explain"),
    ]
    for words, said in refusals:
        code, _, err = loyalty("explain", *words)
        assert code == 2, words
        assert said in err


def test_a_run_of_one_strategy_tells_one_story(loyalty):
    loyalty("run", "baseline", *SMALL, "--no-report", "--quiet", "--out", "alone")
    code, out, _ = loyalty("explain", "alone", "--customer", "3", "--json", "--out", "three")
    answer = json.loads(out)
    assert code == 0
    assert answer["strategies"] == ["as_is"]
