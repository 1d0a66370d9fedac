"""What people have in hand in Python, of NumPy, pandas or pathlib, is taken for what it says at every door."""

import decimal
import fractions
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulation.market.events.shocks import Promotion
from simulation.model import LoyaltyModel
from simulation.reading.errors import Refused
from simulation.reading.python_values import plain, settings, several, text, whole
from simulation.result import simulate
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario
from simulation.strategies.pricing import Fixed, Replay, Undercut
from tests.simulation.sample_markets import price_of

NUMPY: Any = np  # its numbers are taken where signatures, for the sake of clarity, name Python's
PRICE = "firms.Alba.pricing.price"
SAME = [
    (np.int64(3), 3),
    (np.uint8(3), 3),
    (np.bool_(True), True),
    (np.float32(0.5), 0.5),
    (np.float64(9.5), 9.5),
    (np.longdouble(0.25), 0.25),
    (np.str_("a"), "a"),
    (np.array(5), 5),
    (np.arange(3), [0, 1, 2]),
    (np.array([[1.0, 2.0]]), [[1.0, 2.0]]),
    (np.array([True, False]), [True, False]),
    (pd.Series([1.5, 2.0]), [1.5, 2.0]),
    (pd.Series([1, None], dtype="Int64"), [1, None]),
    (pd.Index(["a", "b"]), ["a", "b"]),
    (pd.Categorical(["x"]), ["x"]),
    (pd.NA, None),
    (pd.NaT, None),
    (np.ma.masked, None),
    (np.ma.array([1, 2], mask=[False, True]), [1, None]),
    (Path("a") / "b.yaml", str(Path("a") / "b.yaml")),
    (decimal.Decimal("9.5"), 9.5),
    (fractions.Fraction(1, 2), 0.5),
    (range(2), [0, 1]),
    ({3, 1}, [1, 3]),
    ((np.int8(1), [np.int8(2)]), [1, [2]]),
    ({np.str_("by"): np.float64(0.5)}, {"by": 0.5}),
    (Fixed(price=9.5), {"strategy": "fixed", "price": 9.5}),
]


def kinds(value):
    """The types of all that a value is made of."""
    if isinstance(value, dict):
        return [dict, *(kind for pair in value.items() for one in pair for kind in kinds(one))]
    return [list, *(kind for one in value for kind in kinds(one))] if isinstance(value, list) else [type(value)]


@pytest.mark.parametrize(("value", "expected"), SAME, ids=[type(value).__name__ for value, _ in SAME])
def test_a_value_becomes_plain_data(value, expected) -> None:
    found = plain(value)
    assert found == expected
    if isinstance(expected, dict) and "strategy" in expected:
        return
    assert kinds(found) == kinds(expected)


@pytest.mark.parametrize("value", [3j, np.complex64(1), object(), b"x", date(2026, 1, 1), pd.DataFrame({"a": [1]})])
def test_what_says_nothing_is_refused_by_its_kind(value) -> None:
    with pytest.raises(Refused, match=r"market.weeks: a \w+ cannot stand here; write"):
        plain(value, "market.weeks")


def test_text_whole_numbers_and_settings() -> None:
    assert text(PurePosixPath("a/b")) == "a/b"
    assert type(text(np.str_("a"))) is str
    assert (whole(np.int64(3), "n"), whole(3.0, "n")) == (3, 3)
    wrong: Any
    for wrong in (2.5, True, "3", None, float("nan"), float("inf")):
        with pytest.raises(Refused, match="is not a whole number"):
            whole(wrong, "n")
    assert several("profit") == ["profit"]
    assert several(pd.Index(["profit", "clv"])) == ["profit", "clv"]
    assert settings(pd.Series({"market.weeks": np.int64(3), PRICE: np.float64(9.5)})) == {"market.weeks": 3, PRICE: 9.5}
    for wrong in ([("market.weeks", 3)], pd.DataFrame({"market.weeks": [3]}), "market.weeks=3"):
        with pytest.raises(Refused, match="write changes by path"):
            settings(wrong)


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load(
        Path("baseline"), {"market.burn_in_weeks": np.int64(1)}, customers=NUMPY.int64(100), weeks=NUMPY.uint8(3)
    )


