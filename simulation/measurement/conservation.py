"""The conservation laws of a week: what customers paid and took is what firms booked and sold."""

from collections.abc import Sequence

import numpy as np

from simulation.measurement.recorder import Week
from simulation.state import counts as m
from simulation.state.tables import World
from simulation.week.visit_lists import visited_rows


def check_conservation(world: World, weeks: Sequence[Week], week: int) -> None:
    """Check the laws of the week just closed, the last of `weeks`; AssertionError names the one that is broken."""
    visits, last = world.visits, weeks[-1]
    rows = visited_rows(world)
    paid = int(visits.paid[rows].sum())
    booked = int(last.counts[m.REVENUE].sum())
    assert paid == booked, f"week {week}: customers paid {paid} cents, firms booked {booked}"
    apart = last.standings.sum(axis=2) - last.counts[: m.SALES].sum(axis=2)
    assert not apart.any(), f"week {week}: counts by standing and by type differ by {np.abs(apart).max()}"
    trips = int(last.counts[m.TRIPS].sum())
    assert trips == rows.size, f"week {week}: {rows.size} purchases, {trips} counted"
    bought = world.relationships.purchases.sum(dtype=np.int64) + world.replaced.sum()
    sold = sum(int(record.counts[m.UNITS].sum()) for record in weeks)
    assert bought == sold, f"week {week}: {bought} units in memory, {sold} sold"
    finite = all(np.isfinite(column).all() for column in world.relationships if column.dtype.kind == "f")
    assert finite, f"week {week}: a state of a relationship is not a finite number"
