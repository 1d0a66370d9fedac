"""Complaints as facts, how many and how soon answered, and as settings of the desk: how many it settles, for how much.

How many a week has a standard error as of customers who come at random, each with all its complaints.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.calibration.files.findings import FileFact, FileFindings, Setting, days
from analysis.calibration.files.means import FEWEST, mean_of, never_certain, rounded
from simulation.reading.paths import format_path
from simulation.scenario.real_size import PER
from simulation.scenario.scenario import Scenario

KIND = "complaints"
WEEK = 7.0
NO_SIZE = "how many a week says nothing unless market.real_customers says of how many customers"
SPARE = 2.0
"""Cases that a desk can answer for each that comes, so that hardly any queues: a desk that people get answers from."""
MOST = 10.0
"""Compensation, in prices, that a desk gives at most."""


def desk(table: pd.DataFrame, found: FileFindings, scenario: Scenario, weeks: float, *, has_size: bool) -> None:
    """Take in what the complaints of so many weeks say of each firm's desk."""
    seed = scenario.run.seed
    for firm, rows in table.groupby("firm"):
        period = days(rows["opened"])
        if has_size:
            each = np.unique(rows["customer_id"].to_numpy(), return_counts=True)[1]
            known = rounded(len(rows) / weeks, float(np.sqrt((each.astype(float) ** 2).sum())) / weeks)
            found.tell(
                (str(firm), "complaints_a_week"), FileFact(never_certain("complaints_a_week", known), KIND, period)
            )
            _staffed(str(firm), known.value, found, scenario)
        else:
            found.leave(KIND, NO_SIZE)
        waited = (rows["answered"] - rows["opened"]).dt.days.to_numpy(float) / WEEK
        known_wait = mean_of(waited, rows["customer_id"].to_numpy(), seed)
        if known_wait is not None:
            wait = never_certain("resolution_weeks", known_wait)
            found.tell((str(firm), "resolution_weeks"), FileFact(wait, KIND, period))
        else:
            found.leave(KIND, f"days to answer of {firm} are of fewer than {FEWEST} customers")
        _settled(str(firm), rows, found, scenario)


def _staffed(firm: str, a_week: float, found: FileFindings, scenario: Scenario) -> None:
    """As many posts as answer what comes with some to spare, where the scenario's are fewer, since it was answered."""
    size, desk_now = scenario.market.real_customers, scenario.firms[firm].recovery
    if size is None or not desk_now.cases_per_staff:
        return
    posts = float(f"{SPARE * a_week * PER / size / desk_now.cases_per_staff:.4g}")
    if posts > desk_now.staff:
        found.settings[format_path(("firms", firm, "recovery", "staff"))] = Setting(posts, 0.0, KIND)


def _settled(firm: str, rows: pd.DataFrame, found: FileFindings, scenario: Scenario) -> None:
    """The part of answers that settle the matter, and what is given where they do."""
    who, resolved = rows["customer_id"].to_numpy(), rows["resolved"].to_numpy(float)
    price = usual_price(scenario, firm)
    given = np.where(resolved == 1.0, rows["compensation"].to_numpy(float) / price, np.nan)
    for name, values in {"resolution": resolved, "compensation": given}.items():
        known = mean_of(values, who, scenario.run.seed)
        if known is not None:
            path = format_path(("firms", firm, "recovery", name))
            found.settings[path] = Setting(min(known.value, MOST), known.se, KIND)


def usual_price(scenario: Scenario, firm: str) -> float:
    """What a unit of the firm usually costs: its own price, else that of the market."""
    block: Any = scenario.firms[firm].pricing if firm in scenario.firms else None
    return float(getattr(block, "price", None) or scenario.market.usual_price)
