"""What decides, where the verdict flips, what is worth finding out: found where it is, and not where there is none."""

import time
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.outcomes.plain_names import PlainName
from analysis.report.worth_words import worth_in_brief, worth_in_words
from analysis.statistics.one_assumption import never_varied
from analysis.uncertainty.decisive import TORNADO_COLUMNS, tornado
from analysis.uncertainty.differences import the_differences
from analysis.uncertainty.flips import FLIP_COLUMNS, flips
from analysis.uncertainty.rule import rule, rule_in_words
from analysis.uncertainty.worth import ALL, BLOCK, WORTH_COLUMNS, evpi, worth
from tests.analysis.uncertainty.sample_worlds import design, normal_effects, outcomes_of

HOW: dict[str, Any] = {"firm": "Alba", "metric": "profit", "seed": 1}
MANY = 64


@pytest.fixture(scope="module")
def worlds() -> pd.DataFrame:
    """Uniform numbers a0 to a3, a switch, a choice, and one that never varies."""
    table = design(MANY, 6)
    return table.assign(a4=table["a4"] > 0.5, a5=np.where(table["a5"] < 0.4, "ring", "grid"), a6=7.0)


@pytest.fixture(scope="module")
def outcomes(worlds) -> pd.DataFrame:
    """One plan gains with a0, level at 0.4; the other gains 40 with the switch, and loses 20 without."""
    effects = np.column_stack([300.0 * (worlds["a0"] - 0.4), np.where(worlds["a4"], 40.0, -20.0)])
    return outcomes_of(effects, luck=20.0, seed=5)


def of(table: pd.DataFrame, assumption: str, plan: str = "p1", rival: str = "as_is") -> pd.DataFrame:
    return table[(table["assumption"] == assumption) & (table["plan"] == plan) & (table["rival"] == rival)]


def test_the_flip_of_a_number_is_found(outcomes, worlds):
    table = flips(outcomes, worlds, baseline="as_is", **HOW)
    assert tuple(table.columns) == FLIP_COLUMNS
    (row,) = of(table, "a0").to_dict("records")
    assert row["value"] == pytest.approx(0.4, abs=0.03)
    assert row["ci_low"] <= 0.4 <= row["ci_high"]
    assert row["wins"] == "above"


def test_a_flip_is_a_number_of_its_own_scale(outcomes, worlds):
    scaled = worlds.assign(a0=10.0 ** (3.0 * worlds["a0"]))
    (row,) = of(flips(outcomes, scaled, baseline="as_is", **HOW), "a0").to_dict("records")
    assert row["value"] == pytest.approx(10.0**1.2, rel=0.2)


def test_several_flips_are_all_told(worlds):
    effects = (600.0 * (worlds["a1"] - 0.5) ** 2 - 37.5).to_numpy()[:, None]
    rows = of(flips(outcomes_of(effects, luck=10.0, seed=6), worlds, baseline="as_is", **HOW), "a1")
    assert rows["value"].tolist() == pytest.approx([0.25, 0.75], abs=0.05)
    assert rows["wins"].tolist() == ["below", "above"]


def test_a_switch_flips_at_a_value(outcomes, worlds):
    (row,) = of(flips(outcomes, worlds, baseline="as_is", **HOW), "a4", "p2").to_dict("records")
    assert (row["value"], row["wins"]) == ("false", "without")


def test_what_does_not_flip_has_an_empty_value(worlds):
    effects = (100.0 + 50.0 * worlds["a0"]).to_numpy()[:, None]
    table = flips(outcomes_of(effects, luck=10.0, seed=7), worlds, baseline="as_is", **HOW)
    assert table[["value", "ci_low", "ci_high"]].isna().all(axis=None)
    assert set(table["assumption"]) == {"a0", "a1", "a2", "a3", "a4", "a5"}


