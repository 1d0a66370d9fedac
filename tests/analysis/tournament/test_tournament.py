"""`tournament`: games with known equilibria, and the command on a market."""

import json

import pandas as pd
import pytest

from analysis.study.csv_bytes import read_csv
from analysis.tournament.adaptive_pricing import COLUMNS, Ended, adaptation_rows, told
from analysis.tournament.findings import verdict
from analysis.tournament.game import Game, payoff_rows
from tests.analysis.sample_studies import SMALL, contents

pytest.importorskip("nashpy", reason="needs the extra `experiments`")


def game(first, second, *, noise=0.0):
    """Two firms with strategies a, b, …; two replicates that differ by `noise` against each other."""
    names = "abc"[: len(first)], "xyz"[: len(first[0])]
    earned: dict[tuple[str, ...], tuple[dict[int, float], ...]] = {
        (own, rival): tuple(
            {1: payoffs[i][j] + noise * (i + j), 2: payoffs[i][j] - noise * (i + j), 3: payoffs[i][j]}
            for payoffs in (first, second)
        )
        for i, own in enumerate(names[0])
        for j, rival in enumerate(names[1])
    }
    return Game(("Alba", "Brio"), (tuple(names[0]), tuple(names[1])), earned)


def test_the_prisoners_dilemma():
    found = game([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    assert [one.profile for one in found.pure()] == [("b", "y")]
    assert found.mixed() == []
    assert (found.dominant(0), found.dominant(1)) == ("b", "y")
    told = verdict(found, "profit")
    assert told[0] == "b dominates for Alba: the best reply whatever Brio may do, surely."
    assert (
        told[-1]
        == "a prisoner's dilemma: all would earn more, surely, under Alba a and Brio x, which none can hold alone."
    )


def test_matching_pennies_has_a_mixed_equilibrium_only():
    found = game([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    assert found.pure() == []
    (mixed,) = found.mixed()
    assert mixed.shares[0] == pytest.approx({"a": 0.5, "b": 0.5})
    assert mixed.payoffs == pytest.approx((0.0, 0.0))
    assert "keep each other guessing" in verdict(found, "profit")[-1]


def test_coordination_has_two_pure_equilibria_and_a_mixed_one():
    found = game([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    assert {one.profile for one in found.pure()} == {("a", "x"), ("b", "y")}
    (mixed,) = found.mixed()
    assert mixed.shares[0] == pytest.approx({"a": 2 / 3, "b": 1 / 3})
    assert "several choices are stable" in verdict(found, "profit")[-1]


def test_what_luck_may_have_decided_is_not_called_sure():
    told = verdict(game([[3, 0], [5, 1]], [[3, 5], [0, 1]], noise=9.0), "profit")
    assert "though luck may have decided" in told[0]
    assert "not a sure one" in " ".join(told)
    assert "probably" in told[-1]


def test_a_tie_is_told_as_a_tie():
    tied = game([[3, 3], [3, 3]], [[1, 1], [1, 1]])
    assert (tied.dominant(0), tied.is_all_tied()) == (None, True)
    assert verdict(tied, "profit") == [
        "the strategies do equally well: profit of each firm is the same whichever of its own it plays."
    ]
    by_rounding = game([[0.1 + 0.2, 0.3], [0.3, 0.1 + 0.2]], [[1, 1], [1, 1]])
    assert by_rounding.is_all_tied()
    half = verdict(game([[3, 3], [3, 3]], [[1, 2], [1, 2]]), "profit")
    assert half[0] == "a and b do equally well for Alba, whatever Brio may do."
    assert half[1].startswith("y dominates for Brio")
    assert half[-1] == "several choices are stable, and each firm earns the same in all of them."
    some = verdict(game([[3, 3], [3, 5]], [[1, 1], [1, 1]]), "profit")
    assert some[0] == "b is never worse for Alba, whatever Brio may do, and surely better against some."
    assert "in which a firm may as well play otherwise" in some[2]


def test_what_luck_may_have_decided_does_not_dominate():
    assert "dominates" not in " ".join(verdict(game([[3, 0], [5, 1]], [[3, 5], [0, 1]], noise=9.0), "profit"))


def test_an_undefined_payoff_leaves_the_rest_of_the_table():
    found = game([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    earned = {**found.earned, ("a", "x"): ({}, found.earned["a", "x"][1])}
    some = Game(found.firms, found.strategies, earned)
    assert (some.undefined(0), some.undefined(1)) == ([("a", "x")], [])
    assert verdict(some, "clv") == ["clv is not defined in every profile: no equilibrium can be told."]
    rows = payoff_rows(some, "clv")
    assert sum(row[5] == row[5] for row in rows) == 7
    assert some.mixed() == []


RIVALS = "rivals={Alba: {keep: {}, follow: {firms.Alba.pricing.price: 8.5}}, Corda: {keep: {}}}"
WORDS = ("tournament", "duel.yaml", *SMALL, "--set", RIVALS)


def test_the_command_plays_every_profile_and_writes_its_tables(loyalty, tmp_path):
    code, out, err = loyalty(*WORDS, "--firms", "Brio,Alba", "--out", "out")
    assert code == 0, err
    payoffs = read_csv(tmp_path / "out" / "payoffs.csv")
    assert len(payoffs) == 3 * 2 * 2
    assert set(payoffs["firm"]) == {"Brio", "Alba"}
    for _, part in payoffs.groupby(["firm", "against"]):
        best = part[part["is_best_reply"] == 1]
        assert best["mean"].max() == part["mean"].max()
        assert (part.loc[part["is_best_reply"] == 0, "behind"] > 0.0).all()
    equilibria = read_csv(tmp_path / "out" / "equilibria.csv")
    sums = equilibria.groupby(["equilibrium", "firm"])["probability"].sum()
    assert sums.to_numpy() == pytest.approx(1.0)
    assert (tmp_path / "out" / "figures" / "payoffs.png").exists()
    assert "*: best reply" in out
    runs = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    alike = runs[runs["strategy.Brio"].isin(["as_is", "same"]) & (runs["strategy.Alba"] == "keep")]
    assert alike.groupby("replicate")["profit"].nunique().eq(1).all(), "a strategy that changes nothing changes nothing"


def test_two_workers_write_the_bytes_of_one_and_three_firms_may_play(loyalty, tmp_path):
    for workers in ("1", "2"):
        assert loyalty(*WORDS, "--workers", workers, "--out", workers)[0] == 0
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert set(read_csv(tmp_path / "1" / "payoffs.csv")["firm"]) == {"Brio", "Alba", "Corda"}


def test_finished_runs_are_read_for_another_metric(loyalty, tmp_path, monkeypatch):
    words = (*WORDS, "--firms", "Brio,Alba", "--out")
    assert loyalty(*words, "out")[0] == 0
    assert loyalty(*words, "fresh", "--metric", "revenue")[0] == 0
    monkeypatch.setattr("analysis.sweep.sweep.kept_outcomes", None)  # nothing is run any more
    code, out, err = loyalty(*words, "out", "--metric", "revenue", "--resume")
    assert (code, "revenue in USD" in out) == (0, True), err
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")
    code, _, err = loyalty(*words, "out", "--metric", "clv", "--resume")
    assert (code, "clv is not defined in a run of 12 weeks" in err) == (2, True), err


def test_json_has_the_verdict(loyalty):
    code, out, _ = loyalty(*WORDS, "--firms", "Brio,Alba", "--json", "--no-report", "--out", "out")
    assert code == 0
    answer = json.loads(out)
    assert answer["verdict"]
    assert {"payoffs", "equilibria"} <= set(answer)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--firms", "Brio"), "needs two firms"),
        (("--firms", "Brio,Dorra"), "Dorra has no strategies"),
        (("--firms", "Brio,Abla"), "did you mean 'Alba'?"),
        (("--metric", "profits"), "did you mean 'profit'?"),
    ],
)
def test_what_is_refused(loyalty, words, said):
    code, _, err = loyalty(*WORDS, *words)
    assert (code, said in err) == (2, True), err


PRICES = {"a": 8.0, "b": 10.0, "c": 14.0}
LADDERS = {"Alba": PRICES, "Brio": dict(zip("xyz", PRICES.values(), strict=True))}
MIDDLE = [[1, 1, 1], [2, 3, 2], [1, 1, 1]]
"""What either earns with its own price in the row: the middle one dominates."""


def adapted(found, *ends):
    """Where firms ended, (Alba, Brio) of the lowest start and of the highest; three replicates `spread` apart."""
    ended = [[Ended([end - spread, end, end + spread], [5.0, 5.0, 5.0]) for end, spread in start] for start in ends]
    return pd.DataFrame(adaptation_rows(found, LADDERS, ended, "profit", 104), columns=list(COLUMNS))


def transposed(matrix):
    return [list(row) for row in zip(*matrix, strict=True)]


def test_prices_that_end_near_the_equilibrium_have_reached_it_and_others_have_not():
    found = game(MIDDLE, transposed(MIDDLE))
    table = adapted(found, [(9.5, 0.0), (10.9, 0.0)], [(13.0, 0.1), (11.2, 0.1)])
    assert list(table["equilibrium_price"]) == [10.0] * 4
    assert list(table["tolerance"]) == [1.0] * 4
    assert list(table["is_reached"]) == [1, 1, 0, 1]
    low, high, apart = told(table)
    assert low.endswith("the equilibrium (Alba 10.0 and Brio 10.0) is reached.")
    assert "not the equilibrium (Alba 10.0 and Brio 10.0), missed for Alba by +3.00" in high
    assert "could not come so far" not in high
    assert apart == "where climbing ends depends on where it begins, for Alba and Brio."


def test_too_few_replicates_and_too_few_weeks_are_told():
    found = game(MIDDLE, transposed(MIDDLE))
    low, *_ = told(adapted(found, [(12.0, 3.0), (10.0, 0.0)], [(10.0, 0.0), (10.0, 0.0)]))
    assert "luck leaves open" in low
    far = {firm: dict(zip(names, (8.0, 20.0, 21.0), strict=True)) for firm, names in LADDERS.items()}
    ended = [[Ended([price], [1.0])] * 2 for price in (9.0, 21.0)]
    low, high, *_ = told(pd.DataFrame(adaptation_rows(found, far, ended, "profit", 104), columns=list(COLUMNS)))
    assert "Alba and Brio could not come so far in these weeks" in low
    assert "could not come so far" not in high


def test_no_equilibrium_to_reach_is_said_and_one_at_the_edge_is_not_trusted():
    pennies = game([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    table = adapted(pennies, [(9.0, 0.0), (9.0, 0.0)], [(9.0, 0.0), (9.0, 0.0)])
    assert table["equilibrium_price"].isna().all()
    assert all(sentence.endswith("no pure equilibrium to reach.") for sentence in told(table))
    dilemma = game([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    ladders = {"Alba": {"a": 8.0, "b": 10.0}, "Brio": {"x": 8.0, "y": 10.0}}
    ended = [[Ended([10.0], [1.0])] * 2] * 2
    table = pd.DataFrame(adaptation_rows(dilemma, ladders, ended, "profit", 52), columns=list(COLUMNS))
    assert "at the edge of the prices played, for Alba and Brio" in told(table)[2]


def ladder(firm, *prices):
    return "{" + ", ".join(f"p{price}: {{firms.{firm}.pricing.price: {price}}}" for price in prices) + "}"


TWO = (*("tournament", "baseline", "--set", "firms.Corda=null", "--set", "firms.Dorra=null", "--adaptive"),
       *("--set", f"compare={ladder('Alba', 8.0, 13.0, 16.0)}"),
       *("--set", f"rivals={{Brio: {ladder('Brio', 8.0, 13.0, 16.0)}}}"))  # fmt: skip


def test_climbing_firms_leave_prices_that_answer_nothing(loyalty, tmp_path):
    size = ("--customers", "300", "--weeks", "104", "--replicates", "2", "--set", "market.burn_in_weeks=8")
    code, out, err = loyalty(*TWO, *size, "--out", "out")
    assert code == 0, err
    table = read_csv(tmp_path / "out" / "adaptation.csv")
    assert list(table.columns) == list(COLUMNS)
    assert (table["price"] <= table["can_rise_to"]).all()
    assert (table["price"] >= table["can_fall_to"]).all()
    low = table[table["start"] == "lowest"]
    assert (low["price"] > 1.05 * low["start_price"]).all(), "8 loses money here, and a step up shows it"
    assert "all firms hill climbing at once, from their lowest prices, end at Alba" in out
    payoffs = read_csv(tmp_path / "out" / "payoffs.csv")
    assert len(payoffs) == 3 * 3 * 2
    assert not payoffs.loc[payoffs["strategy"] == "p8.0", "is_best_reply"].any()
    assert (tmp_path / "out" / "figures" / "adaptation.png").exists()
    runs = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    assert runs["point"].max() == 9 + 2
    assert runs.loc[runs["point"] == 1, ["list_price", "Brio.list_price"]].eq(8.0).all(axis=None)
    columns = json.loads((tmp_path / "out" / "manifest.json").read_text())["columns"]["runs.parquet"]
    assert columns["Brio.list_price"]["meaning"] == "Brio: mean list price of the last 52 weeks"


def test_adaptive_runs_share_the_store_s_promises(loyalty, tmp_path):
    for workers in ("1", "2"):
        assert loyalty(*TWO, *SMALL, "--workers", workers, "--out", workers)[0] == 0
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    code, out, _ = loyalty(*TWO, *SMALL, "--out", "1", "--resume", "--json")
    assert code == 0
    answer = json.loads(out)
    assert len(answer["adaptation"]) == 4
    assert any("hill climbing" in sentence for sentence in answer["verdict"])
    without = [word for word in TWO if word != "--adaptive"]
    code, _, err = loyalty(*without, *SMALL, "--out", "1", "--resume")
    assert (code, "climbs" in err) == (3, True), err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--firms", "Brio,Corda"), "Corda has one price; give it two, or leave it out with --firms"),
        (("--set", "compare={as_is: {}, desk: {firms.Brio.recovery.staff: 4}}"), "'desk' of Brio is more than a"),
        (("--set", "compare={as_is: {}, match: {firms.Brio.pricing: {strategy: match_cheapest}}}"), "fixed price"),
    ],
)
def test_climbing_is_refused_where_strategies_are_not_prices(loyalty, tmp_path, words, said):
    code, out, err = loyalty(*WORDS, "--adaptive", *words, "--out", "out")
    assert (code, out) == (2, "")
    assert said in err
    assert not (tmp_path / "out").exists()
