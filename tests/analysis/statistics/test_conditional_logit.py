"""A conditional logit against what is known in closed form, and what it says where the data say nothing."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.conditional_logit import conditional_logit


def pairs(wins: int, losses: int) -> pd.DataFrame:
    """So many choices between x = 1 and x = 0."""
    trips = np.repeat(np.arange(wins + losses), 2)
    first = np.tile([1.0, 0.0], wins + losses)
    return pd.DataFrame({"trip": trips, "x": first, "flat": 3.0, "chosen": (first == 1.0) == (trips < wins)})


def test_one_attribute_of_two_alternatives_is_the_log_of_the_odds() -> None:
    found = conditional_logit(pairs(30, 10), ["x"], trip=["trip"])
    assert found.loc["x", "estimate"] == pytest.approx(np.log(3.0))
    assert found.loc["x", "standard_error"] == pytest.approx(np.sqrt(1 / 30 + 1 / 10))


def test_what_is_known_is_taken_as_it_is() -> None:
    table = pairs(30, 10)
    found = conditional_logit(table.assign(given=2.0 * table["x"]), ["x"], known=["given"], trip=["trip"])
    assert found.loc["x", "estimate"] == pytest.approx(np.log(3.0) - 2.0)


def test_an_empty_cell_counts_as_none() -> None:
    table = pairs(30, 10)
    found = conditional_logit(table.assign(x=table["x"].where(table["x"] > 0.0)), ["x"], trip=["trip"])
    assert found.loc["x", "estimate"] == pytest.approx(np.log(3.0))


def test_what_never_differs_or_only_together_is_not_told() -> None:
    table = pairs(30, 10)
    found = conditional_logit(table, ["x", "flat"], trip=["trip"])
    assert found.loc["flat"].isna().all()
    assert found.loc["x", "estimate"] == pytest.approx(np.log(3.0))
    assert conditional_logit(table.assign(twin=2.0 * table["x"]), ["x", "twin"], trip=["trip"]).isna().all(axis=None)


def test_it_is_as_uncertain_as_it_says() -> None:
    """Known coefficients come out with errors of mean 0 and standard deviation 1, in standard errors."""
    draws = np.random.default_rng(18)
    true, apart = np.array([1.0, -2.0]), []
    for _ in range(60):
        x = draws.normal(size=(300, 4, 2))
        chosen = (x @ true + draws.gumbel(size=(300, 4))).argmax(axis=1)
        table = pd.DataFrame(x.reshape(-1, 2), columns=["a", "b"])
        table["trip"], table["chosen"] = np.repeat(np.arange(300), 4), (np.arange(4) == chosen[:, None]).ravel()
        found = conditional_logit(table.sample(frac=1.0, random_state=1), ["a", "b"], trip=["trip"])
        apart.append((found["estimate"] - true) / found["standard_error"])
    assert abs(np.mean(apart)) < 0.3
    assert np.std(apart) == pytest.approx(1.0, abs=0.2)


@pytest.mark.parametrize("chosen", [False, True])
def test_a_trip_without_one_choice_is_refused(chosen: bool) -> None:
    table = pairs(3, 3)
    table.loc[:1, "chosen"] = chosen
    with pytest.raises(ValueError, match="no chosen alternative"):
        conditional_logit(table, ["x"], trip=["trip"])