def test_the_tornado_names_what_decides_first(outcomes, worlds):
    table = tornado(outcomes, worlds, baseline="as_is", **HOW)
    assert tuple(table.columns) == TORNADO_COLUMNS
    row = of(table, "a0").iloc[0]
    assert (table["plan"] + table["rival"]).drop_duplicates().tolist() == ["p1p2", "p1as_is", "p2as_is"]
    assert row["low"] == pytest.approx(300.0 * (0.05 - 0.4), abs=4.0 * row["low_se"])
    assert row["high"] == pytest.approx(300.0 * (0.95 - 0.4), abs=4.0 * row["high_se"])
    assert row["share"] > 0.9
    decided = {pair: part.iloc[0]["assumption"] for pair, part in table.groupby(["plan", "rival"])}
    assert decided["p1", "as_is"] == "a0"
    assert decided["p2", "as_is"] == "a4"


def test_what_never_varied_is_not_called_unimportant(outcomes, worlds):
    assert never_varied(worlds) == ["a6"]
    for table in (tornado(outcomes, worlds, baseline="as_is", **HOW), worth(outcomes, worlds, **HOW)):
        assert "a6" not in set(table["assumption"])


def test_the_worth_of_knowing_one_number_is_found():
    """One plan gains 100 × (u − 0.5) by a uniform number: 12.5 is gained by knowing it, and by knowing all."""
    table = design(256, 2)
    effects = (100.0 * (table["a0"] - 0.5)).to_numpy()[:, None]
    found = worth(outcomes_of(effects, luck=10.0, seed=8), table, **HOW).set_index("assumption")
    for name in (ALL, "a0"):
        (row,) = found.loc[[name]].to_dict("records")
        assert row["evppi"] == pytest.approx(12.5, abs=3.0 * row["se"])
        assert row["resolved"]
    assert not found.loc["a1", "resolved"]


def test_worth_is_told_a_year_and_over_the_horizon(outcomes, worlds):
    one, three = (worth(outcomes, worlds, years=years, **HOW) for years in (1.0, 3.0))
    assert tuple(one.columns) == WORTH_COLUMNS
    assert np.allclose(one["evppi"], 3.0 * three["evppi"])
    assert np.allclose(one["over_horizon"], three["over_horizon"])
    churn = outcomes.assign(metric="retention")
    index = worth(churn, worlds, years=3.0, firm="Alba", metric="retention", seed=1)
    assert np.allclose(index["evppi"], index["over_horizon"])


def test_no_assumption_is_worth_more_than_all(outcomes, worlds):
    found = worth(outcomes, worlds, **HOW)
    assert found["evppi"].max() == found["evppi"].iloc[0]
    assert found["assumption"].iloc[0] == ALL
    assert found["evppi"].iloc[1:].is_monotonic_decreasing


@pytest.mark.parametrize("luck", [0.0, 50.0])
def test_with_nothing_unknown_nothing_is_worth_knowing(luck):
    over = 0
    for seed in range(10):
        outcomes = outcomes_of(np.full((MANY, 3), 5.0), luck=luck, seed=seed)
        found = evpi(the_differences(outcomes, baseline="as_is", firm="Alba", metric="profit"), seed)
        over += found.value > 2.0 * found.se
    assert over <= 2


def test_an_inert_assumption_is_seldom_told_from_0():
    told = 0
    for seed in range(20):
        outcomes = outcomes_of(normal_effects([5.0, 0.0], 30.0, seed=seed), luck=20.0, seed=seed)
        told += int(worth(outcomes, design(MANY, 10, seed=seed), **HOW)["resolved"].iloc[1:].any())
    assert told <= 4


