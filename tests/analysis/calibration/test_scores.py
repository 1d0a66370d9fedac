"""Errors of forecasts of what was held back: by hand, and nothing where the forecast is what came."""

import numpy as np
import pandas as pd
import pytest

from analysis.calibration.scores import errors_table, log_scores, named_errors, path_of, scores

PANEL = [
    ("share", "Alba", 0.6, 0.5),
    ("share", "Brio", 0.4, 0.5),
    ("repeat", "Alba", 0.75, 0.5),
    ("repeat", "Brio", 0.5, 0.5),
    ("flow", "Alba > Brio", 1 / 6, 0.25),
    ("flow", "Brio > Alba", 1 / 6, 0.25),
]
SEEN = [
    ("repeats", "weeks 1 to 13", 0.4, np.nan),
    ("repeats", "weeks 14 to 26", 0.6, np.nan),
    ("customers with repeats", "0 repeats", 0.75, np.nan),
    ("customers with repeats", "1 repeats", 0.25, np.nan),
]
TO_COME = [
    ("repeats to come until", "week 29", 0.2, 0.3),
    ("repeats to come until", "week 32", 0.4, 0.3),
    ("repeats to come after", "0 repeats", 0.2, 0.1),
    ("repeats to come after", "1 repeats", 1.0, 1.2),
]


def table(*parts):
    rows = [(period, *row) for period, part in parts for row in part]
    return pd.DataFrame(rows, columns=["period", "moment", "firm", "observed", "simulated"])


def test_errors_of_a_panel_by_hand():
    found = scores(table(("held back", PANEL)), "simulated")
    assert found.share == pytest.approx(10.0)
    assert found.repeat == pytest.approx(100.0 * (2 / 3 * 0.25 + 1 / 3 * 0.0))
    assert found.switching == pytest.approx(found.repeat), "of two brands, who does not repeat switches"


def test_errors_of_a_log_by_hand():
    found = log_scores(table(("fit", SEEN), ("held back", TO_COME)), "simulated")
    assert found.total == pytest.approx(-25.0)
    assert found.path == pytest.approx(50.0 * (0.1 / 1.2 + 0.1 / 1.4))
    assert found.counts == pytest.approx(100.0 * (0.75 * 0.1 + 0.25 * 0.2) / (0.75 * 0.2 + 0.25 * 1.0))


def test_a_market_whose_first_part_is_off_is_off_from_there():
    seen = [(*row[:3], 0.55 if row[0] == "repeats" else np.nan) for row in SEEN]
    found = log_scores(table(("fit", seen), ("held back", TO_COME)), "simulated")
    assert found.path == pytest.approx(50.0 * (0.2 / 1.2 + 0.0 / 1.4))
    assert found.total == pytest.approx(-25.0)


@pytest.mark.parametrize("parts", [[("held back", PANEL)], [("fit", SEEN), ("held back", TO_COME)]])
def test_what_came_as_foretold_has_no_errors(parts):
    fit = table(*parts)
    fit["perfect"] = fit["observed"]
    errors = errors_table(fit)
    assert list(errors["model"]) == ["simulated", "perfect"]
    simulated, perfect = errors.drop(columns=["model", "kind"]).dropna(axis=1).to_numpy(float)
    assert perfect.tolist() == pytest.approx([0.0] * 3)
    assert (simulated != 0.0).all()


def test_errors_are_told_by_the_names_that_people_use():
    assert list(named_errors(table(("held back", PANEL)))["model"]) == ["this market"]
    assert list(named_errors(table(("held back", PANEL))).columns) == ["model", "share", "repeat", "switching"]


def test_what_a_model_does_not_foretell_is_no_error_of_nothing():
    held = [(*row[:3], np.nan if row[0].endswith("after") else row[3]) for row in TO_COME]
    found = log_scores(table(("fit", SEEN), ("held back", held)), "simulated")
    assert np.isnan(found.counts)
    assert found.total == pytest.approx(-25.0)


def test_the_path_of_a_log_by_week():
    found = path_of(table(("fit", SEEN), ("held back", TO_COME)))
    assert found.to_dict("list") == {"week": [29, 32], "observed": [0.2, 0.4], "this market": [0.3, 0.3]}
    assert path_of(table(("held back", PANEL))).empty


def test_nothing_held_back_has_no_errors():
    assert errors_table(table(("fit", PANEL))).empty
    assert named_errors(table(("fit", PANEL))).empty


def test_a_brand_that_a_forecast_never_sells_counts_as_missed():
    never = [("share", "Alba", 0.5, 1.0), ("share", "Brio", 0.5, 0.0), ("repeat", "Alba", 0.8, 1.0),
             ("repeat", "Brio", 0.8, np.nan), ("flow", "Alba > Brio", 0.1, 0.0),
             ("flow", "Brio > Alba", 0.1, 0.0)]  # fmt: skip
    assert scores(table(("held back", never)), "simulated").switching == pytest.approx(50.0 * 0.2 + 25.0)


def test_a_brand_that_nobody_leaves_has_its_weight():
    kept = [("share", "Alba", 0.6, 0.6), ("share", "Brio", 0.4, 0.4), ("repeat", "Alba", 1.0, 0.5),
            ("repeat", "Brio", 0.75, 0.75), ("flow", "Alba > Brio", 0.0, 0.3),
            ("flow", "Brio > Alba", 0.1, 0.1)]  # fmt: skip
    found = scores(table(("held back", kept)), "simulated")
    assert found.repeat == pytest.approx(60.0 * 0.5)
    assert found.switching == pytest.approx(found.repeat)


def test_what_is_no_panel_has_no_errors():
    assert np.isnan(scores(table(("fit", SEEN)), "simulated").share)
