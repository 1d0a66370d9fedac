"""The scorecard: every claim and law measured in each replicate, replicates side by side, and judged together."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.evidence.bands import facts, kind_of
from analysis.evidence.judging import Verdict, judge, note_on
from analysis.job import Failure, Options, Run
from analysis.replicate import do_all, make_ready
from simulation.faults import printable

if TYPE_CHECKING:
    import pandas as pd

    from simulation.scenario import Scenario

SIZE = {"market.customers": 4000, "market.weeks": 104, "market.burn_in_weeks": 104, "run.replicates": 20}
QUICK = {"market.customers": 2000, "run.replicates": 4}
GROUPS = {"": "claims hold", "calibration": "calibration facts", "held_out": "held-out facts"}
ROW = ["id", "kind", "role", "expected", "source", "verified", "measured", "ci_low", "ci_high", "verdict", "note"]
CHECK_ROW = ["id", "check", "meaning", "low", "high", "measured", "ci_low", "ci_high", "replicates", "verdict"]


@dataclass(frozen=True)
class Measured:
    """What one replicate gave: the measures of each claim and law, the errors of those that raised, and the time."""

    measures: Mapping[str, Mapping[str, float]]
    troubles: Mapping[str, str]
    seconds: Mapping[str, float]


@dataclass(frozen=True)
class Scorecard:
    """The verdicts, the market that they are about, and the replicates that came to nothing."""

    scenario: Scenario
    verdicts: tuple[Verdict, ...]
    measured: tuple[Measured, ...]
    failures: tuple[Failure, ...] = ()

    @property
    def troubles(self) -> list[str]:
        """Claims and laws whose measurement raised an error, each with its first one."""
        return [f"{verdict.id}: {verdict.trouble}" for verdict in self.verdicts if verdict.trouble]

    @property
    def summary(self) -> str:
        """How many hold: claims, facts used for calibration, facts held out; of those that were asked for."""
        parts = []
        for role, name in GROUPS.items():
            own = [verdict for verdict in self.verdicts if verdict.fact.role == role]
            if own:
                holding = sum(verdict.verdict == "holds" for verdict in own)
                parts.append(f"{holding} of {len(own)} {name}")
        unmeasured = sum(not verdict.is_measured for verdict in self.verdicts)
        note = f" ({unmeasured} not measured, counted as failed)" if unmeasured else ""
        text = ", ".join(parts) + note
        return text if "claims" in text else text.replace("facts", "facts hold", 1)


def sized(scenario: Scenario, *, quick: bool, replicates: int | None = None) -> Scenario:
    """The scenario in the size in which evidence is taken; a smaller market stays as small as it is."""
    size: dict[str, int] = {**SIZE, **(QUICK if quick else {})}
    size["market.customers"] = min(size["market.customers"], scenario.market.customers)
    if replicates is not None:
        size["run.replicates"] = replicates
    return scenario.with_strategy(scenario.baseline).changed(size)


def take(
    scenario: Scenario, names: Sequence[str], *, workers: int | None = None, quick: bool = False, quiet: bool = False
) -> Scorecard:
    """Measure the claims and laws in all replicates of the scenario, and judge them."""
    make_ready(quiet=quiet)
    runs = [Run(scenario, "evidence", number) for number in range(1, scenario.run.replicates + 1)]
    task = functools.partial(measure, names=tuple(names), quick=quick)
    done = do_all(task, runs, workers, quiet=quiet)
    verdicts = tuple(_judged(name, done.results) for name in names)
    return Scorecard(scenario, verdicts, done.results, done.failures)


def measure(run: Run, options: Options, *, names: Sequence[str], quick: bool) -> Measured:
    """All findings of one replicate, which share its runs; one that raises leaves the others alone."""
    from time import perf_counter

    from analysis.evidence.lab import Lab
    from analysis.evidence.registry import findings

    lab = Lab(run.scenario, run.replicate, quick=quick, threads=options.threads)
    measures, troubles, seconds = {}, {}, {}
    for name in names:
        if name not in findings():
            continue
        began = perf_counter()
        try:
            measures[name] = {key: float(value) for key, value in findings()[name](lab).items()}
        except (ArithmeticError, AttributeError, IndexError, LookupError, TypeError, ValueError) as error:
            troubles[name] = f"not measured, {type(error).__name__}: {printable(str(error))[:80]}"
        seconds[name] = perf_counter() - began
    return Measured(measures, troubles, seconds)


def _judged(name: str, replicates: Sequence[Measured]) -> Verdict:
    trouble = next((done.troubles[name] for done in replicates if name in done.troubles), "")
    return judge(name, facts()[name], [done.measures.get(name, {}) for done in replicates], trouble)


def rows(card: Scorecard) -> pd.DataFrame:
    """evidence.csv: one row a claim or law, with the numbers of the check that decides."""
    import pandas as pd

    table = []
    for verdict in card.verdicts:
        fact, found = verdict.fact, verdict.deciding.found
        checks = fact.checks.items()
        expected = "; ".join(
            f"{name} {check.expected}" if len(checks) > 1 else check.expected for name, check in checks
        )
        numbers = [None] * 3 if found is None else [found.mean, found.low, found.high]
        head = [verdict.id, kind_of(verdict.id), fact.role, expected, fact.source, fact.verified]
        table.append([*head, *numbers, verdict.verdict, note_on(verdict)])
    return pd.DataFrame(table, columns=ROW).astype(dict.fromkeys(ROW[6:9], float))


def check_rows(card: Scorecard) -> pd.DataFrame:
    """checks.csv: one row a check."""
    import pandas as pd

    table = []
    for verdict in card.verdicts:
        for judged in verdict.judgements:
            found = judged.found
            numbers = [None] * 3 if found is None else [found.mean, found.low, found.high]
            count = 0 if found is None else found.n
            head = [verdict.id, judged.name, judged.check.meaning, *judged.check.band]
            table.append([*head, *numbers, count, judged.verdict])
    return pd.DataFrame(table, columns=CHECK_ROW).astype(dict.fromkeys(CHECK_ROW[3:8], float))
