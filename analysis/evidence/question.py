"""What is measured in which market, and what it came to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.provenance import digest
from analysis.study.plan import Plan

if TYPE_CHECKING:
    from analysis.evidence.ablation import Ablation
    from analysis.evidence.challenge import Challenged
    from analysis.evidence.markets.battery import Laws
    from analysis.evidence.scorecard import Scorecard
    from analysis.provenance import Asked
    from simulation.scenario.scenario import Scenario


@dataclass(frozen=True)
class Study:
    """What is measured: a market in its size, the claims and laws, and whether this is a quick look.

    `own` names a market of one's own, empty for the shipped one; `ablated` is the number of replicates without each
    mechanism, None where none is switched off; `challenged` that of each claim without all that it is about; `most`
    that up to which is gone on with what the usual ones leave unsettled, None for no further. `markets` are others that
    the laws are asked in, `draws` the same one with its numbers off.
    """

    scenario: Scenario
    names: tuple[str, ...]
    own: str
    is_quick: bool = False
    ablated: int | None = None
    challenged: int | None = None
    most: int | None = None
    markets: Mapping[str, Scenario] = field(default_factory=dict)
    draws: Mapping[str, Scenario] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The market as a plan of one strategy."""
        return Plan("evidence", "evidence", (self.scenario,), {"as_is": self.scenario})

    @property
    def caution(self) -> str:
        """What to keep in mind about few replicates of small markets."""
        market, replicates = self.scenario.market, self.scenario.run.replicates
        if not self.is_quick:
            return ""
        small = f"{replicates} replicates of {market.customers:,} customers and {market.weeks} weeks"
        return f"A quick look, at {small}: close calls may fall otherwise without --quick."

    def asked(self) -> Asked:
        """What the folder is about."""
        what = {"of": list(self.names), "quick": self.is_quick, "ablate": self.ablated is not None}
        return (
            self.plan.asked()
            | what
            | {
                "challenge": self.challenged is not None,
                "most": self.most,
                "others": {name: digest(market.tree()) for name, market in {**self.markets, **self.draws}.items()},
            }
        )

    @property
    def title(self) -> str:
        """What the page is called."""
        return f"Laws of the market: {self.own}" if self.own else "Evidence: claims and laws replayed"

    @property
    def how(self) -> str:
        """How the numbers came about, in a sentence."""
        market, run = self.scenario.market, self.scenario.run
        size = f"{market.customers:,} customers and {len(self.scenario.firms)} firms"
        weeks = f"{market.burn_in_weeks} weeks of burn-in and {market.weeks} weeks measured"
        further = f", up to {self.most} where these leave a verdict unsettled" if self.most else ""
        return f"{run.replicates} replicates of {size}{further}; {weeks} unless a check needs others; seed {run.seed}."


@dataclass(frozen=True)
class Answer:
    """What a study came to: the scorecard, ablation and challenge where asked for, the folder, and its files' names."""

    card: Scorecard
    ablation: Ablation | None
    challenge: Sequence[Challenged] | None
    markets: Laws | None
    noise: Laws | None
    folder: Path
    files: Sequence[str]
