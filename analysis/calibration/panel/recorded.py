"""Purchases of a simulated market, taken down as a panel has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.calibration.panel.trips import Trips, in_order
from analysis.execution.run import Options, Run, model_of_run

if TYPE_CHECKING:
    from simulation.model import LoyaltyModel


class TripRecorder:
    """Takes the reported weeks of a run down, purchase by purchase."""

    def __init__(self) -> None:
        self._who: list[np.ndarray] = []
        self._firm: list[np.ndarray] = []
        self._price: list[np.ndarray] = []
        self._display: list[np.ndarray] = []

    def after_week(self, model: LoyaltyModel) -> None:
        """Take down a week that has just ended."""
        from simulation.week.visit_lists import visited_rows

        if model.reported_week < 1:
            return
        world = model.world
        rows = visited_rows(world)
        self._who.append(world.customers.identity[world.visits.customer[rows]].astype(np.int64))
        self._firm.append(world.visits.firm[rows].astype(np.int64))
        self._price.append(np.column_stack([world.firms.price, world.earlier.price]))
        self._display.append(np.column_stack([world.firms.display, world.earlier.display]))

    def trips(self, model: LoyaltyModel) -> Trips:
        """All that was taken down."""
        who = np.concatenate(self._who)
        week = np.repeat(np.arange(len(self._who)), [part.size for part in self._who])
        behind = who % model.world.shelves * model.world.shelf_shift
        shelf = tuple(np.stack(kept)[week, :, behind] for kept in (self._price, self._display))
        names = tuple(firm.name for firm in model.firms)
        return in_order(who, np.concatenate(self._firm), week + 1.0, (shelf[0], shelf[1]), names)


def trips_of_run(run: Run, options: Options) -> Trips:
    """Simulate one run, and give its purchases of the reported weeks; times are weeks from 1."""
    from simulation.model import Watch
    from simulation.result import look_at_end

    recorder = TripRecorder()
    model = model_of_run(run, options)
    return look_at_end(model, recorder.trips, Watch(recorder.after_week), audit=options.audit)
