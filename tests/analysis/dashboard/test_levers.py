"""Levers: ranges around what a firm does, that act from week 1 on, and strategies to choose from."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dashboard.levers import CHOICES, FILES, GROUPS, choice, levers, mix_levers, rebalanced
from analysis.dashboard.settings import begin
from analysis.execution.burn_in_cache import is_followed
from simulation.loyalty import LOYALTY_TYPES
from simulation.reading.paths import parse_path
from simulation.scenario.inheritance import shipped_names
from tests.analysis.dashboard.sample_pages import PRICE


def chosen(settings, group):
    """What Alba follows, of a group in which there is a choice."""
    found = choice(settings.scenario, "Alba", group)
    assert found
    return found


def all_levers(settings, firm):
    found = [lever for group in GROUPS for lever in levers(settings.scenario, firm, group, settings.start)]
    return [*found, *mix_levers(settings.scenario)]


@pytest.mark.parametrize("name", shipped_names())
def test_every_lever_of_every_firm_has_a_range_around_its_value_and_a_meaning(name):
    settings = begin(name)
    for firm in settings.scenario.firms:
        for lever in all_levers(settings, firm):
            assert lever.low <= lever.value <= lever.high, lever
            assert math.isfinite(lever.high)
            assert lever.low < lever.high
            assert 0 < lever.step <= (lever.high - lever.low)
            assert lever.meaning
            assert lever.unit


def test_either_end_of_every_lever_is_allowed(settings):
    for group in GROUPS:
        for lever in levers(settings.scenario, "Alba", group, settings.start):
            for end in (lever.low, lever.high):
                assert settings.move(lever.path, end).scenario


def test_levers_act_from_week_1_on_so_that_moving_one_needs_no_settling(settings):
    paths = [lever.path for group in GROUPS for lever in levers(settings.scenario, "Alba", group, settings.start)]
    paths += [chosen(settings, group).path for group in CHOICES]
    assert all(is_followed((*parse_path(path), "x")) for path in paths)
    assert settings.move(PRICE, 8.0).beginning == settings.beginning
    assert settings.set_market({"run.seed": 2}).beginning != settings.beginning


@pytest.mark.parametrize("group", CHOICES)
def test_a_firm_can_follow_any_strategy_that_needs_no_file(settings, group):
    found = chosen(settings, group)
    assert len(found.strategies) > 3
    assert not FILES & set(found.strategies)
    for name in found.strategies:
        following = settings.move(PRICE, 9.0).follow(found.path, name)
        assert chosen(following, group).value == name
        assert levers(following.scenario, "Alba", group, following.start) is not None


@given(st.sampled_from(LOYALTY_TYPES), st.floats(0, 1), st.lists(st.integers(0, 100), min_size=4, max_size=4))
def test_a_mix_sums_to_one_whatever_is_moved(kind, share, weights):
    total = sum(weights) or 1
    mix = rebalanced(dict(zip(LOYALTY_TYPES, [weight / total for weight in weights], strict=True)), kind, share)
    assert sum(mix.values()) == pytest.approx(1.0, abs=1e-9)
    assert abs(mix[kind] - share) <= 0.005 + 1e-9
    assert min(mix.values()) >= 0.0


def test_a_lever_moved_back_is_no_change(settings):
    assert settings.move(PRICE, 9.0).move(PRICE, 10.0).moved == {}
