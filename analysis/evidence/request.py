"""What is asked of `evidence`: which claims and laws, of which market, how thoroughly; and the study that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.evidence.question import Study
from analysis.evidence.replicate import MOST_REPLICATES, sized
from analysis.evidence.verdicts.criteria import chosen, kind_of
from analysis.study.scenario_changes import NO_CHANGES, ScenarioChanges
from simulation.reading.errors import refused

LEAST_CUSTOMERS = 100
ABLATED, CHALLENGED, HASTY = 3, 8, 2
"""Replicates without a mechanism, each a market of its own; of a claim without what it is about; and of a quick run;
unless the request says so. What an ablation leaves in doubt is asked in all replicates."""


@dataclass(frozen=True)
class EvidenceRequest:
    """Claims and laws by what people call them, all of them where none is named.

    `scenario` is a market of one's own, which is scored by the laws; None: the shipped one. With `is_quick`, fewer
    replicates of a smaller market; with `is_ablation`, also with each mechanism switched off in turn; with
    `is_challenge`, each claim and law also without all the mechanisms that it is about.
    """

    claims: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    scenario: str | None = None
    is_quick: bool = False
    is_ablation: bool = False
    is_challenge: bool = False
    changes: ScenarioChanges = NO_CHANGES


def plan_evidence(request: EvidenceRequest) -> Study:
    """The market in its size, and what is measured in it; refused where the request contradicts itself."""
    own, changes = request.scenario, request.changes
    if own and request.claims:
        raise refused("a market of one's own is scored by laws, not by claims; leave one of them out", place="--claim")
    names = chosen(request.claims, request.laws)
    if own:
        names = tuple(name for name in names if kind_of(name) == "law")
    scenario = changes.load(own or "baseline")
    if scenario.market.customers < LEAST_CUSTOMERS or len(scenario.firms) < 2:
        raise refused("laws of the market need two firms and 100 customers at least", place="--scenario")
    size = sized(scenario, quick=request.is_quick, replicates=changes.replicates)
    ablated, challenged = (
        (changes.replicates or (HASTY if request.is_quick else usual)) if is_asked else None
        for usual, is_asked in ((ABLATED, request.is_ablation), (CHALLENGED, request.is_challenge))
    )
    most = None if request.is_quick or changes.replicates else MOST_REPLICATES
    return Study(size, tuple(names), Path(own).stem if own else "", request.is_quick, ablated, challenged, most)
