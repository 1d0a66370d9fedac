"""How long contracts last: survival by month of tenure, from weeks under contract and ends in reported weeks."""

import numpy as np

MONTHS_A_YEAR = 12
WEEKS_A_MONTH = 52.0 / MONTHS_A_YEAR


def monthly_survival(survival: np.ndarray) -> np.ndarray:
    """Share of contracts that are held on after each month of tenure, shape (…, months).

    `survival` has the weeks under contract and the ends of each month, shape (…, 2, months); where nobody was under
    contract so long, NaN. Contracts older than the run enter late and count from there [KaplanMeier1958].
    """
    weeks, ends = survival[..., 0, :].astype(float), survival[..., 1, :].astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = (1.0 - ends / weeks) ** WEEKS_A_MONTH
    return np.asarray(np.cumprod(kept, axis=-1))


def yearly_retention(survival: np.ndarray) -> np.ndarray:
    """Of the contracts that reach a year of tenure the share that also reach its end, shape (…, years)."""
    held = monthly_survival(survival)
    at_ends = held[..., MONTHS_A_YEAR - 1 :: MONTHS_A_YEAR]
    before = np.concatenate([np.ones_like(at_ends[..., :1]), at_ends[..., :-1]], axis=-1)
    return np.asarray(at_ends / before)