def test_a_block_of_many_small_numbers_is_told_where_none_of_them_is():
    """Thirty numbers move the difference a little each: 20 sd of doubt, 8 is gained by knowing all, none is told."""
    truth, told, single, inert, others = 20.0 * 0.3989, [], 0, 0, {"many": [f"a{place}" for place in range(12)]}
    blocks = {**others, "inert": [f"a{place}" for place in range(12, 30)], "lone": ["a30"]}
    for seed in range(8):
        table = design(MANY, 31, seed=seed)
        ranks = (table[others["many"]].to_numpy() - 0.5) * np.sqrt(12.0)
        effects = (ranks @ np.where(np.arange(12) % 2, 1.0, -1.0) * 20.0 / np.sqrt(12.0))[:, None]
        found = worth(outcomes_of(effects, luck=10.0, seed=seed), table, **HOW, blocks=blocks).set_index("assumption")
        assert list(found.index[:1]) == [ALL]
        assert set(found.index[1:3]) == {f"{BLOCK}many", f"{BLOCK}inert"}, "a block of one is no block"
        row = found.loc[[f"{BLOCK}many"]].to_dict("records")[0]
        assert (row["evppi"] > row["floor"]) == row["resolved"]
        told.append(row["evppi"])
        single += int(found.loc[others["many"], "resolved"].sum())
        inert += int(found["resolved"].to_dict()[f"{BLOCK}inert"])
        assert row["resolved"]
    assert np.mean(told) == pytest.approx(truth, rel=0.2)
    assert single <= 8, "of 96"
    assert inert <= 1


def test_a_block_is_worth_no_less_than_the_number_of_it_that_is_told(outcomes, worlds):
    found = worth(outcomes, worlds, **HOW, blocks={"both": ["a0", "a3"], "rest": ["a1", "a2"]}).set_index("assumption")
    assert found.loc["a0", "resolved"]
    assert found.loc[f"{BLOCK}both", "resolved"]
    assert found.loc[["a0", f"{BLOCK}both", ALL], "evppi"].is_monotonic_increasing
    assert not found.loc[f"{BLOCK}rest", "resolved"]


def test_blocks_are_told_in_the_sentence():
    rows = [(ALL, 300.0, 30.0, True, np.nan), (f"{BLOCK}what customers are like", 120.0, 9.0, True, 60.0),
            (f"{BLOCK}how prices are felt", 12.0, 9.0, False, 20.0), ("a", 12.0, 9.0, False, 19.3)]  # fmt: skip
    table = pd.DataFrame(rows, columns=["assumption", "evppi", "se", "resolved", "floor"])
    said = worth_in_words(table, {}, "USD")
    assert said.endswith("number that vary; finding out all about what customers are like is worth up to 120 USD")
    assert worth_in_brief(table, {}, "USD").startswith("Finding out all about what customers are like is worth up to")
    assert "nor is all about any one question" in worth_in_words(table.assign(resolved=False), {}, "USD")
    same = pd.concat([table, table.iloc[[1]].assign(assumption="b")])
    assert "all about" not in worth_in_words(same, {}, "USD"), "the number that it is worth is told alone"


def test_the_worth_in_a_sentence():
    rows = [(ALL, 300.0, 30.0, True, 20.0), ("a", 207.0, 9.0, True, 19.3), ("b", 12.0, 9.0, False, 19.3)]
    table = pd.DataFrame(rows, columns=["assumption", "evppi", "se", "resolved", "floor"])
    said = "finding out how often people buy is worth up to 210 USD a year, any other number less than 20"
    assert worth_in_words(table, {"a": "how often people buy"}, "USD a year") == said
    nothing = worth_in_words(table.assign(resolved=False), {}, "USD a year")
    assert nothing.startswith("no single number is shown to be worth finding out: ")
    assert "less than 210 USD a year for each of 2 numbers that vary" in nothing
    none = worth_in_words(table.assign(resolved=False, evppi=0.0, floor=0.0), {}, "USD a year")
    assert none == "no single number, if it were known, would change the choice"


