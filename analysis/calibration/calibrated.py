"""What a calibration left, read back from its folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulation.scenario.scenario import Scenario

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


@dataclass(frozen=True)
class Calibrated:
    """What a calibration left: the fitted scenario; parameters, draws, fit and what files bought as tables of pandas.

    `unused` has a sentence for what of the data is of no use.
    """

    folder: Path
    scenario: Scenario
    parameters: pd.DataFrame
    draws: pd.DataFrame
    fit: pd.DataFrame
    bought: pd.DataFrame
    unused: tuple[str, ...] = ()
    is_new: bool = True

    def chains(self) -> dict[str, np.ndarray]:
        """The draws by path as arrays of shape (1, draws), as ArviZ takes them: `arviz.from_dict({"posterior": …})`."""
        return {str(path): self.draws[path].to_numpy()[None, :] for path in self.draws.columns if path != "draw"}
