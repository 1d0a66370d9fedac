"""Past changes as moments: the same change is made in the settled market, on the same luck, and its effect compared.

They alone tell how people answer what does not vary in the time that data are of: a lasting price, a better desk.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from analysis.calibration.data.data import Data
from analysis.calibration.files.findings import Tried
from analysis.calibration.fitting.free_parameters import Informed
from analysis.execution.run import Options, Run, simulate_run
from analysis.outcomes.real_size import grows, scale
from simulation.scenario.scenario import Scenario

if TYPE_CHECKING:
    from simulation.result import Result

KIND = "experiments"
NO_SIZE = "a difference in {} says nothing unless market.real_customers says of how many customers"
PRICE_TELLS = (
    Informed("customers.types.*.price_weight", "factor", KIND),
    Informed("customers.reference_price.doubt", "factor", KIND),
    Informed("customers.reference_price.tier", "logit", KIND),
)
"""What an answer to a price tells: its weight, the doubt whether a cheap thing is good, what a brand may cost."""
SERVICE_TELLS = (
    Informed("customers.types.*.quality_weight", "factor", KIND),
    Informed("customers.word_of_mouth.praise_effect", "factor", KIND),
    Informed("customers.word_of_mouth.warning_effect", "factor", KIND),
)
"""What an answer to anything else tells: its weight, and how far word of it gets."""


def told_of(one: Tried) -> tuple[Informed, ...]:
    """What a change may tell."""
    return PRICE_TELLS if ".pricing" in one.path else SERVICE_TELLS


def tried_in(data: Data, *, has_size: bool) -> tuple[tuple[Tried, ...], list[str]]:
    """The changes that were made, and sentences of those that say nothing."""
    if data.experiments is None:
        return (), []
    columns = ["path", "from", "to", "weeks", "firm", "outcome", "difference", "se"]
    every = [Tried(str(path), float(before), float(after), int(weeks), str(firm), str(outcome), float(by), float(se))
             for path, before, after, weeks, firm, outcome, by, se in data.experiments[columns].to_numpy()]  # fmt: skip
    useless = [one for one in every if grows(one.outcome) and not has_size]
    left = [f"{KIND}: {NO_SIZE.format(outcome)}" for outcome in dict.fromkeys(one.outcome for one in useless)]
    return tuple(one for one in every if one not in useless), left


@dataclass(frozen=True)
class TriedLook:
    """Looks at what each change does in the market of a run, whatever the weeks of the run."""

    tried: tuple[Tried, ...]

    def __call__(self, run: Run, options: Options) -> bytes:
        """The differences, after less before, as numbers of eight bytes; nan where an outcome is undefined."""
        done: dict[tuple[str, float, float, int], tuple[Result, Result, Scenario]] = {}
        found = []
        for one in self.tried:
            key = (one.path, one.before, one.after, one.weeks)
            if key not in done:
                done[key] = _pair(run, one, options)
            before, after, scenario = done[key]
            what = (one.firm, one.outcome)
            by = after.outcomes.get(what, np.nan) - before.outcomes.get(what, np.nan)
            found.append(by * (scale(scenario, before.settled) if grows(one.outcome) else 1.0))
        return np.array(found).tobytes()


def _pair(run: Run, one: Tried, options: Options) -> tuple[Result, Result, Scenario]:
    """The market without the change and with it, on the same luck, both settled without."""
    settled = run.scenario.changed({one.path: one.before, "market.weeks": one.weeks})
    changed = settled.changed({one.path: one.after})
    plain = replace(run, scenario=settled, settled=settled, changes={}, beginning=None)
    return simulate_run(plain, options), simulate_run(replace(plain, scenario=changed), options), settled
