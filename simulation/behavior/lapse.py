"""When a silence is a lapse: by how often people buy."""

import math

YEAR = 52
GAPS = 3.0
"""Mean times between purchases in which a customer who still buys, at random in time, stays silent once in twenty
(exp(-3)); a hiatus so chosen tells who has left about as well as models do [WuebbenWangenheim2008]."""
LONGEST = 1_000


def enough_weeks(per_year: float) -> int:
    """Weeks of silence after which somebody who buys so often a year has most likely stopped."""
    return min(math.ceil(GAPS * YEAR / per_year), LONGEST) if per_year > 0.0 else LONGEST


def usual_lapse(per_year: float) -> int:
    """Weeks without a purchase after which a customer counts as lapsed where nothing else is said: at least a year."""
    return max(YEAR, enough_weeks(per_year))


def base_weeks(week: int, window: int) -> int:
    """Weeks within which the customer base has bought, as of a week of the run: a window, or as much of it as the run
    had lived a year before, so that the base of then and the base of now are told alike.
    """
    return max(min(window, week - YEAR), 0)
