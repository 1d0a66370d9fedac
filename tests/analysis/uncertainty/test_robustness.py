"""What plans do over plausible worlds: luck is not told as doubt, and what is known of made-up worlds is found."""

import time

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtr

from analysis.statistics.shrinkage import split
from analysis.uncertainty.differences import the_differences
from analysis.uncertainty.robustness import ESTIMATES, ROBUSTNESS_COLUMNS, robustness
from tests.analysis.uncertainty.sample_worlds import long, normal_effects, outcomes_of


def told(outcomes: pd.DataFrame, **how) -> pd.DataFrame:
    return robustness(outcomes, baseline="as_is", seed=1, **{"resamples": 100, **how}).set_index("plan")


@pytest.fixture(scope="module")
def two_plans() -> pd.DataFrame:
    return told(outcomes_of(normal_effects([100.0, 20.0], 100.0, worlds=4000), luck=80.0, seed=2))


def test_the_columns_are_those_of_the_file():
    table = robustness(outcomes_of(normal_effects([1.0], 1.0), luck=1.0, seed=1), baseline="as_is", seed=1)
    assert tuple(table.columns) == ROBUSTNESS_COLUMNS


@pytest.mark.parametrize(("plan", "middle"), [("p1", 100.0), ("p2", 20.0)])
def test_shares_and_points_are_those_of_doubt_without_luck(two_plans, plan, middle):
    row = two_plans.loc[plan]
    truth = {"better": ndtr(middle / 100.0), "p_loss": ndtr(-middle / 100.0), "mean": middle}
    truth |= {"p05": middle - 164.5, "p95": middle + 164.5, "loss_at_5": 164.5 - middle}
    for name, value in truth.items():
        assert row[name] == pytest.approx(value, abs=4.0 * row[f"{name}_se"]), name


def test_regret_is_that_of_doubt_without_luck(two_plans):
    effects = np.column_stack([np.zeros(200_000), normal_effects([100.0, 20.0], 100.0, worlds=200_000, seed=3)])
    regret = effects.max(axis=1, keepdims=True) - effects
    for place, plan in enumerate(two_plans.index):
        row = two_plans.loc[plan]
        assert row["mean_regret"] == pytest.approx(regret[:, place].mean(), abs=4.0 * row["mean_regret_se"])
        assert row["max_regret"] == pytest.approx(np.quantile(regret[:, place], 0.95), abs=4.0 * row["max_regret_se"])
        assert row["best"] == pytest.approx((regret[:, place] == 0.0).mean(), abs=4.0 * row["best_se"])


@pytest.mark.parametrize("plans", [1, 5])
def test_with_nothing_unknown_no_regret_is_told_from_0(plans):
    """The same effect in all worlds: all that differs between them is luck."""
    told_apart = 0
    for seed in range(20):
        table = told(outcomes_of(np.zeros((64, plans)), luck=50.0, seed=seed))
        best = table.iloc[int(table["mean"].argmax())]
        told_apart += best["mean_regret"] > 2.0 * best["mean_regret_se"]
    assert told_apart <= 3


def test_a_plan_that_is_best_everywhere_gives_nothing_away():
    effects = normal_effects([400.0, 0.0], 30.0)
    row = told(outcomes_of(effects, luck=30.0, seed=3)).loc["p1"]
    assert row["mean_regret"] <= 2.0 * row["mean_regret_se"]
    assert row["best"] > 0.99
    assert row["better"] > 0.99
    assert row["loss_at_5"] == 0.0


def test_who_gains_more_is_better_in_more_worlds_and_regrets_less():
    gains = (0.0, 50.0, 150.0)
    rows = [told(outcomes_of(normal_effects([gain, 0.0], 100.0), luck=40.0, seed=4)).loc["p1"] for gain in gains]
    for name, rises in (("better", True), ("best", True), ("mean", True), ("p_loss", False), ("mean_regret", False)):
        values = [row[name] for row in rows]
        assert values == sorted(values, reverse=not rises), name


def test_a_metric_that_is_better_low_is_its_mirror():
    effects = normal_effects([40.0, -20.0], 60.0)
    up = told(outcomes_of(effects, luck=20.0, seed=5))
    down = told(outcomes_of(effects, luck=20.0, seed=5).assign(metric="churn", value=lambda t: -t["value"]))
    for name in ESTIMATES:
        one = up[name].to_numpy(float)
        other = down[{"p05": "p95", "p95": "p05"}.get(name, name)].to_numpy(float)
        assert np.allclose(one, -other if name in {"mean", "p05", "p95"} else other, equal_nan=True), name


def test_where_neither_way_is_better_only_differences_are_told():
    table = told(outcomes_of(normal_effects([1.0], 1.0), luck=1.0, seed=1, metric="price_paid"))
    assert table["mean"].notna().all()
    assert table[["better", "best", "p_loss", "mean_regret", "max_regret"]].isna().all(axis=None)


