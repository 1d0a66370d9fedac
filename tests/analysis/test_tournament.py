"""`tournament`: games with known equilibria, and the command on a market."""

import json

import pandas as pd
import pytest

from analysis.contest import verdict
from analysis.csv_text import read_csv
from analysis.games import Game
from tests.analysis.small import SMALL, contents

pytest.importorskip("nashpy", reason="needs the extra `experiments`")


def game(first, second, *, noise=0.0):
    """Two firms with strategies a, b, …; two replicates that differ by `noise` against each other."""
    names = "abc"[: len(first)], "xyz"[: len(first[0])]
    earned = {
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
