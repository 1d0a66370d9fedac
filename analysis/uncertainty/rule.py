"""Where several numbers must meet before the verdict turns: a rule of few conditions, if there is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import ndtr

from analysis.statistics.one_assumption import Assumed, assumed
from analysis.statistics.shrinkage import split
from analysis.text.numbers import listed, number
from analysis.uncertainty.differences import Differences, the_differences

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.outcomes.plain_names import PlainName

    Mask = NDArray[np.bool_]

PEEL = 0.1
LEAST_WORLDS = 5
LEAST_SHARE = 0.08
MOST_CONDITIONS = 3
FOLDS = 5
ENOUGH = 0.9
"""Part of a rule's strength that must be left for a condition to be dropped."""
TOLD = 1.645
"""Standard errors by which a rule must do better in worlds left out than no rule: 95 of 100 rules of luck do not."""


class Condition(NamedTuple):
    """An assumption lies above `low` and below `high` (None: no such limit), or is one of `levels`."""

    assumption: str
    low: float | None = None
    high: float | None = None
    levels: tuple[object, ...] = ()


class Rule(NamedTuple):
    """Worlds that meet all conditions, in which `rival` beats `plan`: in a share `density` of them, in worlds left out.

    `coverage` is their part of all worlds in which it does; `base` the share in which it does of all; `worlds` how many
    meet them.
    """

    plan: str
    rival: str
    conditions: tuple[Condition, ...]
    density: float
    coverage: float
    base: float
    worlds: int


Box = dict[int, "Mask"]
"""By place of an assumption, the worlds that meet its condition."""


def rule(
    outcomes: pd.DataFrame,
    worlds: pd.DataFrame,
    *,
    baseline: str,
    firm: str,
    metric: str,
    seed: int,
    pair: tuple[str, str] | None = None,
) -> Rule | None:
    """The rule by which the second of a pair of plans beats the first; by default of the two leading plans.

    By patient rule induction [FriedmanFisher1999], as scenario discovery does [BryantLempert2010]: worlds are peeled
    off one end of one assumption at a time while those left are more and more such in which the rival is ahead, by
    the chance that luck leaves open. At most three conditions are kept. The rule is looked for anew without each
    fifth of the worlds and tried on it; None where it does not hold there better than no rule. `worlds` as for
    `worth`.
    """
    found = the_differences(outcomes, baseline=baseline, firm=firm, metric=metric)
    chosen = pair or next(iter(found.pairs()), None)
    known = assumed(worlds, found.worlds)
    if chosen is None or not known:
        return None
    chance = _chance_behind(found, chosen)
    everyone = np.ones(len(chance), dtype=bool)
    box = _found(known, chance, everyone)
    density = _left_out(known, chance, seed)
    if not box or density is None:
        return None
    inside = _meets(box, everyone)
    conditions = tuple(_condition(known[place], box[place]) for place in box)
    coverage = chance[inside].sum() / chance.sum()
    return Rule(*chosen, conditions, density, float(coverage), float(chance.mean()), int(inside.sum()))


def rule_in_words(found: Rule | None, labels: Mapping[str, str], names: Mapping[str, PlainName] | None = None) -> str:
    """The rule in a sentence; `labels` names plans, `names` assumptions: without one name or path stands there."""
    if found is None:
        return "No rule of few numbers tells in which worlds the verdict turns."
    parts = [_condition_in_words(one, (names or {}).get(one.assumption)) for one in found.conditions]
    density, coverage, base = (number(100.0 * share, digits=0) for share in (found.density, found.coverage, found.base))
    rival, plan = (labels.get(name, name) for name in (found.rival, found.plan))
    said = f"{rival} beats {plan} where {listed(parts)}: in {density} % of such worlds, {base} % of all"
    return f"{said}; {coverage} % of the worlds in which it does are such."


def _condition_in_words(one: Condition, named: PlainName | None) -> str:
    name, told = (one.assumption, None) if named is None else (named.name, named.value)
    if one.levels:
        return f"{name} is {' or '.join(told(level) if told else str(level) for level in one.levels)}"
    ends = [(word, end) for word, end in (("above", one.low), ("below", one.high)) if end is not None]
    limits = [f"{word} {told(end) if told else number(end)}" for word, end in ends]
    return f"{name} is {' and '.join(limits)}"