@pytest.mark.parametrize("error", [0.0, 20.0, 60.0])
def test_one_number_is_never_told_to_be_worth_more_than_all(error):
    """The luckiest of many numbers may reach 3,900 by luck; all together are worth 100 ± 2 × the error at most."""
    rows = [(ALL, 100.0, error, False, np.nan), ("a", 100.0, 9.0, False, 3900.0), ("b", 1.0, 9.0, False, 3900.0)]
    table = pd.DataFrame(rows, columns=["assumption", "evppi", "se", "resolved", "floor"])
    assert f"less than {100.0 + 2.0 * error:.0f} USD" in worth_in_words(table, {}, "USD")


def test_a_rule_of_two_numbers_is_found(worlds):
    is_bad = (worlds["a0"] > 0.5) & (worlds["a1"] < 0.5)
    outcomes = outcomes_of((100.0 - 400.0 * is_bad).to_numpy()[:, None], luck=20.0, seed=9)
    found = rule(outcomes, worlds, baseline="as_is", pair=("p1", "as_is"), **HOW)
    assert found is not None
    first, second = sorted(found.conditions)
    assert (first.assumption, second.assumption) == ("a0", "a1")
    assert first.low == pytest.approx(0.5, abs=0.1)
    assert second.high == pytest.approx(0.5, abs=0.15)
    assert min(found.density, found.coverage) > 0.7
    called = {"a0": PlainName("a0", "how often people buy", "", "", "")}
    said = rule_in_words(found, {}, called)
    assert said.startswith("as_is beats p1 where ")
    assert "how often people buy is above 0." in said


def test_no_rule_is_made_of_luck():
    made = 0
    for seed in range(10):
        outcomes = outcomes_of(normal_effects([20.0], 60.0, seed=seed), luck=20.0, seed=seed)
        made += rule(outcomes, design(MANY, 10, seed=seed), baseline="as_is", **HOW) is not None
    assert made <= 2
    assert rule_in_words(None, {}).startswith("No rule")


@pytest.mark.parametrize("effects", [np.zeros((2, 1)), np.array([[10.0, 10.0], [30.0, 30.0]]), np.zeros((MANY, 2))])
@pytest.mark.parametrize("luck", [0.0, 1.0])
def test_two_worlds_equal_plans_and_nothing_at_all_are_borne(effects, luck):
    outcomes, table = outcomes_of(effects, luck=luck, seed=1), design(len(effects), 2)
    told = worth(outcomes, table, **HOW)
    assert np.isfinite(told["evppi"]).all()
    assert np.isfinite(tornado(outcomes, table, baseline="as_is", **HOW)["share"]).all()
    assert flips(outcomes, table, baseline="as_is", **HOW)["value"].isna().all()
    assert rule(outcomes, table, baseline="as_is", **HOW) is None


def test_what_cannot_be_told_is_refused(outcomes, worlds):
    with pytest.raises(ValueError, match="no world 64"):
        worth(outcomes, worlds[worlds["world"] < 64], **HOW)
    with pytest.raises(ValueError, match="neither more nor less of price_paid"):
        worth(outcomes.assign(metric="price_paid"), worlds, firm="Alba", metric="price_paid", seed=1)
    with pytest.raises(ValueError, match="not defined in 2 worlds"):
        worth(outcomes, worlds, firm="Brio", metric="profit", seed=1)


def test_the_same_seed_gives_the_same_tables(outcomes, worlds):
    assert worth(outcomes, worlds, **HOW).equals(worth(outcomes, worlds, **HOW))
    assert rule(outcomes, worlds, baseline="as_is", **HOW) == rule(outcomes, worlds, baseline="as_is", **HOW)


def test_a_whole_study_takes_a_moment():
    table = design(64, 40)
    outcomes = outcomes_of(normal_effects([0.0] * 5, 10.0), luck=10.0, seed=1)
    before = time.process_time()
    worth(outcomes, table, **HOW)
    flips(outcomes, table, baseline="as_is", **HOW)
    tornado(outcomes, table, baseline="as_is", **HOW)
    rule(outcomes, table, baseline="as_is", **HOW)
    assert time.process_time() - before < 10.0
