"""`optimise`: finds a known optimum, keeps to limits, is honest about ties, resumes to the same bytes."""

import json

import pytest

from analysis.execution.kept_outcomes import kept_outcomes
from analysis.execution.run import Run
from analysis.formats.csv_bytes import read_csv
from analysis.optimisation.search import Goal, Limit, Search, read_limit, walked
from analysis.sweeps.design import Vary
from simulation.reading.errors import Refused
from simulation.scenario.load import load
from tests.analysis.sample_studies import SMALL, contents
from tests.analysis.wording import wording
from tests.simulation.sample_markets import price_of

pytest.importorskip("optuna", reason="needs the extra `experiments`")

PRICE = "firms.Brio.pricing.price"
WORDS = ("optimise", "duel.yaml", "--vary", f"{PRICE}=7:14", "--maximise", "profit", "--trials", "12", *SMALL)
SPACE = (Vary("x", (), 0.0, 10.0), Vary("kind", ("poor", "rich")))


def hill(search: Search, batch: range) -> None:
    """Highest at x = 7 with the rich kind; costs what x is."""
    for number in batch:
        x, kind = search.points[number]
        search.found.append({"worth": -((x - 7.0) ** 2) + (5.0 if kind == "rich" else 0.0), "cost": x})


def test_it_finds_the_top_of_a_hill():
    goal = Goal("worth", 1.0)
    search = walked(SPACE, goal, 60, 1, hill, start=(1.0, "poor"))
    assert search.points[0] == (1.0, "poor")
    x, kind = search.points[search.best(goal, 1)[0]]
    assert kind == "rich"
    assert x == pytest.approx(7.0, abs=0.4)


def test_it_keeps_to_limits():
    goal = Goal("worth", 1.0, (Limit("cost<=4", "cost", 1.0, 4.0),))
    search = walked(SPACE, goal, 60, 1, hill)
    best = [search.points[number][0] for number in search.best(goal, 3)]
    assert max(best) <= 4.0
    assert max(best) == pytest.approx(4.0, abs=0.4)


def test_what_is_minimised_is_least():
    goal = Goal("cost", -1.0)
    search = walked(SPACE, goal, 40, 1, hill)
    assert search.points[search.best(goal, 1)[0]][0] < 0.5


def test_the_same_seed_walks_the_same_way():
    first, second, other = (walked(SPACE, Goal("worth", 1.0), 25, seed, hill).points for seed in (1, 1, 2))
    assert first == second != other


@pytest.mark.parametrize(
    ("text", "weeks", "bound", "sign"),
    [
        ("cost<=50000/quarter", 104, 400_000.0, 1.0),
        ("cost <= 50,000 / year", 26, 25_000.0, 1.0),
        ("retention>=0.7", 104, 0.7, -1.0),
        ("Alba.profit>=-1e3/week", 10, -10_000.0, -1.0),
    ],
)
def test_limits_are_read(text, weeks, bound, sign):
    found = read_limit(text, {"cost": 0, "retention": 0, "Alba.profit": 0}, weeks)
    assert found.bound == pytest.approx(bound)
    assert found.sign == sign


@pytest.mark.parametrize(("text", "said"), [("cost=5", "is no limit"), ("cst<=5", "did you mean 'cost'?"),
                                            ("cost<=5/quater", "did you mean 'quarter'?")])  # fmt: skip
def test_wrong_limits_are_refused(text, said):
    with pytest.raises(Refused) as refusal:
        read_limit(text, {"cost": 0}, 52)
    assert said in str(refusal.value)


def test_the_command_confirms_the_winner_and_writes_a_scenario_that_runs(loyalty, tmp_path):
    code, out, err = loyalty(*WORDS, "--workers", "1", "--out", "out")
    assert code == 0, err
    trials = read_csv(tmp_path / "out" / "trials.csv")
    assert len(trials) == 12
    assert trials[PRICE].iloc[0] == 10.0, "the search begins with things as they are"
    finalists = read_csv(tmp_path / "out" / "finalists.csv")
    assert "as it is" in set(finalists["candidate"])
    confirmation = read_csv(tmp_path / "out" / "confirmation.csv")
    assert set(confirmation["replicate"]) == {4, 5, 6}, "luck that the search did not see"
    assert "best: trial" in out
    assert "leaving things as they are" in out
    best = load(str(tmp_path / "out" / "best.yaml"))
    winner = int(out.split("best: trial ")[1].split()[0])
    assert price_of(best, "Brio") == trials[PRICE].iloc[winner - 1]
    assert price_of(best.with_strategy("as_it_was"), "Brio") == 10.0
    assert loyalty("compare", "out/best.yaml", *SMALL, "--no-report", "--out", "compared")[0] == 0


def test_a_search_that_changes_nothing_says_so(loyalty):
    words = (
        "optimise",
        "duel.yaml",
        "--vary",
        "firms.Dorra.observed_share=0:1",
        "--maximise",
        "profit",
        "--trials",
        "4",
    )
    code, out, err = loyalty(*words, "--trials", "4", *SMALL, "--out", "out")
    assert code == 0, err
    assert out.count("exactly the same as") == 2


def test_interrupted_and_with_two_workers_it_ends_with_the_same_bytes(loyalty, tmp_path, monkeypatch):
    assert loyalty(*WORDS, "--workers", "1", "--out", "whole")[0] == 0
    assert loyalty(*WORDS, "--workers", "2", "--out", "two")[0] == 0
    done: list[Run] = []

    def stopping(run, options):
        if len(done) == 20:
            raise KeyboardInterrupt
        done.append(run)
        return kept_outcomes(run, options)

    with monkeypatch.context() as patch:
        patch.setattr("analysis.optimisation.optimise.kept_outcomes", stopping)
        code, _, err = loyalty(*WORDS, "--workers", "1", "--out", "cut")
    assert (code, "20 of 48 runs are kept" in err) == (130, True), err
    assert loyalty(*WORDS, "--workers", "1", "--out", "cut", "--resume")[0] == 0
    assert contents(tmp_path / "cut") == contents(tmp_path / "whole") == contents(tmp_path / "two")
    first = loyalty(*WORDS, "--out", "cut", "--resume")
    assert first[0] == 0
    assert "already holds" in first[1]
    assert "best: trial" in first[1]


def test_limits_that_nothing_keeps_are_told(loyalty, tmp_path):
    code, out, err = loyalty(*WORDS, "--subject-to", "market_share>=0.99", "--trials", "3", "--json", "--out", "out")
    assert code == 0, err
    assert "no point that was tried keeps the limits" in json.loads(out)["verdict"][0]
    assert not (tmp_path / "out" / "best.yaml").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--maximise", "clv"), wording("too short for it", outcome="clv", weeks=12)),
        (("--subject-to", "Alba.clv>=1"), wording("too short for it", outcome="Alba.clv", weeks=12)),
        (("--vary", "run.replicates=1:3"), "cannot be varied"),
        (("--vary", "firms.Alba.pricing.price=9,cheap,10"), "'cheap' is not a number"),
        (("--minimise", "cost"), "one of --maximise and --minimise"),
        (("--subject-to", "cost<5"), "is no limit"),
        (("--vary", "firms.Alba.pricing.price=-5:5"), "point 1: firms.Alba.pricing.price"),
    ],
)
def test_what_is_refused(loyalty, words, said):
    code, _, err = loyalty(*WORDS, *words)
    assert (code, said in err) == (2, True), err
