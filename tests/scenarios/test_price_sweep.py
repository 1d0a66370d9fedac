"""No price sells for ever: in every shipped market, and in those of one type, dearer sells less, in the end nothing."""

from itertools import pairwise

import numpy as np
import pytest

from simulation.loyalty import LOYALTY_TYPES
from simulation.model import LoyaltyModel
from simulation.scenario.inheritance import shipped_names
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario
from simulation.state import counts as m

DEARER = (1.0, 1.4, 2.0, 3.0, 4.5, 10.0, 100.0, 1000.0)
CHEAPER = (0.1, 0.2, 0.4, 0.7, 1.0)
REPLICATES = 3
CERTAIN = 4.303
"""Student's t for three replicates and 95 %."""
OF_CONTRACTS = {"mobile_operator"}
"""Who holds a contract feels no price before its term ends: `tests/theory/test_contract_laws.py` raises theirs."""
MARKETS = [name for name in shipped_names() if "/" not in name and name not in OF_CONTRACTS]
MARKETS += [f"all {kind}" for kind in LOYALTY_TYPES]


def small(name: str) -> Scenario:
    """A shipped market, or the baseline with customers of one type: 800 of them, for a year after half a year."""
    kind = name.removeprefix("all ")
    scenario = load("baseline" if name.startswith("all ") else name, customers=800, weeks=52)
    scenario = scenario.change("market.burn_in_weeks", 26)
    if kind in LOYALTY_TYPES:
        scenario = scenario.change("customers.mix", {one: float(one == kind) for one in LOYALTY_TYPES})
    return scenario


def sold_at(scenario: Scenario, multiple: float) -> np.ndarray:
    """Units, revenue and profit of the firm in focus at so many times the usual price, shape (3, replicates)."""
    firm, price = scenario.focus_firm, multiple * scenario.market.usual_price
    asked = scenario.change(f"firms.{firm}.pricing", {"strategy": "fixed", "price": price})
    found = []
    for replicate in range(1, REPLICATES + 1):
        model = LoyaltyModel(asked, replicate, settled=scenario)
        while model.running:
            model.step()
        j = list(scenario.firms).index(firm)
        weeks = model.recorder.weeks[scenario.market.burn_in_weeks :]
        counts = sum(week.counts[:, j].sum(axis=1) for week in weeks)
        costs = sum(week.costs[:, j].sum() for week in weeks)
        revenue = counts[m.REVENUE] + counts[m.EXTENSION_CENTS]
        found.append((counts[m.UNITS], counts[m.REVENUE], revenue - costs))
        model.release()
    return np.array(found, float).T


def rises(units: list[np.ndarray]) -> list[int]:
    """Places after which units rise by more than the 95 % interval of the paired difference."""
    steps = [(place, later - before) for place, (before, later) in enumerate(pairwise(units))]
    return [place for place, step in steps if step.mean() > CERTAIN * step.std(ddof=1) / np.sqrt(step.size)]


@pytest.mark.slow
@pytest.mark.parametrize("name", MARKETS)
def test_from_the_usual_price_upwards_less_and_less_is_sold(name: str) -> None:
    scenario = small(name)
    units, revenue, profit = (list(part) for part in np.swapaxes([sold_at(scenario, one) for one in DEARER], 0, 1))
    assert rises(units) == []
    assert all(later.mean() < 0.01 * revenue[0].mean() for later in revenue[DEARER.index(10.0) :])
    assert not units[-1].any()
    assert DEARER[int(np.argmax([part.mean() for part in profit]))] < 3.0


@pytest.mark.slow
@pytest.mark.parametrize("name", MARKETS)
def test_with_nobody_in_doubt_cheaper_sells_more(name: str) -> None:
    scenario = small(name).change("customers.switches.doubt", value=False)
    assert rises([sold_at(scenario, one)[0] for one in CHEAPER]) == []
