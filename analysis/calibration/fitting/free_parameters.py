"""Which numbers a kind of data can tell, and what is plausible of them before: the parameters that a fit sets free.

A free parameter moves one number of the scenario, or that of all loyalty types together, on a scale where its plausible
range is about even: by so much, by a factor, or on the logit scale. Everything else stays as the scenario has it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analysis.uncertainty.assumptions import Assumption, assumptions_of
from simulation.loyalty import LOYALTY_TYPES
from simulation.reading.paths import format_path, get, parse_path
from simulation.scenario.scenario import Scenario

EVEN = math.sqrt(12.0)
"""Width of an even distribution in its standard deviations."""
ATTRACTIONS = 2.0
"""How far, in utility, the attraction of a firm may plausibly lie from where the shares put it."""
DIGITS = 6
PURCHASES = "customers.purchases"
EVERY_FIRM = "firms.*."
OF_EACH_TYPE = "customers.types.*"
MIX = "customers.mix"


@dataclass(frozen=True)
class Free:
    """A free parameter.

    `name` is its path, with `*` for all loyalty types; `paths` what it sets. `form` is `shift`, `factor` or `logit`.
    On that scale its prior is normal with mean `centre` and standard deviation `spread`, both counted from the
    scenario's value. `why` says what tells it.
    """

    name: str
    paths: tuple[str, ...]
    base: tuple[float, ...]
    form: str
    centre: float
    spread: float
    why: str

    def values(self, at: float) -> dict[str, float]:
        """The numbers by path, `at` so many standard deviations of the prior from its mean."""
        moved = self.centre + self.spread * at
        return {path: _moved(base, moved, self.form) for path, base in zip(self.paths, self.base, strict=True)}

    def shown(self, at: float) -> float:
        """What a reader sees: the number, or where there are several the factor or shift of all of them."""
        if len(self.paths) == 1 or len(set(self.base)) == 1:
            return next(iter(self.values(at).values()))
        moved = self.centre + self.spread * at
        return math.exp(moved) if self.form == "factor" else moved

    @property
    def unit(self) -> str:
        """Unit of what is shown."""
        if len(self.paths) == 1 or len(set(self.base)) == 1:
            return "as in the scenario"
        return {"factor": "times the scenario's", "logit": "log odds added", "shift": "added"}[self.form]


def _moved(base: float, by: float, form: str) -> float:
    if form == "shift":
        return float(f"{base + by:.{DIGITS}g}")
    if form == "factor":
        return float(f"{base * math.exp(by):.{DIGITS}g}")
    return float(f"{1.0 / (1.0 + math.exp(-(_logit(base) + by))):.{DIGITS}g}")


def _logit(share: float) -> float:
    inside = min(max(share, 1e-3), 1.0 - 1e-3)
    return math.log(inside / (1.0 - inside))


def _apart(value: float, base: float, form: str) -> float:
    """How far a value is from the base, on the scale of the form."""
    if form == "shift":
        return value - base
    return math.log(value / base) if form == "factor" else _logit(value) - _logit(base)


@dataclass(frozen=True)
class Informed:
    """What some data tell: a path, `*` for all types or firms, its scale, and its range where it needs its own."""

    name: str
    form: str
    why: str
    low: float | None = None
    high: float | None = None


OF_A_PANEL = (
    Informed(f"{OF_EACH_TYPE}.price_weight", "factor", "logit's price, lift"),
    Informed(f"{OF_EACH_TYPE}.taste_spread", "factor", "penetration, sole buyers, repeat"),
    Informed(f"{OF_EACH_TYPE}.habit_weight", "factor", "repeat, logit's last brand"),
    Informed(f"{OF_EACH_TYPE}.habit_memory", "logit", "repeat beyond a shuffle", 0.2, 0.9),
    Informed(f"{PURCHASES}.variety_seeking", "logit", "repeat, flows", 0.05, 0.7),
    Informed(f"{OF_EACH_TYPE}.display_weight", "shift", "logit's display, lift", 0.0, 1.5),
    Informed(f"{MIX}.impulsive", "factor", "lift, repeat", 0.15, 0.35),
    Informed(f"{MIX}.behavioral", "factor", "repeat, logit's last brand", 0.15, 0.35),
    Informed(f"{PURCHASES}.per_year", "factor", "purchases of a household"),
    Informed(f"{PURCHASES}.shape", "factor", "spread of purchases of a household", 0.3, 3.0),
)
"""What a panel of choices tells, beside each firm's attraction. Not told: loss against gain, affect, conviction,
presence, attention."""


def free_of(scenario: Scenario, informed: Iterable[Informed]) -> tuple[Free, ...]:
    """The free parameters, with what is plausible of them in this scenario."""
    known = {one.path: one for one in assumptions_of(scenario) if one.plan is None}
    return tuple(_free(scenario, one, known) for one in informed)


def attractions_of(scenario: Scenario, firms: Sequence[str], why: str) -> tuple[Free, ...]:
    """The attraction of each of these firms, free around where it stands."""
    paths = [format_path(("firms", firm, "attraction")) for firm in firms]
    base = [scenario.firms[firm].attraction for firm in firms]
    return tuple(Free(path, (path,), (value,), "shift", 0.0, 2 * ATTRACTIONS / EVEN, why)
                 for path, value in zip(paths, base, strict=True))  # fmt: skip


def _free(scenario: Scenario, one: Informed, known: Mapping[str, Assumption]) -> Free:
    paths, tree = _paths(scenario, one.name), scenario.tree()
    base = tuple(float(get(tree, parse_path(path))) for path in paths)
    ranges = [_range(one, known.get(path), value) for path, value in zip(paths, base, strict=True)]
    low, high = (np.mean([_apart(ends[side], value, one.form) for ends, value in zip(ranges, base, strict=True)])
                 for side in (0, 1))  # fmt: skip
    centre, spread = float(low + high) / 2.0, max(float(high - low), 1e-6) / EVEN
    return Free(one.name, paths, base, one.form, centre, spread, one.why)


def _paths(scenario: Scenario, name: str) -> tuple[str, ...]:
    """The paths of a name, whose `*` stands for every firm or every loyalty type."""
    if name.startswith(EVERY_FIRM):
        tail = name.removeprefix(EVERY_FIRM).split(".")
        return tuple(format_path(("firms", firm, *tail)) for firm in scenario.firms)
    return tuple(name.replace("*", kind) for kind in LOYALTY_TYPES) if "*" in name else (name,)


def _range(one: Informed, known: Assumption | None, base: float) -> tuple[float, float]:
    """What is plausible: as the file tells or the data need it, else as the parameter declares it."""
    if one.low is not None and one.high is not None and (known is None or known.source != "file"):
        return min(one.low, base), max(one.high, base)
    if known is not None and known.low is not None:
        return known.ends
    return (0.5 * base, 2.0 * base) if one.form == "factor" else (base - 0.5, base + 0.5)


def placed(scenario: Scenario, free: Sequence[Free], at: np.ndarray) -> dict[str, Any]:
    """All numbers of a point by path; the shares of the mix are made to sum to 1."""
    changes = {path: value for one, place in zip(free, at, strict=True) for path, value in one.values(place).items()}
    mix = {kind: changes.get(f"{MIX}.{kind}", getattr(scenario.customers.mix, kind)) for kind in LOYALTY_TYPES}
    if any(path.startswith(f"{MIX}.") for path in changes):
        fixed = [kind for kind in LOYALTY_TYPES if f"{MIX}.{kind}" in changes]
        changes |= {f"{MIX}.{kind}": share for kind, share in _summed(mix, fixed).items()}
    return changes


def _summed(mix: Mapping[str, float], fixed: Sequence[str]) -> dict[str, float]:
    """The shares with those that are not fixed moved, in proportion, so that all sum to 1."""
    told = sum(mix[kind] for kind in fixed)
    scale = min(1.0, 0.98 / told) if told else 1.0
    rest = [kind for kind in mix if kind not in fixed]
    left, now = 1.0 - scale * told, sum(mix[kind] for kind in rest)
    found = {kind: round(scale * mix[kind], DIGITS) for kind in fixed}
    found |= {kind: round(left * (mix[kind] / now if now else 1.0 / len(rest)), DIGITS) for kind in rest[:-1]}
    found[rest[-1]] = round(1.0 - sum(found.values()), DIGITS)
    return {kind: found[kind] for kind in mix}


def recentred(free: Sequence[Free], at: np.ndarray, names: Iterable[str]) -> tuple[Free, ...]:
    """The same with the priors of some moved to a point, as those of attractions to where the shares put them."""
    chosen = set(names)
    return tuple(replace(one, centre=one.centre + one.spread * place) if one.name in chosen else one
                 for one, place in zip(free, at, strict=True))  # fmt: skip
