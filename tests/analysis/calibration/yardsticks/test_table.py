"""The table of yardsticks: the form of a fit's table, one row a model, and what has nothing to foretell."""

import numpy as np
import pandas as pd
import pytest

from analysis.calibration.data.data import Data
from analysis.calibration.panel.moments import panel_moments
from analysis.calibration.yardsticks.shelves import panel_of
from analysis.calibration.yardsticks.table import yardstick_forecasts, yardstick_table
from simulation.reading.errors import Refused
from tests.analysis.calibration.yardsticks.made_panels import shelves


def a_panel():
    choices = shelves(households=15, occasions=8)
    chosen = np.random.default_rng(1).integers(0, 3, len(choices))
    return Data("made", choices=type(choices)(**{**vars(choices), "chosen": chosen}))


def a_log():
    luck = np.random.default_rng(2)
    customer = np.repeat(np.arange(40), 6)
    day = luck.integers(0, 364, customer.size)
    day[:2] = 0, 363
    table = pd.DataFrame({"customer_id": customer, "date": pd.Timestamp("2024-01-01") + pd.to_timedelta(day, "D")})
    return Data("made", transactions=table)


def test_a_panel_has_a_row_for_each_model():
    table = yardstick_table(a_panel())
    assert list(table["model"]) == ["naive", "logit", "guadagni_little", "latent_class", "latent_class_last"]
    assert set(table["kind"]) == {"choices"}
    assert (table[["share", "repeat", "switching"]] >= 0.0).all(axis=None)
    assert table[["total", "path", "counts"]].isna().all(axis=None)


def test_a_log_has_a_row_for_each_model():
    table = yardstick_table(a_log())
    assert list(table["model"]) == ["naive", "bg_nbd", "pareto_nbd"]
    assert set(table["kind"]) == {"transactions"}
    assert (table[["path", "counts"]] >= 0.0).all(axis=None)
    assert table["share"].isna().all()


def test_forecasts_stand_beside_what_was_observed_of_the_part_held_back():
    data = a_panel()
    frame = yardstick_forecasts(data)
    panel = panel_of(data.choices, 0.5)
    late = np.array(panel_moments(panel.trips.of(~panel.is_early)).values)
    held = frame[frame["period"] == "held back"]
    assert held["observed"].to_list() == pytest.approx(late[np.isfinite(late)].tolist())
    assert frame.loc[frame["period"] == "fit", "logit"].isna().all()
    first = frame.loc[frame["period"] == "fit", "observed"].iloc[:3].to_list()
    assert held["naive"].iloc[:3].to_list() == pytest.approx(first)


def test_facts_alone_leave_nothing_to_foretell():
    with pytest.raises(Refused, match="nothing that a model could foretell; give `choices` or `transactions`"):
        yardstick_table(Data("made"))
