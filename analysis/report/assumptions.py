"""The assumptions that a verdict leans on most, with their values, and where each of them comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.outcomes.strategy_changes import meaning_of, value_with_unit
from analysis.text.numbers import counted, listed
from simulation.reading.paths import get, parse_path
from simulation.scenario.declarations import source_of
from simulation.scenario.load import load

if TYPE_CHECKING:
    from analysis.study.plan import Plan
    from simulation.scenario.scenario import Scenario

LEANED_ON = (
    "customers.mix",
    "customers.purchases.per_year",
    "customers.satisfaction.loss",
    "customers.recovery.grid",
    "customers.voice.exit_weeks",
    "customers.word_of_mouth.praise_effect",
    "customers.word_of_mouth.warning_effect",
    "customers.reference_price.doubt",
    "market.lapse_weeks",
    "market.discount_rate",
)
"""Chosen by us as what the outcomes of the shipped scenarios hang on; not the finding of a sensitivity analysis."""
TAGS = {
    "V": "checked in its source",
    "V2": "from a secondary source",
    "C": "computed from checked figures",
    "M": "from memory, not checked",
    "P": "a design choice, not a fact",
}
TAG = re.compile(r"(.*?)\b(V2|V|C|M|P)\b[: ]*(.*)", re.DOTALL)


class AssumedValue(NamedTuple):
    """What is assumed, its value, and where it comes from."""

    path: str
    meaning: str
    value: str
    origin: str


def assumptions(plan: Plan) -> list[AssumedValue]:
    """What the baseline strategy assumes about people, and how the firms behave."""
    scenario = plan.arms[plan.baseline]
    baseline = load("baseline").tree()
    tree = scenario.tree()
    found = [_assumption(scenario, tree, baseline, path) for path in LEANED_ON]
    return [*found, *_switched_off(tree), _rivals(scenario)]


def _assumption(scenario: Scenario, tree: Mapping[str, Any], baseline: Mapping[str, Any], path: str) -> AssumedValue:
    keys = parse_path(path)
    value, (meaning, unit) = get(tree, keys), meaning_of(scenario, keys)
    if path == "customers.mix":
        meaning = "how many customers there are of each type"
        told = ", ".join(f"{name} {100.0 * share:.3g} %" for name, share in value.items())
    else:
        told = value_with_unit(value, unit, scenario.market.currency)
    is_usual = value == get(baseline, keys)
    origin = origin_of(source_of(keys)) if is_usual else "set by this scenario"
    return AssumedValue(path, meaning, told, origin)


def origin_of(source: str) -> str:
    """A source of `baseline.yaml` in words: what was checked and what was not."""
    parts = []
    for piece in source.split("; "):
        found = TAG.match(piece)
        if found is None:
            parts.append(piece)
            continue
        before, tag, detail = (part.strip() for part in found.groups())
        parts.append(f"{before} {TAGS[tag]}{f' ({detail})' if detail else ''}".strip())
    return "; ".join(part for part in parts if part) or "see the comments of baseline.yaml"


def _switched_off(tree: Mapping[str, Any]) -> list[AssumedValue]:
    off = [name.replace("_", " ") for name, is_on in tree["customers"]["switches"].items() if is_on is False]
    if not off:
        return []
    return [AssumedValue("customers.switches", "mechanisms switched off", listed(off), "set by this scenario")]


def _rivals(scenario: Scenario) -> AssumedValue:
    """How rivals set their prices: whether they answer at all."""
    rivals = {name: firm.pricing.strategy for name, firm in scenario.firms.items() if name != scenario.focus_firm}
    kinds = [f"{name} {kind.replace('_', ' ')}" for name, kind in list(rivals.items())[:6]]
    passive = {"fixed", "replay", "everyday_low", "high_low"}
    are_passive = all(kind in passive for kind in rivals.values())
    told = "no rival answers a change of price" if are_passive else "some rivals answer what others charge"
    value = listed(kinds) if kinds else f"no rivals ({counted(len(rivals), 'firm')})"
    return AssumedValue("firms", f"pricing of the rivals: {told}", value, "set by this scenario")