def test_load_takes_them(base: Scenario, tmp_path: Path) -> None:
    assert (base.market.customers, base.market.weeks, base.market.burn_in_weeks) == (100, 3, 1)
    file = tmp_path / "a.yaml"
    file.write_text("extends: baseline\n")
    assert load(file).market.weeks == 104
    row: Any = pd.DataFrame({PRICE: [9.0, 9.5], "customers.switches.habit": [True, False]}).iloc[1]
    changed = load(file, row, seed=NUMPY.int64(7), replicates=NUMPY.float64(2.0))
    assert price_of(changed, "Alba") == 9.5
    assert changed.customers.switches.habit is False
    assert (changed.run.seed, changed.run.replicates) == (7, 2)
    assert load(file, [("market.weeks", np.int64(5)), (PRICE, "9.25")]).market.weeks == 5
    with pytest.raises(Refused, match=r"2\.5 is not a whole number"):
        load(file, customers=NUMPY.float64(2.5))


def test_a_scenario_takes_them(base: Scenario) -> None:
    assert price_of(base.change(np.str_(PRICE), np.float32(9.5)), "Alba") == 9.5
    assert base.change("customers.switches.habit", np.bool_(False)).customers.switches.habit is False
    series: Any = pd.Series({"market.weeks": 7, PRICE: 9.0})
    assert base.changed(series).market.weeks == 7
    assert base.changed({"market.network.kind": np.str_("none")}).market.network.kind == "none"
    prices = base.change("firms.Alba.pricing", {"strategy": "replay", "prices": np.array([9.0, 9.5])}).firms["Alba"]
    assert prices.pricing == Replay(prices=(9.0, 9.5))


def test_a_scenario_takes_blocks(base: Scenario) -> None:
    rival = base.firms["Brio"].pricing
    assert base.change("firms.Alba.pricing", Undercut(by=0.07)).firms["Alba"].pricing == Undercut(by=0.07)
    assert base.change("firms.Alba", base.firms["Corda"]).firms["Alba"] == base.firms["Corda"]
    plans = base.change("compare", {"as_is": {}, "cut": {"firms.Alba.pricing": Fixed(price=9.0)}})
    assert plans.with_strategy("cut").firms["Alba"].pricing == Fixed(price=9.0)
    assert base.change("firms.Brio.pricing", rival).tree() == base.tree()


@pytest.mark.parametrize("nothing", [None, pd.NA, pd.NaT, np.ma.masked, float("nan"), np.nan])
@pytest.mark.parametrize("path", [PRICE, "firms.Alba.recovery.staff", "market.weeks", "customers.switches.habit"])
def test_a_missing_value_is_never_the_programs_default(base: Scenario, path: str, nothing) -> None:
    for change in (lambda: base.change(path, nothing), lambda: LoyaltyModel(base, **{path: nothing})):
        with pytest.raises(Refused, match=f"{path}: (no value|NaN is not)"):
            change()


def test_null_is_a_value_where_it_says_something(base: Scenario) -> None:
    promotion = {"event": "promotion", "firm": "Alba", "from_week": 1}
    market = base.change("events", [promotion])
    assert market.events[0] == Promotion(firm="Alba", from_week=1, weeks=2)
    lasting = market.change("events[0].weeks", None).events[0]
    assert lasting == Promotion(firm="Alba", from_week=1, weeks=None)  # to the end, not two weeks as by default
    assert "Brio" not in base.change("firms.Brio", None).firms
    assert base.change("focus", "Brio").change("focus", None).focus is None


def test_a_run_takes_them(base: Scenario) -> None:
    plain_run, numpys = simulate(base, 2), simulate(base, NUMPY.int64(2), threads=NUMPY.int64(1))
    assert numpys.replicate == 2
    assert type(numpys.replicate) is int
    assert plain_run.outcomes == numpys.outcomes
    wrong: Any
    for wrong in (1.5, -1, "2", True, 2**70):
        with pytest.raises(Refused, match="replicate: "):
            simulate(base, wrong)
