"""What an analyst's models foretell of the part of a log that was held back, given how each customer bought before."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.calibration.log.counts import CLASSES, QUARTER, STEP, Log, names_of
from analysis.calibration.yardsticks import bg_nbd, pareto_nbd
from analysis.calibration.yardsticks.histories import Histories, histories_of, likeliest

MODELS = {"bg_nbd": bg_nbd, "pareto_nbd": pareto_nbd}


def log_forecasts(log: Log, weeks: tuple[int, int]) -> Mapping[str, np.ndarray]:
    """By model the moments of a log, in the order of `log.counts.names_of`; nan for what a fit sees.

    `weeks` are those seen, and those of the whole log. Empty where nothing is held back.
    """
    seen, whole = weeks
    if whole <= seen:
        return {}
    histories = _histories(log, seen)
    ahead = np.arange(1.0, whole - seen + 1.0)
    some, _, count = histories.distinct()
    to_come = {"naive": _carried_on(log, histories, seen, ahead)}
    for name, model in MODELS.items():
        expected = model.expected(some, likeliest(model.log_likelihood, histories), ahead)
        to_come[name] = _by_repeats(some.repeats, count[:, None] * expected)
    customers = np.bincount(histories.repeats.astype(int))
    return {name: _moments(found, customers, weeks) for name, found in to_come.items()}


def _histories(log: Log, seen: int) -> Histories:
    """Of those who bought in the weeks seen. A week counts at its end, so that a customer is watched from then on."""
    early = log.week <= seen
    who = np.unique(log.customer[early], return_inverse=True)[1]
    return histories_of(who, log.week[early].astype(float), float(seen))


def _carried_on(log: Log, histories: Histories, seen: int, ahead: np.ndarray) -> np.ndarray:
    """The level of the last quarter of a year seen, each customer's part in it as large as in all repeats so far."""
    _, week = log.repeats(seen)
    quarter = min(QUARTER, seen)
    a_week = np.count_nonzero(week > seen - quarter) / quarter
    part = histories.repeats / max(float(histories.repeats.sum()), 1.0)
    return _by_repeats(histories.repeats, part[:, None] * a_week * ahead)


def _by_repeats(repeats: np.ndarray, to_come: np.ndarray) -> np.ndarray:
    """Sums over those with as many repeats so far, shape (customers, weeks) to (most repeats + 1, weeks)."""
    found = np.zeros((int(repeats.max()) + 1, to_come.shape[1]))
    np.add.at(found, repeats.astype(int), to_come)
    return found


def _moments(to_come: np.ndarray, customers: np.ndarray, weeks: tuple[int, int]) -> np.ndarray:
    """The moments of the time to come per customer: of all by week, then by class of repeats so far."""
    seen, whole = weeks
    path = to_come.sum(axis=0) / customers.sum()
    until = [path[week - seen - 1] for week in range(seen + STEP, whole + 1, STEP)]
    with np.errstate(divide="ignore", invalid="ignore"):
        after = [to_come[low : high + 1, -1].sum() / customers[low : high + 1].sum() for low, high in CLASSES]
    found = np.array([*until, *after])
    return np.append(np.full(len(names_of(seen, whole)) - found.size, np.nan), found)
