"""Figures of doubt: every name and number on them, in words that fit, whatever the tables hold."""

import numpy as np
import pandas as pd
import pytest

from analysis.figures import style
from analysis.figures.doubt import flip_curve as flip_figure
from analysis.figures.doubt import plausible_worlds, tornado_bars, worth_bars
from analysis.uncertainty.decisive import tornado
from analysis.uncertainty.flips import flip_curve, flips
from analysis.uncertainty.robustness import in_each_world, robustness
from analysis.uncertainty.worth import worth
from tests.analysis.uncertainty.sample_worlds import design, normal_effects, outcomes_of

LABELS = {"p1": "Empowered desk", "a0": "how often people buy", "a1": "rivals match"}


@pytest.fixture(scope="module")
def worlds() -> pd.DataFrame:
    return design(64, 3).assign(a1=lambda table: table["a1"] > 0.5)


@pytest.fixture(scope="module")
def outcomes(worlds) -> pd.DataFrame:
    effects = np.column_stack([300.0 * (worlds["a0"] - 0.4), np.where(worlds["a1"], 40.0, -20.0)])
    return outcomes_of(effects, luck=20.0, seed=5)


def words(figure) -> str:
    return style.to_svg(figure).decode()


def spread(outcomes: pd.DataFrame, metric: str = "profit") -> str:
    each = in_each_world(outcomes, baseline="as_is", firm="Alba", metric=metric)
    return words(plausible_worlds(each, robustness(outcomes, baseline="as_is", seed=1), "as_is", "USD", LABELS))


def test_the_spread_names_plans_and_says_how_often_they_win(outcomes):
    svg = spread(outcomes)
    for name in ("Empowered desk", "p2", "64 plausible worlds", "better in", "of 100"):
        assert name in svg
    assert style.LOSS.lower() in svg


def test_where_neither_way_is_better_no_world_is_a_loss(outcomes):
    svg = spread(outcomes.assign(metric="price_paid"), "price_paid")
    assert style.LOSS.lower() not in svg
    assert "better in" not in svg


def test_the_tornado_names_what_decides(outcomes, worlds):
    table = tornado(outcomes, worlds, baseline="as_is", firm="Alba", metric="profit", seed=1)
    svg = words(tornado_bars(table, "p2", "as_is", "USD", LABELS))
    for name in ("rivals match", ">on<", ">off<", "% explained", "p2 less as_is (USD)"):
        assert name in svg
    nothing = table.assign(low=1.0, high=1.0)
    assert "What decides" in words(tornado_bars(nothing, "p2", "as_is", "USD", {}))


@pytest.mark.parametrize("assumption", ["a0", "a1", "a2"])
def test_the_curve_says_where_two_plans_are_level(outcomes, worlds, assumption):
    told = flips(outcomes, worlds, baseline="as_is", firm="Alba", metric="profit", seed=1)
    part = told[(told["assumption"] == assumption) & (told["plan"] == "p1") & (told["rival"] == "as_is")]
    points = [value for value in part["value"] if isinstance(value, float) and np.isfinite(value)]
    curve = flip_curve(
        outcomes, worlds, firm="Alba", metric="profit", seed=1, assumption=assumption, pair=("p1", "as_is")
    )
    names = {"plan": "p1", "rival": "as_is", "assumption": assumption, "unit": "USD"}
    svg = words(flip_figure(curve, points, names))
    assert ("level at 0." in svg) == (assumption == "a0")
    assert ("nowhere that is told" in svg) == (assumption != "a0")


def test_worth_is_shown_with_what_luck_reaches(outcomes, worlds):
    table = worth(outcomes, worlds, firm="Alba", metric="profit", seed=1)
    svg = words(worth_bars(table, "USD a year", LABELS))
    for name in ("everything at once", "how often people buy", "up to ", "luck reaches here"):
        assert name in svg
    blocks = worth(outcomes, worlds, firm="Alba", metric="profit", seed=1, blocks={"how prices are felt": ["a0", "a2"]})
    svg = words(worth_bars(blocks, "USD a year", LABELS))
    assert "how prices are felt" in svg
    assert "(block)" not in svg
    inert = worth(outcomes_of(np.zeros((64, 1)), luck=0.0, seed=1), worlds, firm="Alba", metric="profit", seed=1)
    assert "not told from 0" in words(worth_bars(inert, "USD a year", {}))


def test_the_same_tables_give_the_same_bytes(outcomes):
    assert spread(outcomes) == spread(outcomes)


def test_one_plan_in_two_worlds_is_drawn():
    assert "2 plausible worlds" in spread(outcomes_of(normal_effects([5.0], 1.0, worlds=2), luck=1.0, seed=1))
