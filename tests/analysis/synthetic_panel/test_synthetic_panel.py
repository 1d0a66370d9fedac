"""Synthetic panels: the columns of the contract, sums that tie out with the tables, the same bytes for any workers."""

import functools
import json
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.execution.run import Options, Run, simulate_run
from analysis.synthetic_panel import parquet_parts as panel_files
from analysis.synthetic_panel import recorder
from analysis.synthetic_panel.parquet_parts import PanelFiles, Rows
from simulation.loyalty import LOYALTY_TYPES
from simulation.result import simulate
from simulation.scenario.load import load
from tests.analysis.sample_studies import SMALL, contents

FILES = {"transactions.parquet", "trips.parquet", "offers.parquet", "customers.parquet"}
BOUGHT = ["strategy", "replicate", "week", "date", "customer_id", "firm", "quantity", "price", "amount", "promotion",
          "satisfaction", "failed", "complained", "reason"]  # fmt: skip
FIRMS = ["Alba", "Brio", "Corda", "Dorra"]
MINDS = [f"{part}_{firm}" for part in ("conviction", "affect", "habit") for firm in FIRMS]
TASTES = [f"taste_{firm}" for firm in FIRMS]
CARES = [f"{care}_care" for care in ("price", "quality", "affect", "habit")]
AT_END = ["strategy", "replicate", "customer_id", "segment", "firm", "tenure", *MINDS, "loyalty", "spend", "clv",
          "rate", "reservation", *CARES, *TASTES]  # fmt: skip


@functools.cache
def small(**changes):
    """The shipped market in small; Alba sells nothing beside, since a panel tells of one category."""
    scenario = load("baseline", customers=600, weeks=60).changed({"firms.Alba.extension": None})
    return scenario.changed({"market.burn_in_weeks": 52, **{k.replace("__", "."): v for k, v in changes.items()}})


def taken_down(folder, *runs):
    """Both files of some runs as tables of pandas, and the results."""
    folder.mkdir(exist_ok=True)
    with PanelFiles(folder, runs) as panel:
        results = [simulate_run(run, Options(witness=functools.partial(recorder.taken_down, folder))) for run in runs]
        found = panel.joined({(run.strategy, run.replicate) for run in runs})
        tables = [pd.read_parquet(found[name]) for name in ("transactions.parquet", "customers.parquet")]
    assert not list(folder.iterdir()), "parts were left behind"
    return *tables, results


@pytest.fixture(scope="module")
def panel(tmp_path_factory):
    runs = [Run(small(), "as_is", one) for one in (1, 2)]
    return taken_down(tmp_path_factory.mktemp("panel"), *runs)


def test_the_columns_are_those_that_clients_expect(panel):
    bought, people, _ = panel
    assert list(bought.columns) == BOUGHT
    assert list(people.columns) == AT_END
    assert bought["date"].dtype.kind == "M"
    assert bought.loc[bought["week"] == 2, "date"].eq(pd.Timestamp("2024-01-08")).all()
    assert bought["failed"].dtype == bool
    assert len(people) == 2 * 600


def test_purchases_tie_out_with_the_tables(panel):
    bought, _, results = panel
    weekly = pd.concat([result.weekly for result in results]).set_index(["replicate", "week", "firm"])
    sums = bought.groupby(["replicate", "week", "firm"])[["quantity", "amount", "failed", "complained"]].sum()
    sums = sums.reindex(weekly.index, fill_value=0)
    for mine, theirs in {"quantity": "units", "failed": "failures", "complained": "complaints"}.items():
        assert (sums[mine] == weekly[theirs]).all()
    assert np.allclose(sums["amount"], weekly["revenue"], atol=0.001)
    flows = pd.concat([result.flows for result in results])
    switches = bought[bought["reason"] != "none"].groupby(["replicate", "reason"]).size()
    assert switches.equals(flows.groupby(["replicate", "reason"])["customers"].sum().rename(None))


def test_customers_of_two_replicates_have_numbers_of_their_own(panel):
    bought, people, _ = panel
    assert not people["customer_id"].duplicated().any()
    assert people.loc[people["replicate"] == 2, "customer_id"].min() == 10_000_000_000
    assert set(bought["customer_id"]) <= set(people["customer_id"])
    assert (people["rate"] > 0.0).all()
    per_year = small().customers.purchases.per_year
    assert 52.0 * people["rate"].mean() == pytest.approx(per_year, rel=0.1)
    spreads = {name: getattr(small().customers.types, name).taste_spread for name in people["segment"].unique()}
    assert people.groupby("segment")[TASTES].std().mean(axis=1).to_dict() == pytest.approx(spreads, rel=0.15)


