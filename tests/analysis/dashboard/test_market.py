"""The market behind a page: the numbers of the tables, the same luck again, settled markets that are kept."""

import math

import pytest

from analysis.dashboard.market import KEPT, LiveMarket
from analysis.outcomes.real_size import grows
from simulation import simulate
from simulation.scenario.real_size import scale_of
from tests.analysis.dashboard.sample_pages import PRICE, frames_of


def test_numbers_are_those_of_the_tables(settings):
    here = settings.move(PRICE, 9.0)
    result = simulate(here.scenario, settled=here.settled)
    for frame in frames_of(here):
        rows = result.weekly[result.weekly["week"] == frame.week]
        for metric, values in frame.firms.items():
            factor = scale_of(here.scenario, result.settled) if grows(metric) else 1.0
            assert values == pytest.approx([*(rows[metric] * factor)], nan_ok=True) or None in values, metric
        kinds = result.segments[result.segments["week"] == frame.week]
        shown = [value for row in frame.loyalty for value in row]
        for value, expected in zip(shown, kinds["loyalty"], strict=True):
            assert (value is None and math.isnan(expected)) or value == pytest.approx(expected)


def test_the_same_settings_meet_the_same_luck_again(settings):
    market = LiveMarket()
    assert market.settle(settings, 10.0).is_done
    runs = []
    for _ in range(2):
        market.begin(settings)
        runs.append(market.step(6, 100.0))
    assert runs[0] == runs[1]
    assert [frame.week for frame in runs[0]] == [1, 2, 3, 4, 5, 6]
    assert market.step(1, 1.0) == []


def test_only_a_few_settled_markets_are_kept(settings):
    market = LiveMarket()
    for seed in range(1, KEPT + 3):
        assert market.settle(settings.set_market({"run.seed": seed}), 10.0).is_done
    assert len(market._settled) == KEPT


def test_settling_is_done_in_slices(settings):
    market = LiveMarket()
    first = market.settle(settings, 0.0)
    assert not first.is_done
    assert market.settle(settings, 10.0).is_done


@pytest.mark.parametrize("kind", ["small_world", "none"])
def test_the_map_holds_different_customers_and_ties_between_them(settings, kind):
    market = LiveMarket()
    market.begin(settings.set_market({"market.network.kind": kind}))
    market.step(3, 100.0)
    circle, looks = market.circle(), market.looks()
    assert len(set(circle.customers)) == len(circle.places) == len(looks.firms) > 50
    assert all(0 <= one < other < len(circle.rows) for one, other in circle.ties)
    assert bool(circle.ties) == (kind != "none")
    assert all(0.0 <= loyalty <= 1.0 for loyalty in looks.loyalty)
    assert max(map(abs, [part for place in circle.places for part in place])) < 2.0
