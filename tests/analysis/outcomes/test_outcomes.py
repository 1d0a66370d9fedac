"""Comparisons: tables of the contract's shape, numbers worked by hand, a verdict no surer than they are."""

import math

import pytest

from analysis.outcomes import outcomes as module
from analysis.outcomes import question, tables, verdict
from analysis.outcomes.duels import duels
from analysis.outcomes.outcomes import Outcomes, comparison, gather, summary
from analysis.outcomes.verdict import verdict_of
from simulation.measurement.metrics import METRICS
from tests.analysis import sample_results
from tests.analysis.sample_results import QUESTION, both, outcomes


def test_the_comparison_worked_by_hand():
    """Differences 1, 1, 2, 2: mean 1.5, half-width 0.91869 (see test_statistics)."""
    found = comparison(outcomes(as_is=[10, 20, 30, 40], cut=[11, 21, 32, 42]), "as_is")
    assert list(found.columns) == list(module.COMPARISON_COLUMNS)
    (row,) = found.to_dict("records")
    assert (row["firm"], row["metric"], row["strategy"], row["baseline"]) == (
        "Alba",
        "profit",
        "cut",
        "as_is",
    )
    assert (row["difference"], row["replicates"]) == (1.5, 4)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((0.58131, 2.41869), abs=1e-5)
    assert row["p_best"] > 0.975


def test_replicates_are_paired_by_number_and_missing_ones_left_out():
    found = comparison(
        Outcomes(
            ("as_is", "cut"),
            ("Alba",),
            ("profit",),
            {
                ("as_is", "Alba", "profit"): {3: 30.0, 1: 10.0, 2: 20.0},
                ("cut", "Alba", "profit"): {2: 21.0, 3: 32.0},
            },
        ),
        "as_is",
    )
    assert found["difference"][0] == 1.5
    assert found["replicates"][0] == 2


def test_undefined_outcomes_are_left_out():
    results = [sample_results.fake_result("as_is", 1), sample_results.fake_result("cut", 1)]
    for result in results:
        result.outcomes["Alba", "resolution_weeks"] = math.nan
    found = gather(results)
    for table in (summary(found), comparison(found, "as_is")):
        alba = table[table["firm"] == "Alba"]
        assert "resolution_weeks" not in set(alba["metric"])
        assert set(alba["metric"]) == set(METRICS) - {"resolution_weeks"}


def test_one_replicate_has_a_difference_but_no_interval():
    found = comparison(outcomes(as_is=[1.0], cut=[3.0]), "as_is")
    assert found["difference"][0] == 2.0
    assert found[["ci_low", "ci_high", "p_best"]].isna().all(axis=None)
    (duel,) = duels(outcomes(as_is=[1.0], cut=[3.0]), QUESTION)
    assert (duel.difference.mean, duel.difference.n) == (2.0, 1)
    assert not duel.difference.excludes_zero


def test_metrics_stand_in_the_order_of_the_contract():
    found = summary(gather([sample_results.fake_result("as_is", 1)]))
    assert list(dict.fromkeys(found["metric"])) == list(METRICS)


def test_prices_are_neither_better_high_nor_low():
    found = comparison(outcomes("price_paid", as_is=[1.0, 2.0], cut=[3.0, 3.0]), "as_is")
    assert found["p_best"].isna().all()


@pytest.mark.parametrize(
    ("cut", "mean", "is_sure"),
    [
        ([1100, 1210, 1290], 200.0, True),
        ([700, 810, 890], -200.0, True),
        ([900, 1110, 990], 0.0, False),
        ([900, 1000, 1100], 0.0, False),
    ],
)
def test_a_duel_is_won_lost_or_open(cut, mean, is_sure):
    (duel,) = duels(outcomes(as_is=[900, 1000, 1100], cut=cut), QUESTION)
    assert duel.difference.mean == pytest.approx(mean)
    assert duel.difference.excludes_zero is is_sure
    assert (duel.p < 0.05) is is_sure


def test_holm_holds_back_a_verdict_on_many_strategies():
    """A p of about 0.03 convinces alone, not as one of five."""
    base = [0.0, 0.0, 0.0, 0.0]
    lucky = [1.0, 2.0, 4.0, 3.0]
    noise = {f"idle{i}": [1.0, -1.0, 0.5, -0.6 + i / 10] for i in range(4)}
    alone, *_ = duels(outcomes(as_is=base, lucky=lucky), QUESTION)
    among, *_ = duels(outcomes(as_is=base, lucky=lucky, **noise), QUESTION)
    assert alone.difference == among.difference
    assert alone.p < 0.05 < among.p == pytest.approx(5 * alone.p)


def test_the_best_of_several():
    clear = outcomes(as_is=[0.0, 0.1, 0.2], good=[1.0, 1.2, 1.1], best=[3.0, 3.1, 3.3])
    chances = clear.chances("Alba", "profit")
    assert max(chances, key=lambda name: chances[name]) == "best"
    assert chances["best"] > question.SURE
    tied = outcomes(as_is=[0.0, 0.1], one=[1.0, 1.2], two=[1.0, 1.2])
    assert verdict.tied_with(tied, "one", QUESTION) == ["one", "two"]


@pytest.mark.parametrize(
    ("now", "later", "said"),
    [
        ([5.0, 6.0, 5.5], [-5.0, -6.0, -5.5], "judge it over a longer run"),
        ([5.0, 6.0, 5.5], [-5.0, 4.0, -5.5], "not certain"),
        ([5.0, 6.0, 5.5], [5.0, 6.0, 5.5], None),
        ([5.0, -6.0, 2.5], [-5.0, 6.0, -2.5], None),
    ],
)
def test_a_warning_where_today_and_tomorrow_disagree(now, later, said):
    warnings = verdict_of(both(now, later), QUESTION).warnings
    assert [said in warning for warning in warnings] == ([True] if said else [])


def test_what_common_random_numbers_were_worth():
    """Levels vary by 100, differences by 1: some ten thousand times fewer runs."""
    (duel,) = duels(outcomes(as_is=[0.0, 100.0, 200.0], cut=[1.0, 102.0, 203.0]), QUESTION)
    assert duel.speed_up == pytest.approx(20_201.0)


@pytest.mark.parametrize("share", [0.0001, 0.9999, 0.5, 0.05])
def test_a_chance_is_never_rounded_to_certainty(share):
    assert verdict.percent(share) not in {"0 %", "100 %", "0.0 %", "100.0 %"}


def test_the_table_fits_the_terminal_whatever_the_names_and_sums():
    long = "a strategy with a name of sixty characters, as long as may be"[:60]
    cells = {}
    for place, name in enumerate(("as_is", long)):
        for metric, _ in tables.COLUMNS:
            scale = 5e9 if metric == "profit" else 1.0
            cells[name, "Alba", metric] = {r: scale * (0.4 + 0.1 * place + 0.013 * r * place) for r in range(5)}
    found = Outcomes(("as_is", long), ("Alba",), tuple(metric for metric, _ in tables.COLUMNS), cells)
    text = tables.comparison_table(found, QUESTION)
    assert max(len(line) for line in text.splitlines()) <= tables.WIDTH
    assert "million USD" in text
    assert text.splitlines()[3].startswith("as_is")


def test_the_table_of_levels_has_a_row_a_firm():
    text = tables.levels_table(gather([sample_results.fake_result("as_is", r) for r in (1, 2)]), "as_is", "USD")
    assert [line.split()[0] for line in text.splitlines()[3:]] == list(sample_results.FIRMS)
