"""What is summed up or printed is of the real size, file by file; what is told week by week or run by run is not."""

import json
import re

import pytest

from analysis.formats.csv_bytes import read_csv
from analysis.formats.parquet_bytes import read_parquet
from analysis.outcomes.real_size import grows
from tests.analysis.sample_studies import SMALL, contents

FIRM = ("--set", "firms.Brio.real_customers=700")
MARKET = ("--set", "market.real_customers=50000")
NUMBERS = {
    "outcomes.csv": ["value"],
    "summary.csv": ["mean", "sd", "ci_low", "ci_high"],
    "comparison.csv": ["difference", "ci_low", "ci_high"],
    "years.csv": ["difference", "ci_low", "ci_high"],
}


@pytest.fixture
def studies(loyalty, tmp_path):
    """The same study told of 10,000 customers, of a market of 50,000, and of a firm of 700."""
    said = {}
    for name, more in (("neither", ()), ("market", MARKET), ("firm", FIRM)):
        code, out, err = loyalty("compare", "duel.yaml", *SMALL, *more, "--no-report", "--out", name)
        assert code == 0, err
        said[name] = out
    return tmp_path, said


def scale_of(folder):
    return json.loads((folder / "manifest.json").read_text("utf-8"))["scale"]


def test_a_market_s_size_multiplies_every_sum_in_every_file_named(studies):
    folder, said = studies
    neither, market = folder / "neither", folder / "market"
    assert scale_of(neither)["factor"] == 10_000 / 200
    assert scale_of(market)["factor"] == 50_000 / 200
    assert set(scale_of(market)["files"]) == {*NUMBERS, "payback.csv", "standing.csv"}
    for name, columns in NUMBERS.items():
        before, after = read_csv(neither / name), read_csv(market / name)
        factor = before["metric"].map(lambda metric: 5.0 if grows(metric) else 1.0)
        for column in columns:
            assert after[column].to_numpy() == pytest.approx((before[column] * factor).to_numpy(), nan_ok=True), name
    before, after = read_csv(neither / "standing.csv"), read_csv(market / "standing.csv")
    for column in ("customers", "revenue", "profit"):
        assert after[column].to_numpy() == pytest.approx(5.0 * before[column].to_numpy())
    same = ["weekly.csv", "segments.csv", "weekly.parquet", "segments.parquet", "flows.parquet"]
    found = [contents(one) for one in (neither, market)]
    assert [found[0][name] for name in same] == [found[1][name] for name in same]
    assert "money and counts: per 10,000 customers of the market" in said["neither"]
    assert "money and counts: of the real market, 50,000 customers" in said["market"]


def test_a_firm_s_size_is_told_by_its_customers_of_each_replicate(studies):
    folder, said = studies
    factors = scale_of(folder / "firm")["factor"]
    assert isinstance(factors, list)
    assert len(set(factors)) > 1, "the replicates settle alike: take another seed"
    raw = read_parquet(folder / "neither" / "weekly.parquet")
    profit = raw[(raw["firm"] == "Brio")].groupby(["strategy", "replicate"])["profit"].sum()
    told = read_csv(folder / "firm" / "outcomes.csv")
    rows = told[(told["firm"] == "Brio") & (told["metric"] == "profit")].set_index(["strategy", "replicate"])["value"]
    expected = {key: profit[key] * factors[int(key[1]) - 1] for key in rows.index}
    assert rows.to_dict() == pytest.approx(expected, rel=1e-6)
    assert re.search(r"in which Brio begins with 700 customers", said["firm"])


def test_a_table_of_runs_is_as_simulated_and_what_is_printed_of_it_is_not(loyalty, tmp_path):
    vary = ("--vary", "firms.Brio.pricing.price=9,10")
    for name, more in (("neither", ()), ("market", MARKET)):
        code, out, err = loyalty("sweep", "duel.yaml", *SMALL, *vary, *more, "--out", name)
        assert code == 0, err
        runs = read_parquet(tmp_path / name / "runs.parquet")
        best = runs.groupby("point")["profit"].mean().max() * runs["scale"].iloc[0]
        assert f"{best:,.0f}".replace("-", "−") in out
    both = [read_parquet(tmp_path / name / "runs.parquet") for name in ("neither", "market")]
    assert both[0].drop(columns="scale").equals(both[1].drop(columns="scale"))
    assert [one["scale"].unique().tolist() for one in both] == [[50.0], [250.0]]
