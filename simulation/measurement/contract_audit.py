"""The conservation laws of a week under contract: what was billed is what firms booked, and nobody holds two."""

from collections.abc import Sequence

import numpy as np

from simulation.measurement.recorder import Week
from simulation.state import counts as m
from simulation.state.tables import NOBODY, World


def check_contracts(world: World, weeks: Sequence[Week], week: int) -> None:
    """Check the laws of the week just closed, the last of `weeks`; AssertionError names the one that is broken."""
    contracts, last = world.contracts, weeks[-1].counts
    billed, booked = int(contracts.bill.sum()), int(last[m.REVENUE].sum())
    assert billed == booked, f"week {week}: customers were billed {billed} cents, firms booked {booked}"
    apart = weeks[-1].standings.sum(axis=2) - last[: m.SALES].sum(axis=2)
    assert not apart.any(), f"week {week}: counts by standing and by type differ by {np.abs(apart).max()}"
    held, under = last[m.HELD].sum(), np.count_nonzero(contracts.firm != NOBODY)
    went_on = int(held + last[m.ACQUIRED].sum() - last[m.ENDED].sum())
    assert went_on == under, f"week {week}: {went_on} contracts by the books, {under} are held"
    reasons = last[m.ENDED + 1 : m.ENDED + 9].sum()
    assert reasons == last[m.ENDED].sum(), f"week {week}: {reasons} ends have a reason of {last[m.ENDED].sum()}"
    finite = all(np.isfinite(column).all() for column in world.relationships if column.dtype.kind == "f")
    assert finite, f"week {week}: a state of a relationship is not a finite number"
