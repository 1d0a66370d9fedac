"""The tables of a run: books add up to the cent, segments to firms, outcomes to weeks."""

import numpy as np
import pandas as pd
import pytest

from simulation.loyalty import LOYALTY_TYPES
from simulation.measurement.cost_parts import COST_PARTS
from simulation.measurement.metrics import METRICS, OF_TRIPS
from simulation.model import LoyaltyModel
from simulation.result import Result, result_of, simulate
from simulation.state.switch_reasons import REASONS
from tests.simulation.sample_markets import SEVERAL_CHUNKS, market

EVENTS = [
    {"event": "entry", "firm": "Dorra", "from_week": 4},
    {"event": "exit", "firm": "Corda", "from_week": 20},
    {"event": "promotion", "firm": "Brio", "from_week": 3, "weeks": 2, "depth": 0.333},
]
OF_A_TRIP = {name: METRICS[name] for name in OF_TRIPS}
HARD = {
    "events": EVENTS,
    "customers.purchases.per_year": 30.0,
    "firms.Corda.service.failure_rate": 0.5,
    "firms.Corda.recovery": {
        "strategy": "standard",
        "ease_of_voice": 1.0,
        "staff": 4.0,
        "resolution": 0.5,
        "days": 2.5,
    },
    "firms.Alba.pricing.price": 9.37,
    "firms.Alba.unit_cost": 5.123,
    "firms.Alba.advertising": 77.77,
    "customers.recovery.longest_wait_weeks": 30,
}
TYPES = len(LOYALTY_TYPES)
ADDITIVE = ["revenue", "cost", "profit", "cumulative_profit", *(f"cost_{part}" for part in COST_PARTS)]
COUNTED = ("units", "acquired", "acquired_by_word_of_mouth", "active_customers", "failures", "dissatisfied", "voiced",
           "complaints", "resolved", "silent_exits", "exits", "abandoned")  # fmt: skip


@pytest.fixture(scope="module")
def model() -> LoyaltyModel:
    model = LoyaltyModel(market(HARD, customers=400, weeks=60, burn_in_weeks=2))
    while model.running:
        model.step()
        model.audit()
    return model


@pytest.fixture(scope="module")
def result(model: LoyaltyModel) -> Result:
    return result_of(model, "hard", 7)


def cents(column: pd.Series) -> np.ndarray:
    whole = np.rint(column.to_numpy() * 100)
    np.testing.assert_allclose(column.to_numpy() * 100, whole, rtol=0, atol=1e-4)
    return whole.astype(np.int64)


def test_every_cell_has_one_row_with_its_labels(result: Result) -> None:
    assert list(result.weekly.columns[:4]) == ["strategy", "replicate", "week", "firm"]
    assert list(result.segments.columns[:5]) == ["strategy", "replicate", "week", "firm", "segment"]
    assert len(result.weekly) == 60 * 4
    assert len(result.segments) == 60 * 4 * TYPES
    assert not result.segments.duplicated(["week", "firm", "segment"]).any()
    assert set(result.weekly["strategy"]) == {"hard"}
    assert set(result.weekly["replicate"]) == {7}


def test_every_metric_has_its_column_and_every_column_its_metric(result: Result) -> None:
    assert list(result.weekly.columns[4:]) == list(OF_TRIPS)
    assert list(result.segments.columns[5:]) == list(OF_TRIPS)


@pytest.mark.parametrize("name", ADDITIVE)
def test_money_of_segments_adds_up_to_the_firms_to_the_cent(result: Result, name: str) -> None:
    whole = cents(result.weekly[name]).reshape(60, 4)
    parts = cents(result.segments[name]).reshape(60, 4, TYPES)
    assert (parts.sum(axis=2) == whole).all()


def test_money_by_standing_adds_up_to_the_firms_to_the_cent(result: Result) -> None:
    for firm, parts in result.standing.groupby("firm"):
        books = result.weekly[result.weekly["firm"] == firm]
        for name in ("revenue", "profit"):
            assert cents(parts[name]).sum() == cents(books[name]).sum()
            assert round(100 * result.outcomes[str(firm), name]) == cents(parts[name]).sum()


def test_customers_by_standing_are_the_active_and_the_lapsed(model: LoyaltyModel, result: Result) -> None:
    customers = result.standing.pivot_table("customers", "firm", "standing", sort=False)
    for row, (firm, found) in enumerate(customers.iterrows()):
        ever = int((model.world.relationships.purchases[row] > 0).sum())
        assert found.sum() == ever
        assert ever - found["lapsed"] == result.outcomes[str(firm), "active_customers"]


