"""`compare --uncertain`: what it writes and says, that it resumes and repeats to the byte, and what it refuses."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main
from analysis.formats.csv_bytes import read_csv
from analysis.study.run_store import MARK
from analysis.uncertainty.doubt import TABLES
from tests.analysis.sample_studies import DUEL, contents

SIZE = ("--customers", "150", "--weeks", "6", "--replicates", "2", "--set", "market.burn_in_weeks=4")
FEW = (
    "plausible={market: false, customers: false, firms: false, customers.purchases.per_year: '8:20',"
    " firms.Alba.service.quality: '0.5:0.9', customers.switches.habit: chance 0.5}"
)
WORLDS = (*SIZE, "--set", FEW, "--uncertain=8", "--no-report", "--workers", "1")
PROGRAM = (sys.executable, str(Path(main.__file__).parents[2] / "run.py"))
COSTS = """
extends: baseline
question: What is known exactly?
market: {customers: 200, weeks: 26, burn_in_weeks: 4}
firms: {Alba: {overhead: 1000.0, unit_cost: 6.0}}
compare:
  as_is: {}
  dear: {firms.Alba.unit_cost: 7.0}
  rent: {firms.Alba.overhead: 1100.0}
"""


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """What the command says, and the folder that it leaves."""
    place = tmp_path_factory.mktemp("study")
    (place / "duel.yaml").write_text(DUEL)
    words = [*PROGRAM, "compare", "duel.yaml", *WORLDS, "--out", "once"]
    done = subprocess.run(words, cwd=place, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout, place / "once"


@pytest.fixture
def compared(once, loyalty, tmp_path):
    """What the command says, and what its folder holds; the folder is here too."""
    shutil.copytree(once[1], tmp_path / "once")
    return once[0], contents(tmp_path / "once")


def test_it_writes_its_tables_and_says_luck_and_doubt_apart(compared, loyalty, tmp_path):
    out, files = compared
    assert set(TABLES) < set(files)
    assert "With these assumptions" in out
    assert "Over 8 plausible worlds" in out
    manifest = json.loads((tmp_path / "once" / "manifest.json").read_text())
    for name in TABLES:
        frame = (
            pd.read_parquet(tmp_path / "once" / name)
            if name.endswith("parquet")
            else read_csv(tmp_path / "once" / name)
        )
        assert list(manifest["columns"][name]) == list(frame.columns), name
    outcomes = pd.read_parquet(tmp_path / "once" / "world_outcomes.parquet")
    assert list(outcomes.columns) == ["world", "replicate", "plan", "firm", "metric", "value"]
    sizes = outcomes[outcomes["metric"] == "profit"].groupby(["world", "replicate", "plan"]).size()
    assert len(sizes) == 8 * 2 * 3
    profit = outcomes[outcomes["metric"] == "profit"]
    same = profit.pivot_table(index=["world", "replicate", "firm"], columns="plan", values="value")
    assert same["as_is"].equals(same["same"]), "a plan that changes nothing differs by nothing in any world"
    code, again, _ = loyalty("compare", "duel.yaml", *WORLDS, "--out", "once", "--resume")
    assert code == 0
    assert again.replace("once already holds these results", "written to once") == out


def test_its_bytes_are_the_same_with_more_workers_and_from_its_own_worlds(compared, loyalty, tmp_path):
    assert loyalty("compare", "duel.yaml", *WORLDS[:-1], "2", "--out", "twice")[0] == 0
    assert contents(tmp_path / "twice") == compared[1]
    own = [word for word in WORLDS if word != "--uncertain=8"]
    assert loyalty("compare", "duel.yaml", *own, "--uncertain=once/worlds.csv", "--out", "own")[0] == 0
    assert contents(tmp_path / "own") == compared[1]


def test_killed_among_the_worlds_it_goes_on_to_the_same_bytes(compared, loyalty, tmp_path):
    words = ["compare", "duel.yaml", *WORLDS, "--out", "killed"]
    running = subprocess.Popen([*PROGRAM, *words], cwd=tmp_path, env=environment(), stderr=subprocess.DEVNULL)
    store = tmp_path / "killed" / "runs.store"
    while running.poll() is None and kept(store) < 6 + 5:
        time.sleep(0.005)
    running.kill()
    running.wait()
    assert 6 < kept(store) < 6 + 8 * 2 * 3, "it was killed among the worlds"
    code, _, err = loyalty(*words, "--resume")
    assert code == 0, err
    assert contents(tmp_path / "killed") == compared[1]


def kept(store):
    """Runs that a store holds whole."""
    return store.read_bytes().count(MARK) if store.exists() else 0


def environment():
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def test_json_has_the_words_and_the_tables(loyalty):
    code, out, _ = loyalty("compare", "duel.yaml", *WORLDS, "--out", "data", "--json")
    assert code == 0
    told = json.loads(out)
    assert told["worlds"] == 8
    assert "Over 8 plausible worlds" in " ".join(told["sureness"])
    assert {row["plan"] for row in told["robustness"]} == {"as_is", "same", "=cheap, very"}
    assert told["worth"][0]["assumption"] == "(all)"


def test_without_worlds_the_verdict_says_that_it_covers_luck_only(loyalty):
    _, out, _ = loyalty("compare", "duel.yaml", *SIZE, "--no-report", "--out", "plain")
    assert "covers luck only" in out
    assert "--uncertain" in out


def test_differences_that_are_arithmetic_are_exact_in_each_world(loyalty, tmp_path):
    """A dearer unit costs its price more a unit sold, rent its rent: nobody behaves otherwise."""
    (tmp_path / "costs.yaml").write_text(COSTS)
    words = ("--uncertain=8", "--no-report", "--workers", "1", "--replicates", "2", "--set", FEW)
    assert loyalty("compare", "costs.yaml", *words, "--out", "costs")[0] == 0
    outcomes = pd.read_parquet(tmp_path / "costs" / "world_outcomes.parquet")
    own = outcomes[outcomes["firm"] == "Alba"].pivot_table(
        index=["world", "replicate"], columns=["metric", "plan"], values="value"
    )
    profit = own["profit"]
    assert (profit["as_is"] - profit["rent"]).to_numpy() == pytest.approx(100.0 * 26, abs=0.5 * 26)
    dearer = (profit["as_is"] - profit["dear"]).to_numpy()
    assert dearer == pytest.approx(own["units"]["as_is"].to_numpy(), rel=1e-6), "one more a unit"
    table = read_csv(tmp_path / "costs" / "robustness.csv")
    told = table[(table["firm"] == "Alba") & (table["metric"] == "profit")].set_index("plan").to_dict("index")
    assert told["as_is"]["best"] == 1.0
    assert told["rent"]["mean"] == pytest.approx(-2600.0, abs=15.0)
    assert told["rent"]["p95"] - told["rent"]["p05"] < 25.0
    assert told["dear"]["mean"] == pytest.approx(-dearer.mean())


@pytest.mark.parametrize(("words", "said"), [
    (("duel.yaml", "--uncertain", "12"), "write --uncertain=12, without a space"),
    (("duel.yaml", "--uncertain=3"), "3 worlds; write 8 to"),
    (("duel.yaml", "--metric", "units"), "decides between plans in plausible worlds; add --uncertain"),
    (("duel.yaml", "--uncertain", "--metric", "unitss"), "no metric 'unitss'; did you mean 'units'"),
    (("duel.yaml", "--uncertain", "--metric", "price"), "neither more nor less of price is better"),
    (("duel.yaml", "--uncertain", "--metric", "churn"), "churn is not defined in a run of 10 weeks"),
    (("duel.yaml", "--uncertain", "--rivals"), "every reaction would be run in every world"),
    (("duel.yaml", "--uncertain=many"), "no file 'many'; write a number of worlds"),
    (("duel.yaml", "duel.yaml", "--uncertain"), "draws worlds around one scenario, and 2 are given"),
])  # fmt: skip
def test_what_cannot_be_is_refused_kindly(loyalty, tmp_path, words, said):
    code, _, err = loyalty("compare", *words, *SIZE, "--out", "refused")
    assert code == 2
    assert said in err
    assert not (tmp_path / "refused").exists()


def test_where_every_range_is_a_point_luck_is_not_told_as_doubt(loyalty, tmp_path):
    """Worlds that differ by luck alone: nothing is worth knowing, and who leads on average gives nothing away."""
    (tmp_path / "points.yaml").write_text(
        COSTS.replace("dear: {firms.Alba.unit_cost: 7.0}", "near: {firms.Alba.service.quality: 0.71}")
    )
    rows = [f"{world},14.0" for world in range(1, 17)]
    (tmp_path / "points.csv").write_text("\n".join(["world,customers.purchases.per_year", *rows, ""]))
    words = ("--uncertain=points.csv", "--no-report", "--workers", "1", "--replicates", "2")
    code, out, err = loyalty("compare", "points.yaml", *words, "--out", "points")
    assert code == 0, err
    worth = read_csv(tmp_path / "points" / "worth.csv")
    assert list(worth["assumption"]) == ["(all)"], "what never varies is told nothing of"
    assert worth["evppi"].iloc[0] <= 2.0 * worth["se"].iloc[0]
    table = read_csv(tmp_path / "points" / "robustness.csv")
    own = table[(table["firm"] == "Alba") & (table["metric"] == "profit")].set_index("plan")
    leads = own.sort_values("mean").iloc[-1].to_dict()
    assert leads["mean_regret"] <= 2.0 * leads["mean_regret_se"]
    assert "and may be worth nothing; no single number, if it were known, would change the choice." in out