def test_customers_tie_out_with_purchases(panel):
    bought, people, results = panel
    year = bought[bought["week"] > 60 - 52]
    spent = year.pivot_table("amount", ["replicate", "customer_id"], "firm", aggfunc="sum", fill_value=0.0)
    people = people.set_index(["replicate", "customer_id"])
    buyers = people.loc[spent.index]
    assert np.allclose(buyers["spend"], spent.sum(axis=1))
    own = spent.to_numpy()[np.arange(len(buyers)), spent.columns.get_indexer(buyers["firm"])]
    assert (own == spent.max(axis=1)).all()
    rest = people.drop(spent.index)
    assert rest["firm"].isna().all()
    assert rest[["spend", "clv"]].eq(0.0).all(axis=None)
    dimensions = [buyers[f"{part}_Alba"] for part in ("conviction", "affect", "habit")]
    at_alba = buyers["firm"] == "Alba"
    assert np.allclose(buyers["loyalty"][at_alba], (sum(dimensions) / 3.0)[at_alba], atol=1e-4)
    outcomes = results[0].outcomes
    mine = buyers.loc[1][buyers.loc[1, "firm"] == "Alba"]
    worth = outcomes["Alba", "clv"] * outcomes["Alba", "active_customers"]
    assert 0.7 < mine["clv"].sum() / worth < 1.0, "who buys most elsewhere is counted there"


def test_a_part_of_the_customers_can_be_followed_and_is_the_same_in_both_files(panel, tmp_path):
    *_, results = panel
    some, whom, (result, *_) = taken_down(tmp_path / "part", Run(small(run__panel_share=0.2), "as_is", 1))
    assert 80 < len(whom) < 160
    everything = (
        whole[(whole["replicate"] == 1) & whole["customer_id"].isin(whom["customer_id"])] for whole in panel[:2]
    )
    for part, whole in zip((some, whom), everything, strict=True):
        assert part.equals(whole.reset_index(drop=True))
    assert result.weekly.equals(results[0].weekly)


def test_a_panel_changes_nothing(panel):
    *_, results = panel
    assert results[0].weekly.equals(simulate(small(), 1).weekly)


def test_groups_of_rows_do_not_depend_on_the_pieces_in_which_they_come(panel, tmp_path, monkeypatch):
    monkeypatch.setattr(panel_files, "ROWS", 100)
    table = pa.table({"number": list(range(250))})
    for name, size in (("one", 250), ("many", 7)):
        with Rows(tmp_path / name, table.schema) as rows:
            for first in range(0, 250, size):
                rows.add(table.slice(first, size))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "many").read_bytes()
    assert pq.ParquetFile(tmp_path / "one").num_row_groups == 3
    assert pq.read_table(tmp_path / "one").equals(table)


def test_workers_do_not_matter_and_the_manifest_names_every_column(loyalty, tmp_path):
    for workers in ("1", "2"):
        words = ("compare", "duel.yaml", *SMALL, "--panel", "--no-report", "--workers", workers, "--out", workers)
        assert loyalty(*words)[0] == 0
    one, two = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert FILES.issubset(one)
    assert one == two
    columns = json.loads((tmp_path / "1" / "manifest.json").read_text())["columns"]
    assert list(columns["transactions.parquet"]) == BOUGHT
    assert list(columns["customers.parquet"]) == AT_END
    for name in ("trips.parquet", "offers.parquet"):
        assert list(columns[name]) == list(pd.read_parquet(tmp_path / "1" / name).columns)
    assert columns["transactions.parquet"]["amount"]["unit"] == "USD"
    bought = pd.read_parquet(tmp_path / "1" / "transactions.parquet")
    assert list(dict.fromkeys(bought["strategy"])) == ["as_is", "same", "=cheap, very"]
    for name in FILES:
        table = pd.read_parquet(tmp_path / "1" / name)
        same, as_is = (table[table["strategy"] == one].drop(columns="strategy") for one in ("same", "as_is"))
        assert same.reset_index(drop=True).equals(as_is.reset_index(drop=True))


def test_a_panel_can_be_asked_for_later_and_is_not_written_twice(loyalty, tmp_path):
    words = ("run", "baseline", *SMALL, "--no-report", "--out", "out")
    assert "written" in loyalty(*words)[1]
    assert "written" in loyalty(*words, "--panel")[1]
    assert FILES.issubset(contents(tmp_path / "out"))
    assert "already holds" in loyalty(*words, "--panel")[1]
    assert not list((tmp_path / "out").glob(".*.part"))


def test_markets_of_other_firms_share_one_file(loyalty, tmp_path):
    (tmp_path / "fifth.yaml").write_text("extends: baseline\nfirms: {Elva: {attraction: 0.2}}\n")
    loyalty("compare", "baseline", "fifth.yaml", *SMALL, "--panel", "--no-report", "--out", "out")
    people = pd.read_parquet(tmp_path / "out" / "customers.parquet")
    without = people["strategy"] == "baseline"
    assert people.loc[without, "habit_Elva"].isna().all()
    trips = pd.read_parquet(tmp_path / "out" / "trips.parquet")
    assert trips.loc[trips["strategy"] == "baseline", "price_Elva"].isna().all()
    assert trips.loc[trips["strategy"] != "baseline", "price_Elva"].notna().any()
    assert people.loc[~without, "habit_Elva"].notna().all()


