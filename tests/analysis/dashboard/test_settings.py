"""Settings of a page: what is refused, and what is saved as a scenario that runs as the page did."""

import pytest

from analysis.dashboard.levers import rebalanced
from analysis.dashboard.settings import MINE, PINNED, begin, save
from simulation import load
from simulation.reading.errors import Refused
from tests.analysis.dashboard.sample_pages import PRICE
from tests.simulation.sample_markets import price_of


def test_what_the_scenario_does_not_allow_is_refused(settings):
    with pytest.raises(Refused):
        settings.move("firms.Alba.service.quality", 1.5)
    with pytest.raises(Refused):
        settings.set_market({"customers.mix": {"impulsive": 0.9}})


def test_a_market_too_large_for_memory_is_refused_before_it_is_made(settings):
    with pytest.raises(Refused, match="memory"):
        settings.set_market({"market.customers": 90_000_000})


def test_saved_settings_are_a_scenario_that_runs_as_the_page_did(settings, tmp_path):
    mix = rebalanced(settings.scenario.customers.mix.model_dump(), "impulsive", 0.4)
    settings = settings.set_market({"customers.mix": mix})
    here = settings.move(PRICE, 9.5).follow("firms.Brio.recovery", "generous")
    scenario = load(str(save(here, "mine", tmp_path, settings.move(PRICE, 11.0))))
    assert list(scenario.compare) == ["as_is", PINNED, MINE]
    assert scenario.with_strategy(MINE).firms == here.scenario.firms
    assert scenario.with_strategy(MINE).customers == here.scenario.customers
    assert scenario.with_strategy(MINE).market == here.scenario.market
    assert price_of(scenario.with_strategy(PINNED), "Alba") == 11.0
    assert (tmp_path / "mine.yaml").read_text().startswith("extends: baseline\n")


def test_a_strategy_of_the_scenario_is_part_of_what_is_saved(tmp_path):
    here = begin("complaint_desk", "fast_desk").move("firms.Alba.recovery.staff", 3.0)
    scenario = load(str(save(here, "desk", tmp_path)))
    assert scenario.with_strategy(MINE).firms == here.scenario.firms
    assert list(scenario.compare) == ["as_is", MINE]


def test_settings_of_a_file_of_ones_own_are_saved_in_full(tmp_path):
    own = tmp_path / "own" / "my.yaml"
    own.parent.mkdir()
    own.write_text("extends: baseline\nmarket: {customers: 321}\n")
    here = begin(str(own)).move(PRICE, 9.5)
    scenario = load(str(save(here, "mine", tmp_path / "elsewhere")))
    assert scenario.with_strategy(MINE).firms == here.scenario.firms
    assert scenario.market.customers == 321


@pytest.mark.parametrize("name", ["", "../up", "a/b", "/root", "x" * 61, "sp ace", ".hidden", "a\0"])
def test_a_name_that_is_none_or_a_path_is_refused(settings, tmp_path, name):
    with pytest.raises(Refused):
        save(settings, name, tmp_path / "saved")
    assert not (tmp_path / "saved").exists()


def test_nothing_is_overwritten(settings, tmp_path):
    save(settings, "mine", tmp_path)
    before = (tmp_path / "mine.yaml").read_bytes()
    with pytest.raises(Refused, match="exists"):
        save(settings.move(PRICE, 9.0), "mine", tmp_path)
    assert (tmp_path / "mine.yaml").read_bytes() == before
