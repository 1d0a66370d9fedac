"""The fit of a market to facts alone: which number of the model follows from which fact.

Each fact moves a number that says how people decide or answer, one that hardly moves the other facts: a fact of a
single firm that a firm sets itself (price, failures) moves that firm's block.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.calibration.files.findings import Told
from analysis.calibration.fitting.free_parameters import Free, Informed, attractions_of, free_of
from analysis.calibration.fitting.moments import Named
from analysis.calibration.fitting.problem import FitProblem, Target
from analysis.calibration.observables import Known, known_facts, simulated_facts
from analysis.execution.run import Options, Run, simulate_run
from simulation.reading.errors import Refused, refused
from simulation.reading.paths import format_path, get, parse_path
from simulation.scenario.scenario import Scenario

Key = tuple[str, str]
"""Firm and name of a fact."""
CUSTOMERS = 5_000
STAYING = (
    Informed("customers.purchases.variety_seeking", "logit", "", 0.05, 0.8),
    Informed("customers.types.*.taste_spread", "factor", "", 0.5, 2.0),
    Informed("customers.purchases.renewal", "logit", "", 0.03, 0.4),
    Informed("customers.types.*.habit_weight", "factor", "", 0.5, 2.0),
)
NEED = (Informed("customers.purchases.per_year", "factor", ""),)
DESK = (Informed("customers.voice.escalation", "shift", "", -5.0, 1.0),)
OF_ALL: Mapping[str, tuple[Informed, ...]] = {
    **dict.fromkeys(("retention", "churn", "repeat_rate", "share_of_requirements"), STAYING),
    **dict.fromkeys(("share_of_wallet", "active_share"), STAYING),
    "nps": (Informed("customers.recommendation.base", "logit", "", 0.05, 0.4),),
    "satisfaction": (Informed("customers.satisfaction.base", "logit", "", 0.4, 0.7),),
    **dict.fromkeys(("complaints_a_week", "complaint_rate"), DESK),
    **dict.fromkeys(("penetration", "purchase_frequency", "units_a_week"), NEED),
}
"""What a fact tells of all customers. Told of several firms, one number has to meet them all."""
OF_FIRM: Mapping[str, tuple[str, str]] = {
    "market_share": ("attraction", "shift"),
    "price_paid": ("pricing.price", "factor"),
    "failure_rate": ("service.failure_rate", "factor"),
    "failures_a_week": ("service.failure_rate", "factor"),
    "resolution_weeks": ("recovery.days", "factor"),
}
"""What a fact tells of its firm, and on which scale."""
UNTOLD = "no parameter follows it; it is shown beside the model's"
KEPT, FAILED = ("retention", "churn"), ("failure_rate", "failures_a_week")
"""Facts that tell of failures where nobody tells these: customers who were let down leave first. Of all firms, since
one that fails less has a larger share, and one of a given share is stayed with more where all fail less."""
FAILURES = (0.01, 0.2)
COUNTED = ("complaints_a_week", "complaint_rate")
"""What rises about one to one with the readiness to complain, where few do."""
IN_SCENARIO = "observed"
"""Where a fact stands that no file tells."""
AT_ONCE = {
    "price_paid": (0.3, 3.0),
    **dict.fromkeys(("failure_rate", "failures_a_week", "resolution_weeks"), (0.1, 10.0)),
}
"""Ranges, as factors, of what a firm sets itself and its fact says at once."""


@dataclass(frozen=True)
class FactsLook:
    """Looks at a run for the facts asked for; one that the run does not have is nan.

    `times` are 2 where a part of the time is held back: a market that has settled foretells the same again.
    """

    asked: tuple[Key, ...]
    times: int = 1

    def __call__(self, run: Run, options: Options) -> bytes:
        """The facts as numbers of eight bytes."""
        seen = simulated_facts(simulate_run(run, options), run.scenario)
        return np.array([seen.get(key, np.nan) for key in self.asked]).tobytes() * self.times


def facts_problem(scenario: Scenario, told: Told | None = None) -> FitProblem:
    """What is to be fitted to the scenario's own facts, and to those of files; `Refused` where there are none."""
    scenario = told.market(scenario) if told else scenario
    facts, held_back = (told.facts, told.held_back) if told else ({}, {})
    known = known_facts(scenario)
    if not known and not (told and told.tried):
        right = "write observed: {<firm>: {market_share: 0.2}} into it, or give --data"
        left = "".join(f"; {why}" for why in told.unused) if told else ""
        raise refused(f"the scenario tells no facts to fit to; {right}{left}", path="observed")
    keys = tuple(known)
    shares = {firm: place for place, (firm, name) in enumerate(keys) if name == "market_share"}
    attractions = attractions_of(scenario, _free_firms(scenario, shares, known), "market_share")
    levels = levels_of(scenario, keys)
    later = [held_back.get(key) for key in keys]
    target = Target(
        names=tuple(Named(name, firm) for firm, name in keys),
        observed=np.array([fact.value for fact in known.values()]),
        covariance=np.diag([fact.se**2 for fact in known.values()]),
        floor=1e-9,
        held_back=held_back_of(later) if any(later) else None,
    )
    return FitProblem(
        scenario=scenario,
        free=(*attractions, *levels, *of_all_customers(scenario, keys), *failures_of(scenario, keys)),
        target=target,
        look=FactsLook(keys),
        look_on=FactsLook(keys, 1 + any(later)),
        weeks=scenario.market.weeks,
        share_of={one.name: shares[str(parse_path(one.name)[1])] for one in attractions},
        level_of={one.name: place for one, place in levels.items()} | one_to_one(keys),
        customers=CUSTOMERS,
        must_show=True,
        is_split=any(later),
        sources=tuple(facts[key].kind if key in facts else IN_SCENARIO for key in keys),
    )


