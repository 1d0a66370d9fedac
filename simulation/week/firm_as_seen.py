"""What a customer sees of one firm as it is stated.

Written by `python -m tools.compiled_parameters`, beside `simulation/state/firm_attributes.py`. Do not edit it.
"""

from simulation.engine.compiling import rule
from simulation.state.firm_attributes import FirmAsSeen, FirmAttributes


@rule
def as_seen(table: FirmAttributes, j: int) -> FirmAsSeen:
    """What firm j states."""
    return FirmAsSeen(
        attraction=table.attraction[j],
    )
