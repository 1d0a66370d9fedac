"""Seasons: their shape moves sales and their mean does not; a file may tell them; without one all is as it was."""

import numpy as np
import pytest

from simulation import load, simulate
from simulation.market.season import Season
from simulation.reading.errors import Refused

SMALL = {"market.customers": 1000, "market.weeks": 24, "market.burn_in_weeks": 12}


@pytest.fixture(scope="module")
def usual():
    return load("baseline").changed(SMALL)


def test_a_season_repeats_before_week_1_too_and_has_a_mean_of_1():
    season = Season(by_week=(1, 2, 3))
    assert [season.demand(week) for week in (-1, 0, 1, 2, 3, 4)] == [1.0, 1.5, 0.5, 1.0, 1.5, 0.5]
    assert season.peak == 1.5
    assert (Season().demand(7), Season().peak) == (1.0, 1.0)


def test_a_season_without_ups_and_downs_changes_nothing(usual):
    flat = usual.changed({"market.season.by_week": [250, 250]})
    one, other = simulate(usual).weekly, simulate(flat).weekly
    assert one.equals(other)


def test_sales_follow_the_season(usual):
    found = simulate(usual.changed({"market.season.by_week": [0, 1, 3]})).weekly
    units = found.groupby("week")["units"].sum().to_numpy().reshape(-1, 3).sum(axis=0)
    plain = simulate(usual).weekly["units"].sum()
    assert units[0] == 0
    assert units[2] / units[1] == pytest.approx(3.0, rel=0.25)
    assert units.sum() == pytest.approx(plain, rel=0.1)


def test_the_season_of_a_file_is_that_of_its_numbers(tmp_path):
    (tmp_path / "sold.csv").write_text("week,units\n1,120\n2,80\n3,100\n", encoding="utf-8")
    file = tmp_path / "mine.yaml"
    file.write_text("extends: baseline\nmarket: {season: {file: sold.csv, column: units}}\n", encoding="utf-8")
    found = load(file)
    assert found.market.season == Season(by_week=(120.0, 80.0, 100.0), source="column units of sold.csv")
    assert load(file, [("market.weeks", "9")]).market.season == found.market.season
    np.testing.assert_allclose([found.market.season.demand(week) for week in (1, 2, 3)], [1.2, 0.8, 1.0])


@pytest.mark.parametrize(
    ("season", "message"),
    [
        ("{file: gone.csv}", "market.season.file: 'gone.csv'"),
        ("{file: sold.csv}", "market.season.file.*no column 'demand'|column"),
        ("{file: sold.csv, column: units}", r"sold\.csv:3.*units: a number of 0 or more"),
        ("{by_week: [0, 0]}", "nobody needs anything in any week; write demand above 0"),
        ("{by_week: [1, -1]}", "-1"),
        ("{by_week: [1], file: sold.csv}", "names a file that was not read; to read it anew take by_week away"),
    ],
)
def test_a_season_that_cannot_be_meant_is_refused(tmp_path, season, message):
    (tmp_path / "sold.csv").write_text("week,units\n1,120\n2,-80\n3,100\n", encoding="utf-8")
    file = tmp_path / "mine.yaml"
    file.write_text(f"extends: baseline\nmarket: {{season: {season}}}\n", encoding="utf-8")
    with pytest.raises(Refused, match=message):
        load(file)


def test_a_season_is_set_on_the_command_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sold.csv").write_text("demand\n1\n3\n", encoding="utf-8")
    assert load("baseline", [("market.season", "{file: sold.csv}")]).market.season.demand(2) == 1.5
    with pytest.raises(Refused, match="it is read when its scenario is loaded"):
        load("baseline", [("market.season.file", "sold.csv")])
