"""Claims and laws as `evidence` measures them, in a small market; `bands.yaml` names what does not hold, and why."""

from collections import defaultdict

import numpy as np
import pytest

from analysis.evidence.findings.claims_events import REACTIONS, agrees
from analysis.evidence.registry import findings
from analysis.evidence.replicate import sized
from analysis.evidence.scoring import take
from analysis.evidence.verdicts.criteria import facts
from analysis.evidence.verdicts.judging import by_mean, judged_anew
from analysis.laboratory.interventions import sales
from analysis.laboratory.trip_log import TripLog
from simulation.scenario.load import load

GROUPS: dict[str, list[str]] = defaultdict(list)
FIRMS = ("claims_firms", "claims_firms_inside", "laws_people")
MINDS = ("claims_bonds", "claims_retention_pays")
LARGE = ("F13", "F27", "F44", "F46", "F48", "L25")
"""What happens inside firms, and reaches customers on the way, or to few of them: in a small market luck drowns it."""
for name, (function, *_) in findings().items():
    family = function.__module__.rsplit(".", 1)[1]
    small = "firms" if family in FIRMS else "minds" if family in MINDS else family.split("_")[0]
    GROUPS["large" if name in LARGE else small].append(name)
"""Claims and laws that are measured side by side, so that they share their runs."""


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS)
def test_claims_hold(group: str) -> None:
    """Near counts as well: two replicates of a small market, or four of a large one, are not sure of more."""
    quick = group != "large"
    market = sized(load("baseline"), quick=quick, replicates=2 if quick else 4)
    card = take(market, GROUPS[group], workers=1, quick=quick, quiet=True)
    assert card.troubles == []
    assert all(verdict.is_measured for verdict in card.verdicts)
    by_their_means = [judged_anew(verdict, list(map(by_mean, verdict.judgements))) for verdict in card.verdicts]
    found = {verdict.id: [(j.name, j.measured, j.verdict) for j in verdict.judgements] for verdict in by_their_means}
    failed = {verdict.id: found[verdict.id] for verdict in by_their_means if verdict.verdict == "fails"}
    assert {name: checks for name, checks in failed.items() if not facts()[name].shortfall} == {}


def test_a_row_of_reactions_must_have_the_order_of_theory() -> None:
    row = REACTIONS["queue"]
    assert agrees(np.array([0.5, 0.3, 0.2, 0.1]), row)
    assert not agrees(np.array([0.5, 0.3, 0.2, 0.25]), row)


def test_firms_sell_in_a_plausible_market(as_is: TripLog) -> None:
    """Sane levels of the shipped baseline, for the market as a whole."""
    outcomes, names = as_is.result.outcomes, list(as_is.scenario.firms)
    share = [outcomes[name, "market_share"] for name in names]

    def mean(metric: str) -> float:
        return sum(part * outcomes[name, metric] for part, name in zip(share, names, strict=True))

    trips = as_is.trips["week"].size
    assert 65 <= mean("satisfaction") <= 80
    assert -10 <= mean("nps") <= 50
    assert 0.10 <= 1.0 - mean("active_share") <= 0.35
    assert 0.55 <= mean("retention") <= 0.75
    assert 0.05 <= as_is.unbought.sum() / (trips + as_is.unbought.sum()) <= 0.15
    assert 0.04 <= (as_is.trips["response"] > 0).mean() <= 0.09
    profit, revenue = (sum(outcomes[name, money] for name in names) for money in ("profit", "revenue"))
    assert 0.05 <= profit / revenue <= 0.15
    assert sales(as_is, 0, 1, 104).sum() == outcomes["Alba", "units"]
