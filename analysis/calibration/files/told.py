"""All that the smaller files tell of a market: facts of firms, numbers that a firm sets itself, and past changes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.calibration.data.data import Data
from analysis.calibration.files.answers import answers
from analysis.calibration.files.desk import desk
from analysis.calibration.files.experiments import Tried, refuse_unknown, tried_in
from analysis.calibration.files.findings import Fact, Findings, Key, Setting
from analysis.calibration.files.prices import prices
from analysis.calibration.observables import Known
from simulation.facts.observables import OBSERVABLES, TWINS
from simulation.reading.errors import refused
from simulation.reading.paths import format_path
from simulation.scenario.real_size import sizing_firm
from simulation.scenario.scenario import Scenario

SMALLER = ("survey", "complaints", "prices", "targets", "experiments")
"""Kinds of files that need no panel and no log."""
NOT_HERE = "nothing is known of a firm {}; this market has {}"


@dataclass(frozen=True)
class Told:
    """Facts of what a fit sees and of what is held back, settings by path, past changes, and what is of no use."""

    facts: Mapping[Key, Fact] = field(default_factory=dict)
    held_back: Mapping[Key, Known] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)
    tried: tuple[Tried, ...] = ()
    unused: tuple[str, ...] = ()

    def market(self, scenario: Scenario) -> Scenario:
        """The scenario with the facts beside its own, and the settings in place of its own.

        Refused where a fact is told twice, or a past change is of what the market does not have.
        """
        merged: dict[str, dict[str, Any]] = {firm: dict(facts) for firm, facts in scenario.tree()["observed"].items()}
        for (firm, name), fact in self.facts.items():
            _refuse_twice(scenario, firm, name, fact.kind)
            period = {"period": fact.period} if fact.period else {}
            merged.setdefault(firm, {})[name] = {"value": fact.known.value, "se": fact.known.se, **period}
        changes = {path: one.value for path, one in self.settings.items()}
        ranges = {path: f"{low:g}:{high:g}" for path, one in self.settings.items() for low, high in one.ends()}
        if ranges:
            changes["plausible"] = {**scenario.tree()["plausible"], **ranges}
        market = scenario.changed({**changes, "observed": merged}) if changes or self.facts else scenario
        refuse_unknown(market, self.tried)
        return market


def _refuse_twice(scenario: Scenario, firm: str, name: str, kind: str) -> None:
    """Refuse a fact that the scenario tells itself, by this name or by another."""
    alike = {name, TWINS.get(name), *(one for one, other in TWINS.items() if other == name)}
    for one in alike & set(scenario.facts.get(firm, {})):
        raise refused(f"`{kind}` tells {name} too; keep one of them", path=format_path(("observed", firm, str(one))))


def told_by(data: Data, scenario: Scenario, share_held_back: float) -> Told:
    """What the files tell of this market; one that tells nothing of it has a sentence that says why."""
    period = data.period()
    weeks = period.weeks if period is not None else 0.0
    early, late = data.split(share_held_back) if weeks and share_held_back > 0.0 else (data, Data(data.name))
    is_log = data.transactions is not None and data.choices is None
    has_size = is_log or scenario.market.real_customers is not None or sizing_firm(scenario) is not None
    found, held = Findings(), Findings()
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


def _of_people(part: Data, found: Findings, scenario: Scenario, weeks: float, *, has_size: bool) -> None:
    """Take in what customers answered and complained of in a part of the time."""
    if part.survey is not None:
        answers(_here(part.survey, scenario, found, "survey"), found, scenario.run.seed)
    if part.complaints is not None:
        desk(_here(part.complaints, scenario, found, "complaints"), found, scenario, weeks, has_size=has_size)


def _here(table: pd.DataFrame, scenario: Scenario, found: Findings, kind: str) -> pd.DataFrame:
    """The rows of firms that the market has."""
    for firm in table.loc[~table["firm"].isin(list(scenario.firms)), "firm"].unique():
        found.leave(kind, NOT_HERE.format(firm or "without a name", ", ".join(scenario.firms)))
    return table[table["firm"].isin(list(scenario.firms))]


def _targets(table: pd.DataFrame, found: Findings) -> None:
    """Take in what is told as it stands."""
    for name, firm, value, se in table[["outcome", "firm", "value", "se"]].itertuples(index=False, name=None):
        known = Known(float(value), OBSERVABLES[name].usual_error(float(value)) if math.isnan(se) else float(se))
        found.tell((firm, name), Fact(known, "targets"))
