"""A battery of other markets, each a scenario file beside this one, and how many laws hold in which."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.evidence.verdicts.criteria import facts
from analysis.evidence.verdicts.judging import FindingVerdict, by_mean, judged_anew
from analysis.outcomes.tables import WIDTH
from analysis.text.terminal_width import fitting
from simulation.scenario.load import load

if TYPE_CHECKING:
    import pandas as pd

    from simulation.scenario.scenario import Scenario

FILES = sorted(Path(__file__).parent.glob("[!.]*.yaml"))
ROWS = ["market", "id", "check", "measured", "ci_low", "ci_high", "expected", "replicates", "verdict"]
LEAST_DEFINED = 18
"""Laws that must be defined in a market for it to count."""
MOST_WANTED = {"L08": "price elasticity", "L09": "promotion lift", "L07": "repeat rate", "L01": "double jeopardy"}
"""Laws of which none may fail in more than one market."""


def arms(like: Scenario, replicates: int) -> dict[str, Scenario]:
    """The battery, each market of the size and seed of another one, by the name of its file."""
    size = {f"market.{name}": getattr(like.market, name) for name in ("customers", "weeks", "burn_in_weeks")}
    luck = {"run.seed": like.run.seed, "run.replicates": replicates}
    found = {file.stem: load(file) for file in FILES}
    return {name: market.with_strategy(market.baseline).changed(size | luck) for name, market in found.items()}


@dataclass(frozen=True)
class Laws:
    """The laws as they came out in several markets, judged by their means."""

    verdicts: Mapping[str, Sequence[FindingVerdict]]

    def defined(self, market: str) -> list[FindingVerdict]:
        """The laws that say something in a market."""
        return [one for one in self.verdicts[market] if not one.is_silent]

    def broken(self, market: str) -> list[str]:
        """The laws that say something there and do not hold."""
        return [one.id for one in self.defined(market) if one.verdict not in ("holds", "empty")]

    def held_in(self, law: str) -> tuple[int, int]:
        """In how many markets a law holds, and in how many it says something."""
        all_of_it = [one for market in self.verdicts for one in self.defined(market) if one.id == law]
        return sum(one.verdict in ("holds", "empty") for one in all_of_it), len(all_of_it)


def laws_of(verdicts: Mapping[str, Sequence[FindingVerdict]]) -> Laws:
    """What came out, from the verdicts of each market: few replicates are seldom sure, so that means decide."""
    return Laws(
        {
            market: [one if one.is_silent else judged_anew(one, list(map(by_mean, one.judgements))) for one in own]
            for market, own in verdicts.items()
        }
    )


def rows(found: Laws) -> pd.DataFrame:
    """markets.csv or noise.csv: a row a market, or a draw, and law, with the number of the check that decides."""
    import pandas as pd

    table = []
    for market, verdicts in found.verdicts.items():
        for one in verdicts:
            if one.is_silent:
                table.append([market, one.id, "", *[None] * 3, "", 0, "undefined"])
                continue
            judged, number = one.deciding, one.deciding.found
            numbers = [None] * 3 if number is None else [number.mean, number.low, number.high]
            count = 0 if number is None else number.n
            table.append([market, one.id, judged.name, *numbers, judged.check.expected, count, one.verdict])
    return pd.DataFrame(table, columns=ROWS).astype(dict.fromkeys(ROWS[3:6], float))


def _misses(found: Laws, law: str) -> int:
    held, all_of_it = found.held_in(law)
    return all_of_it - held


def table(found: Laws) -> str:
    """A line a market: how many laws hold, and which do not; then how often each law holds."""
    width = max(map(len, found.verdicts))
    lines = []
    for market in found.verdicts:
        defined, broken = len(found.defined(market)), found.broken(market)
        text = f"{market:<{width}}  {defined - len(broken)} of {defined} laws hold"
        text += f"; not {' '.join(broken)}" if broken else ""
        is_thin = defined < LEAST_DEFINED <= len(found.verdicts[market])
        text += f"; does not count, with fewer than {LEAST_DEFINED}" if is_thin else ""
        lines.append(textwrap.fill(text, fitting(WIDTH), subsequent_indent=" " * (width + 2)))
    names = [name for name in facts() if found.held_in(name)[1]]
    often = {name: found.held_in(name) for name in names}
    worst = [f"{name} in {held} of {all_of_it}" for name, (held, all_of_it) in often.items() if held < all_of_it]
    wanted = [f"{what} ({name})" for name, what in MOST_WANTED.items() if _misses(found, name) > 1]
    worst += [f"of these, more than one market misses {', '.join(wanted)}"] if wanted else []
    total = textwrap.fill(f"Not everywhere: {'; '.join(worst) or 'none'}", fitting(WIDTH), subsequent_indent="    ")
    return "\n".join([*lines, "", total])