def test_which_plan_is_the_baseline_makes_no_difference_to_regret():
    outcomes = outcomes_of(normal_effects([30.0, 0.0, -20.0], 60.0), luck=60.0, seed=6)
    one, other = (robustness(outcomes, baseline=name, seed=1).set_index("plan") for name in ("as_is", "p2"))
    difference = one["mean_regret"] - other["mean_regret"].reindex(one.index)
    assert difference.abs().max() < 0.1 * one["mean_regret"].max()
    means = one["mean"].to_numpy()
    assert np.allclose(means - means[one.index.get_loc("p2")], other["mean"].reindex(one.index))


def test_shrinking_is_that_of_one_plan_by_the_formula():
    outcomes = outcomes_of(normal_effects([10.0], 40.0, worlds=300), luck=50.0, seed=7)
    found = the_differences(outcomes, baseline="as_is", firm="Alba", metric="profit")
    shrunk = split(found.means, found.luck(), found.weights, found.degrees)
    values = outcomes["value"].to_numpy().reshape(300, 2, 2)
    paired = values[:, :, 1] - values[:, :, 0]
    means = paired.mean(axis=1)
    luck = (paired.var(axis=1, ddof=1) / 2.0).mean()
    total = means.var(ddof=1)
    factor = (total - luck) / total
    assert shrunk.shrunk[:, 0] == pytest.approx(means.mean() + factor * (means - means.mean()), rel=1e-9)
    assert shrunk.doubt[0, 0] == pytest.approx(total - luck, rel=1e-9)


def test_plans_that_are_equal_share_being_best():
    effects = normal_effects([50.0], 50.0)
    table = told(outcomes_of(effects[:, [0, 0]], luck=0.0, seed=8))
    assert table.loc[["p1"]].to_numpy().tolist() == table.loc[["p2"]].to_numpy().tolist()
    assert table["best"].sum() == pytest.approx(1.0)
    same = told(long(np.repeat(np.arange(64.0)[:, None, None], 3, axis=2).repeat(2, axis=1)))
    assert (same.drop(columns=["firm", "metric", "baseline", "worlds", "best"]).fillna(0.0) == 0.0).all(axis=None)
    assert same["best"].tolist() == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("luck", [0.0, 1.0])
def test_two_worlds_and_one_plan_are_enough(luck):
    row = told(outcomes_of(np.array([[10.0], [30.0]]), luck=luck, seed=1)).loc["p1"]
    assert row["mean"] == pytest.approx(20.0, abs=5.0)
    assert row["worlds"] == 2
    assert row["better"] > 0.9


def test_a_metric_that_is_undefined_in_some_worlds_is_told_of_the_others():
    outcomes = outcomes_of(normal_effects([50.0, 0.0], 10.0), luck=5.0, seed=9)
    some = outcomes[~((outcomes["world"] <= 20) & (outcomes["plan"] == "p1"))]
    assert (told(some)["worlds"] == 44).all()
    never = outcomes[outcomes["plan"] != "p1"]
    assert set(told(never).index) == {"as_is", "p2"}
    nowhere = outcomes.assign(value=np.where(outcomes["world"] > 1, np.nan, outcomes["value"]))
    assert told(nowhere).empty


def test_worlds_may_have_weights():
    outcomes = outcomes_of(np.repeat([[10.0], [-30.0]], 32, axis=0), luck=1.0, seed=10)
    even, heavy = (
        told(outcomes, weights={world: 1.0 if world > 32 else first for world in range(1, 65)}) for first in (1.0, 9.0)
    )
    assert even.loc["p1", "better"] == pytest.approx(0.5, abs=0.01)
    assert heavy.loc["p1", "better"] == pytest.approx(0.9, abs=0.01)
    assert heavy.loc["p1", "mean"] == pytest.approx(6.0, abs=0.5)
    assert told(outcomes, weights=dict.fromkeys(range(1, 65), 3.0)).equals(told(outcomes))


def test_what_cannot_be_told_is_refused():
    outcomes = outcomes_of(normal_effects([1.0], 1.0), luck=1.0, seed=1)
    with pytest.raises(ValueError, match="no plan 'nobody'"):
        robustness(outcomes, baseline="nobody", seed=1)
    with pytest.raises(ValueError, match="one replicate"):
        told(outcomes[outcomes["replicate"] == 1])


def test_the_same_seed_gives_the_same_table():
    outcomes = outcomes_of(normal_effects([1.0, 2.0], 1.0), luck=1.0, seed=1)
    assert told(outcomes).equals(told(outcomes))


def test_many_plans_take_a_moment():
    outcomes = outcomes_of(normal_effects([0.0] * 6, 10.0), luck=10.0, seed=1)
    before = time.process_time()
    told(outcomes, resamples=500)
    assert time.process_time() - before < 5.0
