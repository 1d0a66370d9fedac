"""Where a difference in profit comes from: parts in whole cents that add up to it exactly.

The difference between two runs of the same customers is split into what more or fewer units brought (at the mean margin
of both runs) and what other prices and unit costs brought (at the mean volume of both); costs that no unit carries are
compared as they are. It is the decomposition of Bennet (1920), which favours neither run. Where customers are told
apart in groups, only the volume is split among them, at the margin of all: every part is the same with groups and
without.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from simulation.measurement.cost_parts import COST_PARTS

if TYPE_CHECKING:
    import pandas as pd

EVERYBODY = "customers"
SHARED_PARTS = tuple(part for part in COST_PARTS if part != "unit")
PRICE, UNIT_COST = "price paid", "cost of the product"
BESIDE = "extension"
"""Other goods under the firm's name count by what they leave: their cost less what was paid for them."""
COST_NAMES = {
    "service": "cost to serve",
    "desk": "complaint desk",
    "compensation": "compensation",
    "promotion": "labelled promotions",
    "acquisition": "winning customers",
    "communication": "advertising",
    "overhead": "overhead",
    "relationship": "loyalty programme",
    "rewards": "rewards claimed",
    "owed": "rewards still owed",
    "breakage": "rewards that lapsed",
    "programme": "running the reward programme",
    "people": "employees",
    "improvement": "improvement and research",
    "extension": "other goods under its name",
    "plan": "the plan itself",
}


@dataclass(frozen=True)
class Sales:
    """What a group of customers bought in a run: units, what they paid and what the goods cost, in cents."""

    units: int
    revenue: int
    goods: int


@dataclass(frozen=True)
class ProfitBooks:
    """A firm's run: sales by group of customers, and the costs that no unit carries, by part, in cents."""

    sales: Mapping[str, Sales]
    costs: Mapping[str, int]

    @property
    def total(self) -> Sales:
        """What all groups bought."""
        groups = self.sales.values()
        return Sales(sum(one.units for one in groups), sum(one.revenue for one in groups),
                     sum(one.goods for one in groups))  # fmt: skip

    @property
    def profit(self) -> int:
        """Profit in cents."""
        return sum(group.revenue - group.goods for group in self.sales.values()) - sum(self.costs.values())


def volume(group: str) -> str:
    """Name of the driver: units that a group bought more or less."""
    return "volume" if group == EVERYBODY else f"volume: {group}"


def decomposed(base: ProfitBooks, other: ProfitBooks) -> dict[str, int]:
    """Cents by driver; they sum up to the profit of `other` less that of `base`, to the cent."""
    before, after = base.total, other.total
    price, goods = _unit_means(before, after)
    more = after.units - before.units
    parts = {
        PRICE: after.revenue - before.revenue - more * price,
        UNIT_COST: before.goods - after.goods + more * goods,
    }
    for group in dict.fromkeys([*base.sales, *other.sales]):
        sold = [books.sales[group].units if group in books.sales else 0 for books in (base, other)]
        parts[volume(group)] = (sold[1] - sold[0]) * (price - goods)
    for part in dict.fromkeys([*base.costs, *other.costs]):
        parts[COST_NAMES.get(part, part)] = Fraction(base.costs.get(part, 0) - other.costs.get(part, 0))
    return _in_cents(parts)


def _unit_means(before: Sales, after: Sales) -> tuple[Fraction, Fraction]:
    """Cents paid for a unit and cents that its goods cost, the mean of the runs in which any was sold."""
    sold = [sales for sales in (before, after) if sales.units]
    if not sold:
        return Fraction(0), Fraction(0)
    price = sum((Fraction(sales.revenue, sales.units) for sales in sold), Fraction(0)) / len(sold)
    goods = sum((Fraction(sales.goods, sales.units) for sales in sold), Fraction(0)) / len(sold)
    return price, goods


def _in_cents(parts: Mapping[str, Fraction]) -> dict[str, int]:
    """Whole cents whose sum is that of the parts: the borders between the parts are rounded, not the parts."""
    found, border, written = {}, Fraction(0), 0
    for name, part in parts.items():
        border += part
        up_to = floor(border + Fraction(1, 2))
        found[name] = up_to - written
        written = up_to
    return found


def books_of(weekly: pd.DataFrame, firm: str) -> dict[tuple[str, int], ProfitBooks]:
    """The books of a firm by strategy and replicate, from the weekly table, all customers in one group."""
    money = ["revenue", "extension_revenue", *(f"cost_{part}" for part in COST_PARTS)]
    rows = weekly[weekly["firm"] == firm].groupby(["strategy", "replicate"], sort=False)[["units", *money]].sum()
    found = {}
    for row in rows.reset_index().to_dict("records"):
        cents = {name: round(float(row[name]) * 100.0) for name in money}
        beside = cents["extension_revenue"]
        sales = Sales(round(float(row["units"])), cents["revenue"] - beside, cents["cost_unit"])
        costs = {part: cents[f"cost_{part}"] - (beside if part == BESIDE else 0) for part in SHARED_PARTS}
        found[str(row["strategy"]), int(row["replicate"])] = ProfitBooks({EVERYBODY: sales}, costs)
    return found


def driver_table(books: Mapping[tuple[str, int], ProfitBooks], baseline: str) -> pd.DataFrame:
    """Money by strategy, replicate and driver, against the baseline's same replicate; without what is 0 throughout."""
    import pandas as pd

    rows = [
        (strategy, replicate, driver, cents / 100.0)
        for (strategy, replicate), other in books.items()
        if strategy != baseline and (baseline, replicate) in books
        for driver, cents in decomposed(books[baseline, replicate], other).items()
    ]
    table = pd.DataFrame(rows, columns=["strategy", "replicate", "driver", "value"])
    moved = table.groupby(["strategy", "driver"])["value"].transform(lambda values: (values != 0.0).any())
    return table[moved.astype(bool)].reset_index(drop=True)
