"""The firms' reward programmes as customers find them this week, one row a firm."""

from typing import NamedTuple

import numpy as np


class ProgrammeTable(NamedTuple):
    """Shape (firms,) unless told otherwise, float64; all 0 where a firm has none."""

    kind: np.ndarray  # which kind of programme (programme_kinds.py)
    joining: np.ndarray  # 0-1: chance that a buyer who values rewards fully joins on a visit
    is_automatic: np.ndarray  # 1 where nobody has to join
    by_money: np.ndarray  # balance earned by a unit of money paid
    by_unit: np.ndarray  # balance earned by a unit paid
    by_visit: np.ndarray  # balance earned by a visit
    given: np.ndarray  # 0-1: chance that a visit earns anything
    threshold: np.ndarray  # balance at which a reward is due
    reward_money: np.ndarray  # money that a reward takes off the bill
    reward_units: np.ndarray  # units that it takes off the bill
    claimed: np.ndarray  # 0-1: chance that what is due is claimed on a visit
    most: np.ndarray  # balance beyond which nothing is earned
    expiry: np.ndarray  # weeks since the last purchase after which a balance lapses; 0: never
    fee: np.ndarray  # money a year
    step_from: np.ndarray  # visits of 52 weeks, or years, from which each discount holds, shape (firms, steps)
    step_share: np.ndarray  # 0-1: that discount, shape (firms, steps); 0 beyond the last