def _chance_behind(found: Differences, pair: tuple[str, str]) -> NDArray[np.float64]:
    """Chance in each world that the first plan of a pair is behind, given luck."""
    believed = split(found.means, found.luck(), found.weights, found.degrees)
    turn = np.zeros(1 + len(found.plans))
    turn[found.names.index(pair[0])], turn[found.names.index(pair[1])] = 1.0, -1.0
    middle, sd = believed.shrunk @ turn[1:], float(np.linalg.norm(turn[1:] @ believed.root))
    return np.where(middle < 0.0, 1.0, 0.0) if sd == 0.0 else ndtr(-middle / sd)


def _found(known: Sequence[Assumed], chance: NDArray[np.float64], rows: Mask) -> Box:
    """The strongest box on the way of peeling, with no more conditions than it needs."""
    base = float(chance[rows].mean())

    def strength(box: Box) -> float:
        inside = _meets(box, rows)
        return float((chance[inside] - base).sum() / np.sqrt(max(1, inside.sum())))

    best = max(_peeled(known, chance, rows), key=strength)
    while best:
        smaller = max(({k: v for k, v in best.items() if k != place} for place in best), key=strength)
        if strength(smaller) < ENOUGH * strength(best) and len(best) <= MOST_CONDITIONS:
            break
        best = smaller
    return best


def _peeled(known: Sequence[Assumed], chance: NDArray[np.float64], rows: Mask) -> Iterator[Box]:
    """Boxes that hold fewer and fewer worlds, the first all."""
    box: Box = {}
    inside = rows
    least = max(LEAST_WORLDS, round(LEAST_SHARE * rows.sum()))
    while True:
        yield dict(box)
        now = float(chance[inside].mean())
        best, most = None, 0.0
        for place, one in enumerate(known):
            for keep in _cuts(one, inside):
                left = inside & keep
                removed = inside.sum() - left.sum()
                gain = (float(chance[left].mean()) - now) / removed if least <= left.sum() and removed else 0.0
                if gain > most:
                    best, most = (place, keep), gain
        if best is None:
            return
        place, keep = best
        box[place] = box.get(place, np.ones_like(rows)) & keep
        inside = inside & keep


def _cuts(one: Assumed, inside: Mask) -> Iterator[Mask]:
    """What may be peeled off: a tenth of the worlds at either end of a number, a level of a choice."""
    if not one.is_number:
        for level in np.unique(one.places[inside]):
            yield one.places != level
        return
    ordered = np.sort(one.numbers[inside])
    cut = max(1, int(PEEL * len(ordered)))
    yield one.numbers >= _above(ordered, ordered[cut - 1])
    yield one.numbers <= -_above(-ordered[::-1], -ordered[-cut])


def _above(ordered: NDArray[np.float64], value: float) -> float:
    """The next of the ordered numbers after a value; the value itself where there is none."""
    later = ordered[ordered > value]
    return float(later[0]) if later.size else value


def _meets(box: Box, rows: Mask) -> Mask:
    """Of these worlds, those that meet all conditions."""
    found: Mask = np.logical_and.reduce([rows, *box.values()])
    return found


def _condition(one: Assumed, keep: Mask) -> Condition:
    """The condition in numbers: half-way between the last world within and the first one beyond."""
    if not one.is_number:
        return Condition(one.name, levels=tuple(one.choices[int(level)] for level in np.unique(one.places[keep])))
    within = one.numbers[keep]
    below, above = one.numbers[one.numbers < within.min()], one.numbers[one.numbers > within.max()]
    low = float((below.max() + within.min()) / 2.0) if below.size else None
    high = float((above.min() + within.max()) / 2.0) if above.size else None
    return Condition(one.name, low, high)


def _left_out(known: Sequence[Assumed], chance: NDArray[np.float64], seed: int) -> float | None:
    """Density of the rules found without each fold, in that fold; None where it is not told from that of all worlds."""
    generator = np.random.Generator(np.random.PCG64([seed, 4]))
    fold = generator.permutation(len(chance)) % FOLDS
    inside = np.zeros(len(chance), dtype=bool)
    for one in range(FOLDS):
        box = _found(known, chance, fold != one)
        inside |= _meets(box, fold == one) if box else False
    base = float(chance.mean())
    if not inside.any():
        return None
    error = np.sqrt(base * (1.0 - base) * inside.sum())
    excess = float((chance[inside] - base).sum())
    return float(chance[inside].mean()) if excess > TOLD * error else None