@pytest.mark.parametrize("reader", ["pandas", "polars", "duckdb"])
def test_other_readers_open_it(reader, loyalty, tmp_path):
    library = pytest.importorskip(reader)
    loyalty("run", "baseline", *SMALL, "--panel", "--no-report", "--out", "out")
    file = str(tmp_path / "out" / "transactions.parquet")
    table = library.read_parquet(file)
    table = table.df() if reader == "duckdb" else table
    assert list(table.columns) == BOUGHT
    assert table["amount"].sum() == pytest.approx(pq.read_table(file)["amount"].to_pandas().sum())


ALWAYS_BUY = {"customers.switches.reservation_price": False} | {
    f"customers.types.{kind}.effort_per_step": 0.0 for kind in LOYALTY_TYPES
}
"""Nothing that came to mind is too dear, or too much trouble."""


def in_peace(customers):
    """Two years of people who need as much as ever, buy nothing ahead and always find something.

    Nobody leaves a firm for good, so that who seems to have dropped out has not.
    """
    dials: dict[str, Any] = {f"customers.switches.{name}": False for name in ("renewal", "stockpiling", "expansion")}
    dials |= {"customers.purchases.outside_appeal": -20.0, "customers.voice.for_good": 0.0}
    return load("baseline", customers=customers, weeks=104).changed({"market.burn_in_weeks": 26, **dials})


@pytest.fixture(scope="module")
def two_years(tmp_path_factory):
    """Purchases of two such years in a settled market."""
    return taken_down(tmp_path_factory.mktemp("years"), Run(in_peace(3_000), "as_is", 1))[0]


def fitted(bought):
    """BG/NBD on the first year: parameters, and purchases that it expects in the second, with those made."""
    clvkit = pytest.importorskip("clvkit")
    first = bought[bought["week"] <= 52]
    base = clvkit.CustomerBase.from_transactions(first, time_unit="W", observation_period_end="2024-12-29")
    model = clvkit.BGNBD().fit(base)
    expected = model.predict(t=52).to_pandas().iloc[:, 0]
    made = bought[bought["week"] > 52].groupby("customer_id").size().reindex(expected.index, fill_value=0)
    return model.params_, expected, made


@pytest.mark.slow
def test_bg_nbd_recovers_how_often_people_buy_and_that_nobody_drops_out(tmp_path):
    """A cohort, as it assumes: all begin in week 1, and every trip ends with a purchase, of which a week has one.

    In a settled market it is biased: who is seen late to begin needs little, and it takes all beginners for alike. Nor
    does it know of trips on which nothing is bought, 8 % in the baseline.
    """
    scenario = in_peace(3_000).changed(ALWAYS_BUY | {"customers.coming_and_going": {"vacant": 1.0, "by_week": [1.0]}})
    bought, people, _ = taken_down(tmp_path / "cohort", Run(scenario, "as_is", 1))
    found, expected, made = fitted(bought)
    trips = 1.0 - np.exp(-people.set_index("customer_id")["rate"].reindex(expected.index))
    weeks = 51.0  # of the year, after the first purchase
    error = float(trips.mean() * weeks / len(trips)) ** 0.5 / weeks  # of a mean of Poisson numbers of known means
    assert len(trips) > 2_900
    assert found["r"] / found["alpha"] == pytest.approx(trips.mean(), abs=3.0 * error)
    assert found["a"] / (found["a"] + found["b"]) < 0.002
    assert expected.sum() == pytest.approx(made.sum(), rel=3.0 * 2.0**0.5 * error / float(trips.mean()))
    assert np.corrcoef(expected, made)[0, 1] > 0.9


@pytest.mark.slow
def test_bg_nbd_on_one_firm_takes_buying_elsewhere_for_dropping_out(two_years):
    """Customers of several firms come back, which the model rules out: it finds who drops out, and orders them worse.

    In all it expects about as much as they buy, a tenth more or less as the firm's share moves.
    """
    bought = two_years
    found, expected, made = fitted(bought[bought["firm"] == "Alba"])
    _, expected_of_all, made_of_all = fitted(bought)
    assert found["a"] / (found["a"] + found["b"]) > 0.01
    assert expected.sum() == pytest.approx(made.sum(), rel=0.15)
    assert np.corrcoef(expected, made)[0, 1] < np.corrcoef(expected_of_all, made_of_all)[0, 1] - 0.2


@pytest.mark.parametrize("command", ["run", "compare"])
def test_a_panel_from_a_cluster_is_refused_before_anything_is_written(command, loyalty, tmp_path):
    before = set(tmp_path.rglob("*"))
    words = (command, "duel.yaml", *SMALL, "--panel", "--cluster", "tcp://127.0.0.1:9", "--out", "out")
    code, out, err = loyalty(*words)
    assert (code, out) == (2, "")
    assert "leave --panel or --cluster out" in err
    assert before == set(tmp_path.rglob("*"))
