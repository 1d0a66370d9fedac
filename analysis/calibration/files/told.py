"""All that the smaller files tell of a market: facts of firms, numbers that a firm sets itself, and past changes."""

from __future__ import annotations

import math

import pandas as pd

from analysis.calibration.data.data import Data
from analysis.calibration.files.answers import answers
from analysis.calibration.files.desk import desk
from analysis.calibration.files.experiments import tried_in
from analysis.calibration.files.findings import FileFact, FileFindings, Told
from analysis.calibration.files.prices import prices
from analysis.calibration.observables import Known
from simulation.facts.observables import OBSERVABLES
from simulation.scenario.real_size import sizing_firm
from simulation.scenario.scenario import Scenario

SMALLER = ("survey", "complaints", "prices", "targets", "experiments")
"""Kinds of files that need no panel and no log."""
NOT_HERE = "is of a firm {}, which this market does not have; it has {}"


def told_by(data: Data, scenario: Scenario, share_held_back: float) -> Told:
    """What the files tell of this market; one that tells nothing of it has a sentence that says why."""
    period = data.period()
    weeks = period.weeks if period is not None else 0.0
    early, late = data.split(share_held_back) if weeks and share_held_back > 0.0 else (data, Data(data.name))
    has_size = scenario.market.real_customers is not None or sizing_firm(scenario) is not None
    found, held = FileFindings(), FileFindings()
    tried, left = tried_in(data, has_size=has_size)
    _of_people(early, found, scenario, weeks * (1.0 - share_held_back), has_size=has_size)
    _of_people(late, held, scenario, weeks * share_held_back, has_size=has_size)
    if data.targets is not None:
        _targets(_here(data.targets, scenario, found, "targets"), found)
    if data.prices is not None:
        paths = tuple(one.path for one in tried)
        prices(_here(data.prices, scenario, found, "prices"), found, scenario, paths)
    later = {key: fact.known for key, fact in held.facts.items() if key in found.facts}
    return Told(found.facts, later, found.settings, tried, (*found.unused, *left))


def _of_people(part: Data, found: FileFindings, scenario: Scenario, weeks: float, *, has_size: bool) -> None:
    """Take in what customers answered and complained of in a part of the time."""
    if part.survey is not None:
        answers(_here(part.survey, scenario, found, "survey"), found, scenario.run.seed)
    if part.complaints is not None:
        desk(_here(part.complaints, scenario, found, "complaints"), found, scenario, weeks, has_size=has_size)


def _here(table: pd.DataFrame, scenario: Scenario, found: FileFindings, kind: str) -> pd.DataFrame:
    """The rows of firms that the market has."""
    for firm in table.loc[~table["firm"].isin(list(scenario.firms)), "firm"].unique():
        found.leave(kind, NOT_HERE.format(firm or "that it does not name", ", ".join(scenario.firms)))
    return table[table["firm"].isin(list(scenario.firms))]


def _targets(table: pd.DataFrame, found: FileFindings) -> None:
    """Take in what is told as it stands."""
    for name, firm, value, se in table[["outcome", "firm", "value", "se"]].itertuples(index=False, name=None):
        known = Known(float(value), OBSERVABLES[name].usual_error(float(value)) if math.isnan(se) else float(se))
        found.tell((firm, name), FileFact(known, "targets"))
