"""What is asked of `evidence`: which claims and laws, of which market, how thoroughly; and the study that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.evidence.markets import battery, noise
from analysis.evidence.question import Study
from analysis.evidence.replicate import MOST_REPLICATES, sized
from analysis.evidence.verdicts.criteria import chosen, kind_of
from analysis.study.scenario_changes import NO_CHANGES, ScenarioChanges
from simulation.reading.errors import refused

LEAST_CUSTOMERS = 100
ABLATED, CHALLENGED, OTHERS, HASTY = 3, 8, 4, 2
"""Replicates without a mechanism, each a market of its own; of a claim without what it is about; of another market; and
of a quick run; unless the request says so. What an ablation leaves in doubt is asked in all replicates."""


@dataclass(frozen=True)
class EvidenceRequest:
    """Claims and laws by what people call them, all of them where none is named.

    `scenario` is a market of one's own, which is scored by the laws; None: the shipped one. With `is_quick`, fewer
    replicates of a smaller market; with `is_ablation`, also with each mechanism switched off in turn; with
    `is_challenge`, each claim and law also without all that it is about; with `is_markets`, the laws also in other
    markets; with `noise`, a share, in `draws` markets whose numbers are off by up to that.
    """

    claims: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    scenario: str | None = None
    is_quick: bool = False
    is_ablation: bool = False
    is_challenge: bool = False
    is_markets: bool = False
    noise: float | None = None
    draws: int = 10
    changes: ScenarioChanges = NO_CHANGES


def plan_evidence(request: EvidenceRequest) -> Study:
    """The market in its size, and what is measured in it; refused where the request contradicts itself."""
    own, changes = request.scenario, request.changes
    names = _names(request)
    scenario = changes.load(own or "baseline")
    if scenario.market.customers < LEAST_CUSTOMERS or len(scenario.firms) < 2:
        raise refused("laws of the market need two firms and 100 customers at least", place="--scenario")
    size = sized(scenario, quick=request.is_quick, replicates=changes.replicates)
    ablated, challenged, others = (
        changes.replicates or (HASTY if request.is_quick else usual) for usual in (ABLATED, CHALLENGED, OTHERS)
    )
    return Study(
        size,
        names,
        Path(own).stem if own else "",
        request.is_quick,
        ablated if request.is_ablation else None,
        challenged if request.is_challenge else None,
        None if request.is_quick or changes.replicates else MOST_REPLICATES,
        battery.arms(size, others) if request.is_markets else {},
        noise.arms(size, request.noise, request.draws, others) if request.noise is not None else {},
    )


def _names(request: EvidenceRequest) -> tuple[str, ...]:
    """The claims and laws asked for: laws alone of a market of one's own, or of many markets."""
    is_of_laws = bool(request.scenario or request.is_markets or request.noise is not None)
    if is_of_laws and request.claims:
        raise refused("other markets than the shipped one are scored by laws; leave the claims out", place="--claim")
    if request.noise is not None and not (0.0 < request.noise < 1.0 and request.draws >= 1):
        raise refused("a share of more than 0 and less than 1, and at least one draw", place="--noise")
    names = chosen(request.claims, request.laws)
    return tuple(name for name in names if kind_of(name) == "law") if is_of_laws else names
