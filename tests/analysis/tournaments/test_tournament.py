"""`tournament`: games with known equilibria, and the command on a market."""

import json

import pandas as pd
import pytest

from analysis.formats.csv_bytes import read_csv
from analysis.games.game import payoff_rows
from analysis.tournaments.adaptive_pricing import COLUMNS, climb_sentences
from analysis.tournaments.findings import verdict
from tests.analysis.sample_studies import SMALL, contents
from tests.analysis.tournaments.sample_games import (
    DILEMMA,
    MIDDLE,
    PENNIES,
    adapted,
    at_the_edge,
    game,
    too_far,
    transposed,
    without_a_payoff,
)
from tests.analysis.wording import wording

pytest.importorskip("nashpy", reason="needs the extra `experiments`")


def replies(found, name, place):
    """How good a strategy of a firm is against all that the other may do."""
    return [found.reply(profile, place) for profile in found.against(name, place)]


def leads(found, one, other):
    """What each firm earns more in one profile than in the other."""
    gaps = [found.difference(one, other, place) for place in (0, 1)]
    assert None not in gaps
    return [gap for gap in gaps if gap is not None]


def test_the_prisoners_dilemma():
    found = game(*DILEMMA)
    assert [one.profile for one in found.pure()] == [("b", "y")]
    assert found.mixed() == []
    assert (found.dominant(0), found.dominant(1)) == ("b", "y")
    assert all(reply.is_sure for reply in replies(found, "b", 0))
    assert found.better_for_all(("b", "y")) == ("a", "x")
    assert all(lead.low > 0.0 for lead in leads(found, ("a", "x"), ("b", "y")))


def test_matching_pennies_has_a_mixed_equilibrium_only():
    found = game(*PENNIES)
    assert found.pure() == []
    (mixed,) = found.mixed()
    assert mixed.shares[0] == pytest.approx({"a": 0.5, "b": 0.5})
    assert mixed.payoffs == pytest.approx((0.0, 0.0))


def test_coordination_has_two_pure_equilibria_and_a_mixed_one():
    found = game([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    assert {one.profile for one in found.pure()} == {("a", "x"), ("b", "y")}
    (mixed,) = found.mixed()
    assert mixed.shares[0] == pytest.approx({"a": 2 / 3, "b": 1 / 3})


def test_what_luck_may_have_decided_is_not_called_sure():
    found = game(*DILEMMA, noise=9.0)
    assert found.dominant(0) == "b"
    assert not all(reply.is_sure or reply.is_tied for reply in replies(found, "b", 0))
    assert not all(lead.low > 0.0 for lead in leads(found, ("a", "x"), ("b", "y")))
    assert "dominates" not in " ".join(verdict(found, "profit"))


def test_a_tie_is_told_as_a_tie():
    tied = game([[3, 3], [3, 3]], [[1, 1], [1, 1]])
    assert (tied.dominant(0), tied.is_all_tied()) == (None, True)
    by_rounding = game([[0.1 + 0.2, 0.3], [0.3, 0.1 + 0.2]], [[1, 1], [1, 1]])
    assert by_rounding.is_all_tied()
    half = game([[3, 3], [3, 3]], [[1, 2], [1, 2]])
    assert (half.best_replies(0), half.dominant(1), half.is_all_tied()) == (["a", "b"], "y", False)
    assert {one.payoffs for one in half.pure()} == {(3.0, 2.0)}
    some = game([[3, 3], [3, 5]], [[1, 1], [1, 1]])
    assert some.dominant(0) == "b"
    assert [(reply.is_tied, reply.is_sure) for reply in replies(some, "b", 0)] == [(True, False), (False, True)]


def test_an_undefined_payoff_leaves_the_rest_of_the_table():
    some = without_a_payoff(game(*DILEMMA))
    assert (some.undefined(0), some.undefined(1)) == ([("a", "x")], [])
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
    monkeypatch.setattr("analysis.sweeps.sweep.kept_outcomes", None)  # nothing is run any more
    code, out, err = loyalty(*words, "out", "--metric", "revenue", "--resume")
    assert (code, "revenue in USD" in out) == (0, True), err
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")
    code, _, err = loyalty(*words, "out", "--metric", "clv", "--resume")
    assert (code, wording("too short for it", outcome="clv", weeks=12) in err) == (2, True), err


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


def test_prices_that_end_near_the_equilibrium_have_reached_it_and_others_have_not():
    found = game(MIDDLE, transposed(MIDDLE))
    table = adapted(found, [(9.5, 0.0), (10.9, 0.0)], [(13.0, 0.1), (11.2, 0.1)])
    assert list(table["equilibrium_price"]) == [10.0] * 4
    assert list(table["tolerance"]) == [1.0] * 4
    assert list(table["is_reached"]) == [1, 1, 0, 1]
    assert table["distance"].round(2).tolist() == [-0.5, 0.9, 3.0, 1.2]
    assert len(climb_sentences(table)) == 3


def test_too_few_replicates_and_too_few_weeks_are_told():
    found = game(MIDDLE, transposed(MIDDLE))
    open_ = adapted(found, [(12.0, 3.0), (10.0, 0.0)], [(10.0, 0.0), (10.0, 0.0)])
    assert open_["is_reached"].tolist() == [1, 1, 1, 1]
    assert open_["distance"][0] > open_["tolerance"][0], "its interval alone reaches the equilibrium"
    far = too_far(found)
    assert far["is_reached"].tolist() == [0, 0, 0, 0]
    assert (far["can_rise_to"] + far["tolerance"] < far["equilibrium_price"]).tolist() == [True, True, False, False]


def test_no_equilibrium_to_reach_is_said_and_one_at_the_edge_is_not_trusted():
    table = adapted(game(*PENNIES), [(9.0, 0.0), (9.0, 0.0)], [(9.0, 0.0), (9.0, 0.0)])
    assert table["equilibrium_price"].isna().all()
    assert table["is_reached"].isna().all()
    edge = at_the_edge()
    assert set(edge["equilibrium_price"]) == {10.0} == set(edge.loc[edge["start"] == "highest", "start_price"])
    assert len(climb_sentences(edge)) == 3


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