@pytest.mark.parametrize("name", COUNTED)
def test_counts_of_segments_add_up_to_the_firms(result: Result, name: str) -> None:
    whole = result.weekly[name].to_numpy().reshape(60, 4)
    parts = result.segments[name].to_numpy().reshape(60, 4, TYPES)
    assert (parts.sum(axis=2) == whole).all()


def test_costs_are_the_sum_of_their_parts_and_profit_what_is_left(result: Result) -> None:
    for table in (result.weekly, result.segments):
        parts = np.sum([cents(table[f"cost_{part}"]) for part in COST_PARTS], axis=0)
        assert (parts == cents(table["cost"])).all()
        assert (cents(table["revenue"]) - parts == cents(table["profit"])).all()
        for _, cell in table.groupby([name for name in ("firm", "segment") if name in table]):
            assert (cents(cell["profit"]).cumsum() == cents(cell["cumulative_profit"])).all()


def test_the_firms_own_books_say_the_same(model: LoyaltyModel, result: Result) -> None:
    for firm in model.firms:
        table = result.weekly[result.weekly["firm"] == firm.name]
        assert table["profit"].tolist() == pytest.approx(firm.books.profit[2:], abs=1e-9)
        assert table["revenue"].tolist() == firm.books.revenue[2:]
        assert table["units"].tolist() == firm.books.units[2:]


def test_market_shares_and_retention_and_churn_are_whole(result: Result) -> None:
    np.testing.assert_allclose(result.weekly.groupby("week")["market_share"].sum(), 1.0, rtol=1e-12)
    known = result.weekly.dropna(subset="retention")
    np.testing.assert_allclose(known["retention"] + known["churn"], 1.0, rtol=1e-12)


def test_rates_stay_within_their_bounds(result: Result) -> None:
    for table in (result.weekly, result.segments):
        for name, metric in OF_A_TRIP.items():
            low, high = {"share": (0, 1), "index 0-100": (0, 100), "index -100-100": (-100, 100)}.get(
                metric.unit, (-np.inf, np.inf)
            )
            values = table[name].dropna()
            assert values.between(low, high).all(), name
            assert np.isfinite(values).all(), name


def test_a_firm_that_is_closed_neither_sells_nor_spends_on_anything_but_old_complaints(result: Result) -> None:
    closed = result.weekly[(result.weekly["firm"] == "Corda") & (result.weekly["week"] >= 20)]
    idle = ["units", "revenue", *(f"cost_{part}" for part in COST_PARTS if part != "compensation")]
    assert not closed[idle].to_numpy().any()
    assert closed["cost_compensation"].any()
    before = result.weekly[(result.weekly["firm"] == "Dorra") & (result.weekly["week"] < 4)]
    assert not before[["units", "cost", "active_customers"]].to_numpy().any()
    assert before["retention"].isna().all()


def test_flows_are_the_switches_of_the_market(model: LoyaltyModel, result: Result) -> None:
    assert list(result.flows.columns) == [
        "strategy",
        "replicate",
        "week",
        "origin",
        "destination",
        "reason",
        "customers",
    ]
    assert (result.flows["customers"] > 0).all()
    assert (result.flows["origin"] != result.flows["destination"]).all()
    assert set(result.flows["reason"]) <= set(REASONS[1:])
    assert not result.flows.duplicated(["week", "origin", "destination", "reason"]).any()
    assert (result.flows.loc[(result.flows["origin"] == "Corda") & (result.flows["week"] >= 20), "reason"]
            == "involuntary switching").all()  # fmt: skip
    assert result.flows["week"].between(1, 60).all()


@pytest.mark.parametrize("name", [name for name, metric in OF_A_TRIP.items() if metric.kind == "flow"])
def test_an_outcome_of_a_flow_is_its_sum(result: Result, name: str) -> None:
    sums = result.weekly.groupby("firm")[name].sum()
    assert {firm: result.outcomes[firm, name] for firm in sums.index} == pytest.approx(sums.to_dict(), abs=0.006)


