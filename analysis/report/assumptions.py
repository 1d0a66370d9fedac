"""What a verdict assumes: each number that nobody knows, what else would be plausible, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.outcomes.strategy_changes import meaning_of, value_with_unit
from analysis.text.numbers import counted, listed
from analysis.uncertainty.assumptions import Assumption, assumptions_of
from analysis.uncertainty.doubt import TORNADO
from simulation.reading.errors import Refused
from simulation.reading.paths import Path, get, parse_path
from simulation.scenario.declarations import source_of
from simulation.scenario.load import load

if TYPE_CHECKING:
    from analysis.study.plan import Plan
    from analysis.uncertainty.doubt import WorldsFound
    from simulation.scenario.scenario import Scenario

MOST = 12
"""Assumptions shown first, where worlds tell which move the verdict most."""
OWN = "set by this scenario"
TAGS = {
    "V": "checked in its source",
    "V2": "from a secondary source",
    "C": "computed from checked figures",
    "M": "from memory, not checked",
    "P": "a design choice, not a fact",
}
TAG = re.compile(r"(.*?)\b(V2|V|C|M|P)\b[: ]*(.*)", re.DOTALL)


class AssumedValue(NamedTuple):
    """What is assumed, its value, what else would be plausible, and where it comes from."""

    path: str
    meaning: str
    value: str
    plausible: str
    origin: str


class Assumptions(NamedTuple):
    """What was varied of the assumptions, in words; those that matter, and all others under a summary."""

    said: str
    first: list[AssumedValue]
    summary: str
    rest: list[AssumedValue]


def assumptions(plan: Plan, doubt: WorldsFound | None = None) -> Assumptions:
    """What is assumed about people and firms, and what plausible worlds tell of it; without them, that none was varied.

    What was never varied is not called unimportant.
    """
    scenario = plan.arms[plan.baseline] if len(plan.sources) > 1 else plan.lead
    tree, usual = scenario.tree(), load("baseline").tree()
    told = {one.column: _told(scenario, usual, one) for one in assumptions_of(scenario)}
    fixed = [*_switched_off(tree), _rivals(scenario)]
    if doubt is None:
        said = (
            f"Nobody knows {counted(len(told), 'number')} of this market for sure, and none was varied here: whether"
            " the verdict holds with other values is not known. `compare --uncertain` varies them all."
        )
        return Assumptions(
            said, fixed, f"The {counted(len(told), 'assumption')}, none of them varied", [*told.values()]
        )
    varied, strongest = set(doubt.varied), by_share(doubt)
    first = [told[name] for name in strongest[:MOST] if name in told]
    others = [
        told[name] for name in [*strongest[MOST:], *(name for name in told if name not in varied)] if name in told
    ]
    said = (
        f"{counted(len(varied), 'number')} that nobody knows had other values in each plausible world; those that move"
        " the difference between the two leading plans most come first."
    )
    return Assumptions(said, [*first, *fixed], f"{counted(len(others), 'further assumption')}", others)


def by_share(doubt: WorldsFound) -> list[str]:
    """The assumptions that were varied, those first that explain most of the doubt between the two leading plans."""
    table = doubt.frames[TORNADO]
    lead = table[(table["plan"] == table["plan"].iloc[0]) & (table["rival"] == table["rival"].iloc[0])]
    return list(lead.sort_values("share", ascending=False, kind="stable")["assumption"])


def _told(scenario: Scenario, usual: Mapping[str, Any], one: Assumption) -> AssumedValue:
    keys = parse_path(one.path)
    meaning, unit = meaning_of(scenario, keys)
    currency = scenario.market.currency
    ends = [value_with_unit(end, unit, currency) for end in (one.low, one.high) if end is not None]
    choices = [value_with_unit(choice, unit) for choice in one.choices]
    plausible = f"{ends[0]} to {ends[1]}" if ends else " or ".join(choices)
    if one.chance is not None:
        plausible = f"yes in {100.0 * one.chance:.3g} % of worlds"
    if one.plan is not None:
        return AssumedValue(
            one.column, f"under {one.plan}: {meaning}", value_with_unit(one.value, unit, currency), plausible, OWN
        )
    return AssumedValue(
        one.column, meaning, value_with_unit(one.value, unit, currency), plausible, _origin(scenario, one, keys, usual)
    )


def _origin(scenario: Scenario, one: Assumption, keys: Path, usual: Mapping[str, Any]) -> str:
    """Where the value comes from: the scenario itself, or the source of the baseline's."""
    try:
        is_usual = get(usual, keys) == one.value
    except Refused:  # a firm or block that the baseline has not: what nobody wrote has its declared default
        is_usual = default_at(scenario, keys) == one.value
    return origin_of(source_of(keys) or one.source) if is_usual else OWN


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


def default_at(scenario: Scenario, keys: Path) -> Any:
    """The default that is declared of the number at a path; None where it has none."""
    block: Any = scenario
    for key in keys[:-1]:
        block = block.get(key) if isinstance(block, Mapping) else getattr(block, str(key), None)
    field = getattr(type(block), "model_fields", {}).get(str(keys[-1]))
    return None if field is None or field.is_required() else field.default


def _switched_off(tree: Mapping[str, Any]) -> list[AssumedValue]:
    off = [name.replace("_", " ") for name, is_on in tree["customers"]["switches"].items() if is_on is False]
    if not off:
        return []
    return [AssumedValue("customers.switches", "mechanisms switched off", listed(off), "", OWN)]


def _rivals(scenario: Scenario) -> AssumedValue:
    """How rivals set their prices: whether they answer at all."""
    rivals = {name: firm.pricing.strategy for name, firm in scenario.firms.items() if name != scenario.focus_firm}
    kinds = [f"{name} {kind.replace('_', ' ')}" for name, kind in list(rivals.items())[:6]]
    passive = {"fixed", "replay", "everyday_low", "high_low"}
    are_passive = all(kind in passive for kind in rivals.values())
    told = "some rivals answer what others charge"
    if are_passive:
        told = "in the main table no rival answers a change of price"
    value = listed(kinds) if kinds else f"no rivals ({counted(len(rivals), 'firm')})"
    return AssumedValue("firms", f"pricing of the rivals: {told}", value, "", OWN)