def held_back_of(later: Sequence[Known | None]) -> tuple[np.ndarray, np.ndarray]:
    """Facts of the time held back and their covariance; nan where there is none."""
    numbers = np.array([one or (np.nan, np.nan) for one in later], float).reshape(-1, 2)
    return numbers[:, 0], np.diag(numbers[:, 1] ** 2)


def _free_firms(scenario: Scenario, shares: Mapping[str, int], known: Mapping[Key, Known]) -> list[str]:
    """Firms whose attraction follows their share; where all tell one, the largest is what the others are held to."""
    if len(shares) < len(scenario.firms):
        return list(shares)
    largest = max(shares, key=lambda firm: known[firm, "market_share"].value)
    return [firm for firm in shares if firm != largest]


def levels_of(scenario: Scenario, keys: tuple[Key, ...]) -> dict[Free, int]:
    """What a firm sets itself and its fact says at once, with the place of the fact."""
    return dict(_levels(scenario, keys))


def _levels(scenario: Scenario, keys: tuple[Key, ...]) -> Iterator[tuple[Free, int]]:
    """What a firm sets itself and its fact says at once, with the place of the fact; once for each path."""
    seen: set[str] = set()
    tree = scenario.tree()
    for place, (firm, name) in enumerate(keys):
        if name not in AT_ONCE:
            continue
        tail, form = OF_FIRM[name]
        path = format_path(("firms", firm, *tail.split(".")))
        now = _number(tree, path)
        if now and path not in seen:
            seen.add(path)
            low, high = AT_ONCE[name]
            (one,) = free_of(scenario, [Informed(path, form, name, low * now, high * now)])
            yield one, place


def one_to_one(keys: tuple[Key, ...]) -> dict[str, int]:
    """The readiness to complain with the place of the fact that it follows, where one fact alone tells it."""
    told = [place for place, (_, name) in enumerate(keys) if name in COUNTED]
    return {DESK[0].name: told[0]} if len(told) == 1 else {}


def failures_of(scenario: Scenario, keys: tuple[Key, ...], by: tuple[str, ...] = KEPT) -> tuple[Free, ...]:
    """The failure rates of all firms together, where some facts tell of them and none tells one itself."""
    names = {name for _, name in keys}
    told = ", ".join(sorted(names & set(by)))
    informed = [Informed("firms.*.service.failure_rate", "factor", told, *FAILURES)]
    rates = [firm.service.failure_rate for firm in scenario.firms.values()]
    return free_of(scenario, informed) if told and names.isdisjoint(FAILED) and all(rates) else ()


def _number(tree: object, path: str) -> float:
    """The number at a path, 0 where there is none, as in the block of a firm that follows its rivals' prices."""
    try:
        value = get(tree, parse_path(path))
    except Refused:
        return 0.0
    return float(value) if isinstance(value, (int, float)) else 0.0


def of_all_customers(scenario: Scenario, keys: tuple[Key, ...]) -> tuple[Free, ...]:
    """What facts tell of all customers, each once, with the facts that tell it."""
    told: dict[str, tuple[Informed, list[str]]] = {}
    for _, name in keys:
        for one in OF_ALL.get(name, ()):
            told.setdefault(one.name, (one, []))[1].append(name)
    informed = [Informed(one.name, one.form, ", ".join(dict.fromkeys(names)), one.low, one.high)
                for one, names in told.values()]  # fmt: skip
    return free_of(scenario, informed)
