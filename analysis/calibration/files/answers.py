"""A survey as facts: the NPS and the mean satisfaction of each firm's customers who answered."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.calibration.files.findings import FileFact, FileFindings, days
from analysis.calibration.files.means import FEWEST, mean_of, never_certain

KIND = "survey"
PROMOTER, DETRACTOR = 9, 6
"""From which answer on somebody promotes the firm, and up to which one somebody advises against it."""


def answers(table: pd.DataFrame, found: FileFindings, seed: int) -> None:
    """Take in what the answers say of each firm."""
    for firm, rows in table.groupby("firm"):
        who, nps = rows["customer_id"].to_numpy(), rows["nps"].to_numpy(float)
        score = np.where(np.isnan(nps), np.nan, 100.0 * (nps >= PROMOTER) - 100.0 * (nps <= DETRACTOR))
        told = {"nps": score, "satisfaction": rows["satisfaction"].to_numpy(float)}
        for name, values in told.items():
            known = mean_of(values, who, seed)
            if known is not None:
                found.tell((str(firm), name), FileFact(never_certain(name, known), KIND, days(rows["date"])))
            elif np.isfinite(values).any():
                size = np.unique(who[np.isfinite(values)]).size
                found.leave(KIND, f"{name} of {firm} is of {size} customers; {FEWEST} or more say something")
