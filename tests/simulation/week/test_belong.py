"""Whose customer each is: main firms of two windows, what enters, passes from one to the other, and leaves."""

import numpy as np
import pytest

from simulation.measurement.recorder import Recorder
from simulation.model import LoyaltyModel
from simulation.state import counts as m
from simulation.state.tables import NEVER, NOBODY
from simulation.week.belong import main_firm
from simulation.week.census import count_kept
from tests.simulation.sample_markets import market
from tests.simulation.week.sample_worlds import human, moment, tiny


@pytest.mark.parametrize(
    ("units", "last", "main"),
    [
        ([0, 0, 0], [NEVER] * 3, NOBODY),
        ([0, 0, 0], [7, 9, 8], NOBODY),
        ([0, 2, 1], [9, 4, 8], 1),
        ([2, 2, 1], [4, 6, 8], 1),
        ([2, 2, 2], [9, 6, 8], 0),
        ([0, 1, 0], [9, 4, NEVER], 1),
    ],
)
def test_the_main_firm_has_most_units_and_of_ties_the_last_purchase(
    units: list[int], last: list[int], main: int
) -> None:
    assert main_firm(np.array(units, np.int32), np.array(last, np.int16)) == main


def test_who_is_kept_by_hand() -> None:
    """Kept, gone to the other firm, bought nothing since, no customer of anybody before."""
    world = tiny(loyalty_type=[0, 0, 1, 1], former_main=[0, 0, 0, NOBODY], main_firm=[0, 1, NOBODY, 0])
    world.tally.counts[:] = 0
    count_kept(world, human(), moment(), 0, 1)
    counts = world.tally.counts[0]
    assert counts[m.MAINS].tolist() == [[2, 1, 0, 0], [0] * 4]
    assert counts[m.MAINS_KEPT].tolist() == [[1, 0, 0, 0], [0] * 4]


@pytest.mark.parametrize("window", [52, 55])
def test_windows_hold_what_was_bought_in_them(window: int) -> None:
    model = LoyaltyModel(market({"customers.purchases.per_year": 40.0}, customers=60, weeks=118, burn_in_weeks=3))
    model.recorder = Recorder(window)
    log: list[np.ndarray] = []
    while model.running:
        model.step()
        bought, week = model.recorder.last_year[-1], np.zeros((4, 60), np.int64)
        week[bought.firm, bought.customer] = bought.quantity
        log.append(week)
        relations = model.world.relationships
        nothing = np.zeros((4, 60), np.int64)
        assert (relations.recent_units == sum(log[-window:], nothing)).all()
        assert (relations.former_units == sum(log[-2 * window : -window], nothing)).all()
    last = np.array([max((w for w, week in enumerate(log[:-window], 1) if week[j, i]), default=NEVER)
                     for j in range(4) for i in range(60)])  # fmt: skip
    assert relations.former_purchase.reshape(-1).tolist() == last.tolist()
    for i in range(60):
        now = main_firm(relations.recent_units[:, i], relations.last_purchase[:, i])
        before = main_firm(relations.former_units[:, i], relations.former_purchase[:, i])
        assert (model.world.customers.main_firm[i], model.world.customers.former_main[i]) == (now, before)
    assert len(model.recorder.last_year) + len(model.recorder.before) == 2 * window
