"""What is counted each week by firm and loyalty type: names for places in the tally, one line each.

A count that is a column of the result tables as it stands says so where it is named; the others are read by the
formulas of `measurement/metrics.py`.
"""

import itertools
from typing import Literal, NamedTuple


class Column(NamedTuple):
    """A count as a column of the tables, told like a metric (`measurement/metrics.py`)."""

    place: int
    meaning: str
    unit: str
    better: Literal["up", "down", ""]
    kind: Literal["flow", "stock"]


COLUMNS: dict[str, Column] = {}
_places = itertools.count()


def count(
    column: str = "",
    meaning: str = "",
    unit: str = "",
    better: Literal["up", "down", ""] = "",
    kind: Literal["flow", "stock"] = "flow",
) -> int:
    """The next place; with the name and the meaning of a column where it is one as it stands."""
    place = next(_places)
    if column:
        COLUMNS[column] = Column(place, meaning, unit, better, kind)
    return place


# Summed over the week's visits, whole numbers.
UNITS = count("units", "purchases", "units", "up")
TRIPS = count()
REVENUE = count()
GOODS_CENTS = count()
SERVICE_CENTS = count()
COMPENSATION = count()
ACQUIRED = count("acquired", "first purchases from the firm", "customers", "up")
REFERRED = count("acquired_by_word_of_mouth", "first purchases led to by an acquaintance's praise", "customers", "up")
EXTENSION_UNITS = count()
EXTENSION_CENTS = count()
REWARD_CENTS = count()
SALES = REWARD_CENTS + 1
"""How many of these, the first, say what a sale brings and costs: they are counted by customers' standing, too."""
FAILURES = count("failures", "service failures", "visits", "down")
DISSATISFIED = count("dissatisfied", "dissatisfying encounters", "visits", "down")
VOICED = count("voiced", "problems told to the front line", "visits")
AT_DESK = count("complaints", "complaints at the firm's desk", "complaints", "down")
SETTLED = count("resolved", "complaints settled, at the front line or at the desk", "complaints", "up")
SILENT_EXITS = count("silent_exits", "dissatisfied customers who left without a word", "customers", "down")
EXITS = count("exits", "dissatisfied customers who left, silent or not", "customers", "down")
EARLIER_BUYERS = count()
REPEATS = count()
ABANDONED = count("abandoned", "trips of the firm's customers given up in the queue or on the way", "visits", "down")
UNSUITED = count()
ATTRIBUTES = count()
DECISIONS = count()
ADVISED = count()
TAKING_PART = count()
ISSUED = count()
FEES = count()

# Counted over all customers, at the end of the week.
ACTIVE = count("active_customers", "customers who bought within the lapse time", "customers", "up", "stock")
PROMOTERS = count()
DETRACTORS = count()
BUYERS = count()
BUYERS_UNITS = count()
BUYERS_CENTS = count()
EARLIER_ACTIVE = count()
KEPT = count()
STARTERS = count()
STARTERS_KEPT = count()
BASE = count()
STAYED_TRIPS = count()
MAINS = count()
MAINS_KEPT = count()

# Of contracts, in markets of contracts only.
HELD = count()
ENDED = count()
"""Of each reason to end (switch_reasons.py) a place behind this one."""
for _reason in range(8):
    count()
NOTICES = count()
OFFERED = count()
SAVED = count()
WON_BACK = count()
SETTLED_FIRST = count()
GIVEN_UP = count()
DECIDED = count()
RENEWED = count()
# Counted over all customers of firms with a reward programme, at the end of every week.
MEMBERS = count("members", "customers in the firm's reward programme", "customers", "", "stock")
ACTIVE_MEMBERS = count("active_members", "of them, who bought within the lapse time", "customers", "up", "stock")
OWED = count()
EXPIRED = count()

COUNTS = count()
"""How many there are."""

ANSWERED, PERFORMANCE, KNOWN, BROKEN, TENURE = range(5)
TENURES = 5
SATISFACTION, CONVICTION, AFFECT, HABIT = range(TENURE + TENURES, TENURE + TENURES + 4)
SUMS = TENURE + TENURES + 4
"""Sums: satisfaction with the week's encounters, performance met in them, what the firm knew of who came, what it had
promised and did not give, units bought in each year of tenure, all later ones in the last of TENURES; and four states
of the firm's active customers."""