@pytest.mark.parametrize("name", [name for name, metric in OF_A_TRIP.items() if metric.kind == "stock"])
def test_an_outcome_of_a_stock_is_its_last_value(result: Result, name: str) -> None:
    last = result.weekly[result.weekly["week"] == 60].set_index("firm")[name]
    for firm, value in last.items():
        if np.isfinite(value):
            assert result.outcomes[str(firm), name] == value
        else:
            assert (firm, name) not in result.outcomes


def test_an_outcome_of_a_ratio_is_the_ratio_of_the_last_years_sums(result: Result) -> None:
    year = result.weekly[result.weekly["week"] > 8].groupby("firm").sum(numeric_only=True)
    for firm, row in year.iterrows():
        assert result.outcomes[str(firm), "market_share"] == pytest.approx(
            row["units"] / year["units"].sum(), rel=1e-12
        )
        assert result.outcomes[str(firm), "price_paid"] == pytest.approx(row["revenue"] / row["units"], rel=1e-12)
        assert result.outcomes[str(firm), "complaint_rate"] == pytest.approx(row["complaints"] / row["dissatisfied"])
    prices = result.weekly[result.weekly["week"] > 8].groupby("firm")["price"].mean()
    assert result.outcomes["Alba", "price"] == pytest.approx(prices["Alba"], rel=1e-12)


def test_simulate_is_the_model_run_to_its_end(model: LoyaltyModel, result: Result) -> None:
    hard = model.scenario_in_use.change("compare", {"hard": {}})
    again = simulate(hard, 1, strategy="hard", audit=True)
    pd.testing.assert_frame_equal(
        again.weekly.drop(columns="replicate"), result.weekly.drop(columns="replicate"), check_exact=True
    )
    pd.testing.assert_frame_equal(again.flows.drop(columns="replicate"), result.flows.drop(columns="replicate"))
    assert again.outcomes == result.outcomes


@SEVERAL_CHUNKS
@pytest.mark.parametrize("threads", [2, 3])
def test_threads_change_nothing(threads: int) -> None:
    scenario = market(HARD, customers=9000, weeks=6)
    one, many = simulate(scenario), simulate(scenario, threads=threads, audit=True)
    pd.testing.assert_frame_equal(one.weekly, many.weekly, check_exact=True)
    pd.testing.assert_frame_equal(one.segments, many.segments, check_exact=True)
    pd.testing.assert_frame_equal(one.flows, many.flows, check_exact=True)
    pd.testing.assert_frame_equal(one.standing, many.standing, check_exact=True)


def test_a_segment_without_customers_is_undefined_not_wrong() -> None:
    mix = {f"customers.mix.{kind}": float(kind == "cognitive") for kind in LOYALTY_TYPES}
    result = simulate(market(mix, customers=100, weeks=5), audit=True)
    others = result.segments[result.segments["segment"] != "cognitive"]
    assert others["penetration"].isna().all()
    assert (others["revenue"] == 0).all()
    own = result.segments[result.segments["segment"] == "cognitive"]
    assert own["revenue"].tolist() == result.weekly["revenue"].tolist()
    assert own["cost"].tolist() == result.weekly["cost"].tolist()


def test_one_customer_and_one_firm_make_a_market() -> None:
    firms = {f"firms.{name}": None for name in ("Brio", "Corda", "Dorra")}
    result = simulate(market({**firms, "customers.purchases.per_year": 52.0}, customers=1, weeks=30), audit=True)
    assert result.weekly["market_share"].dropna().eq(1.0).all()
    assert result.weekly["penetration"].isin([0.0, 1.0]).all()


def test_a_result_and_its_model_show_themselves() -> None:
    model = LoyaltyModel(market(customers=60, weeks=3, burn_in_weeks=2), 1)
    assert repr(model) == "<LoyaltyModel as_is, replicate 1: burn-in, week 0 of 2, 4 firms, 60 customers>"
    assert repr(model.firms[0]) == "<Firm Alba: price 10.00>"
    result = simulate(market(customers=60, weeks=3, burn_in_weeks=2))
    assert len(result.to_frame()) == len({metric for _, metric in result.outcomes})
    assert repr(result) == f"<Result as_is, replicate 1: 4 firms, {len(result.to_frame())} metrics, 3 weeks>"
    frame = result.to_frame()
    assert list(frame.columns) == ["Alba", "Brio", "Corda", "Dorra"]
    assert frame.loc["market_share", "Brio"] == result.outcomes["Brio", "market_share"]
    assert "<th>market_share</th>" in result._repr_html_()
