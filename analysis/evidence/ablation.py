"""Ablation: every mechanism switched off in turn, and which claims and laws no longer hold without it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.evidence.judging import Verdict
from analysis.evidence.measuring import INTACT
from analysis.tables import WIDTH

if TYPE_CHECKING:
    import pandas as pd

    from analysis.evidence.scorecard import Scorecard
    from simulation.scenario import Scenario

ROWS = ["mechanism", "id", "verdict", "verdict_without", "check", "measured", "measured_without"]
BUILT_FOR = {
    "habit": {"F18"},
    "affect": {"F13"},
    "conviction": {"F02"},
    "tastes": {"F01"},
    "loss_aversion": {"L13"},
    "reference_price": {"F29"},
    "doubt": {"F30", "L14"},
    "negativity": {"L16"},
    "satisfaction_floor": {"F07"},
    "recovery_paradox": {"F42", "L20"},
    "word_of_mouth": {"F34"},
    "homophily": {"L21"},
    "trust": {"L21"},
    "stockpiling": {"L09", "L10"},
    "expansion": {"L10"},
    "renewal": {"L06"},
    "search": {"F16"},
    "cross_sell": {"F48"},
    "cost_to_serve": {"F50"},
    "empathy": {"F24"},
    "alliance": {"F24"},
    "reputation": {"F27"},
    "difficult": {"F36"},
    "employees": {"F46", "F47", "L25"},
    "staff_knowledge": {"F31"},
    "usage_growth": {"F48"},
    "price_premium": {"F48"},
    "customer_knowledge": {"F32"},
    "personalisation": {"F39"},
    "confirmation": {"F25"},
    "favours": {"F26"},
    "promises": {"F55"},
    "brand_extension": {"F14"},
}
"""Claims and laws that a mechanism was put in for: to need it there proves little."""


@dataclass(frozen=True)
class Ablation:
    """Verdicts of the intact market, and of the market without each mechanism."""

    intact: Mapping[str, Verdict]
    without: Mapping[str, Mapping[str, Verdict]]

    def changed(self, mechanism: str) -> list[Verdict]:
        """Claims and laws whose verdict is another one without the mechanism."""
        return [verdict for name, verdict in self.without[mechanism].items() if verdict.verdict != self._now(name)]

    def lost(self, mechanism: str) -> list[Verdict]:
        """Claims and laws that hold, but do not without the mechanism."""
        return [verdict for verdict in self.changed(mechanism) if self._now(verdict.id) == "holds"]

    def is_needed(self, mechanism: str) -> bool:
        """Whether a law, or a claim that it was not put in for, fails without the mechanism."""
        own = BUILT_FOR.get(mechanism, set())
        return any(verdict.id not in own for verdict in self.lost(mechanism))

    def _now(self, name: str) -> str:
        return self.intact[name].verdict


def switches(scenario: Scenario) -> dict[str, str]:
    """The mechanisms that are on, by name, and the paths of their switches, wherever in the scenario they stand."""
    return {path.rsplit(".", 1)[1]: path for path, value in _leaves(scenario.tree()) if value is True}


def _leaves(tree: Mapping[str, Any], path: str = "", *, within: bool = False) -> Iterator[tuple[str, Any]]:
    """Paths and values below every block called `switches`."""
    for key, value in tree.items():
        here = f"{path}.{key}" if path else str(key)
        if isinstance(value, Mapping):
            yield from _leaves(value, here, within=within or key == "switches")
        elif within:
            yield here, value


def arms(scenario: Scenario) -> dict[str, Scenario]:
    """The market with every mechanism on, and with each one off."""
    without = {name: scenario.changed({path: False}) for name, path in switches(scenario).items()}
    return {INTACT: scenario} | without


def compared(cards: Mapping[str, Scorecard]) -> Ablation:
    """What changes without each mechanism, from the scorecards of all arms."""
    verdicts = {arm: {verdict.id: verdict for verdict in card.verdicts} for arm, card in cards.items()}
    return Ablation(verdicts.pop(INTACT), verdicts)


def rows(found: Ablation) -> pd.DataFrame:
    """ablation.csv: a row for each mechanism and each claim or law whose verdict it changes."""
    import pandas as pd

    table = []
    for mechanism in found.without:
        for verdict in found.changed(mechanism):
            before, decisive = found.intact[verdict.id], verdict.deciding
            usual = next(judged for judged in before.judgements if judged.name == decisive.name)
            numbers = [None if judged.found is None else judged.found.mean for judged in (usual, decisive)]
            table.append([mechanism, verdict.id, before.verdict, verdict.verdict, decisive.name, *numbers])
    return pd.DataFrame(table, columns=ROWS).astype(dict.fromkeys(ROWS[5:], float))


def table(found: Ablation) -> str:
    """A line a mechanism: what no longer holds without it, and what holds only without it."""
    width = max(len(name) for name in found.without)
    lines = []
    for mechanism in found.without:
        lost = [_shown(verdict) for verdict in found.lost(mechanism)]
        gained = [verdict.id for verdict in found.changed(mechanism) if verdict.verdict == "holds"]
        text = f"loses {' '.join(lost)}" if lost else "loses nothing"
        text += f"; gains {' '.join(gained)}" if gained else ""
        text += "" if found.is_needed(mechanism) else "; NOT NEEDED but by what it was put in for"
        lines.append(textwrap.fill(f"{mechanism:<{width}}  {text}", WIDTH, subsequent_indent=" " * (width + 2)))
    needed = sum(found.is_needed(mechanism) for mechanism in found.without)
    return "\n".join(
        [*lines, "", f"{needed} of {len(found.without)} mechanisms are needed beyond what they were put in for"]
    )


def _shown(verdict: Verdict) -> str:
    return verdict.id if verdict.verdict == "fails" else f"{verdict.id} ({verdict.verdict})"
