"""Cells side by side: how a pass over everybody walks through relationships in blocks, whatever the number of firms."""

import numpy as np

from simulation.engine.compiling import row, rule
from simulation.state.tables import CELLS

MOST_CUSTOMERS = 127  # in a block: eight counts of it fit into the eight bytes of a number


@rule
def block_size(firms: int) -> int:
    """Customers in a block."""
    return min(CELLS // firms, MOST_CUSTOMERS)


@row
def flat(column: np.ndarray) -> np.ndarray:
    """All cells of a column, customer by customer, shape (customers * firms,); `column` is (firms, customers)."""
    return column.T.reshape(-1)
