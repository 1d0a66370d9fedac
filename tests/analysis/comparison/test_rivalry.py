"""`compare --rivals` on the real engine: its first column is the plain comparison, its cells the markets they name."""

import json

import pytest

from analysis.comparison.request import ComparisonRequest, plan_comparison
from analysis.comparison.rivalry import against_rivals
from analysis.formats.csv_bytes import read_csv
from simulation.result import simulate
from simulation.scenario.load import load
from tests.analysis.sample_studies import contents

RIVALS = """
extends: baseline
question: What if they answer?
market: {customers: 200, weeks: 8, burn_in_weeks: 4, real_customers: 6000}
compare:
  as_is: {}
  cut: {label: A cut, cost: {once: 500}, change: {firms.Alba.pricing.price: 9.0}}
  rare: {customers.purchases.per_year: 8}
  theirs: {firms.Brio.pricing.price: 9.5}
rivals:
  Brio: {stay: {}, follow: {label: Cut as well, change: {firms.Brio.pricing.price: 9.0}}}
  Corda: {stay: {}, rise: {firms.Corda.pricing.price: 11}}
run: {replicates: 2}
"""


@pytest.fixture
def rivals(tmp_path):
    file = tmp_path / "rivals.yaml"
    file.write_text(RIVALS)
    return file


def test_the_grid_is_the_comparison_and_what_the_reactions_make_of_it(loyalty, rivals, tmp_path):
    for out, more in (("plain", ()), ("grid", ("--rivals",))):
        code, _, err = loyalty("compare", str(rivals), "--no-report", "--out", out, *more)
        assert code == 0, err
    plain, grid = contents(tmp_path / "plain"), contents(tmp_path / "grid")
    assert {name: grid[name] for name in plain} == plain
    assert set(grid) - set(plain) == {"rivals.csv", "replies.csv"}
    table = read_csv(tmp_path / "grid" / "rivals.csv").set_index(["plan", "reaction"])
    assert set(table.index.get_level_values(0)) == {"as_is", "cut"}, "moves of rivals and of the world are no plans"
    assert set(table.index.get_level_values(1)) == {"stay + stay", "stay + rise", "follow + stay", "follow + rise"}
    comparison = read_csv(tmp_path / "plain" / "comparison.csv").set_index(["strategy", "firm", "metric"])
    for column in ("difference", "ci_low", "ci_high", "replicates"):
        first, told = table[column].to_dict(), comparison[column].to_dict()
        assert first["cut", "stay + stay"] == told["cut", "Alba", "profit"]
    scenario = load(str(rivals))
    cell = scenario.with_strategy("cut").changed({"firms.Brio.pricing.price": 9.0, "firms.Corda.pricing.price": 11.0})
    earned = [simulate(cell, r, settled=scenario.settled()).outcomes["Alba", "profit"] * 30.0 for r in (1, 2)]
    assert table.loc[("cut", "follow + rise"), "level"] == pytest.approx(sum(earned) / 2)


def test_terminal_json_and_a_study_read_again_say_the_same(loyalty, rivals):
    code, out, err = loyalty("compare", str(rivals), "--rivals", "--no-report", "--out", "grid")
    assert code == 0, err
    code, answer, _ = loyalty("compare", str(rivals), "--rivals", "--no-report", "--out", "grid", "--resume", "--json")
    assert code == 0
    told = json.loads(answer)
    assert told["against_rivals"]
    assert all(sentence in out for sentence in [*told["against_rivals"], *told["verdict"]])
    assert len(told["rivals"]) == 8
    assert "Cut as well + rise" in out
    assert "follow" not in out + " ".join(told["against_rivals"])
    assert "A cut" in out


def test_the_report_has_the_grid_and_its_figure(loyalty, rivals, tmp_path):
    assert loyalty("compare", str(rivals), "--rivals", "--out", "grid")[0] == 0
    page = (tmp_path / "grid" / "report.html").read_text("utf-8")
    assert "What if rivals answer?" in page
    assert 'id="rivals"' in page
    section = page[page.index("What if rivals answer?") : page.index('id="changes-title"')]
    assert '<th scope="col">Cut as well + stay</th>' in section
    assert "follow" not in section
    assert (tmp_path / "grid" / "figures" / "rivals.svg").exists()
    manifest = json.loads((tmp_path / "grid" / "manifest.json").read_text("utf-8"))
    assert set(manifest["columns"]["rivals.csv"]) == set(read_csv(tmp_path / "grid" / "rivals.csv").columns)


def test_reactions_are_asked_for_where_there_are_some(loyalty, rivals):
    code, _, err = loyalty("compare", "duel.yaml", "--rivals", "--out", "none")
    assert code == 2
    assert "nothing stands under `rivals`" in err
    code, _, err = loyalty("compare", str(rivals), "duel.yaml", "--set", "market.customers=200", "--rivals")
    assert code == 2
    code, _, err = loyalty("compare", str(rivals), "--rivals", "--panel", "--out", "none")
    assert code == 2
    assert "leave --panel or --rivals out" in err


def test_its_runs_are_those_of_the_comparison_and_then_one_a_cell_and_replicate(rivals):
    plan = plan_comparison(ComparisonRequest.of([str(rivals)]))
    found = against_rivals(plan)
    assert [str(run) for run in found.runs()[: plan.count]] == [str(run) for run in plan.runs()]
    assert len(found.runs()) == plan.count + 2 * 3 * 2
