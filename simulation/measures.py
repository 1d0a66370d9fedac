"""Names of what is counted each week by firm and loyalty type; places in the tally."""

(
    UNITS, TRIPS, REVENUE, GOODS_CENTS, SERVICE_CENTS, COMPENSATION, ACQUIRED, REFERRED,
    FAILURES, DISSATISFIED, VOICED, AT_DESK, SETTLED, SILENT_EXITS,
    EXITS, EARLIER_BUYERS, REPEATS, ABANDONED, UNSUITED, ATTRIBUTES, DECISIONS, FIRST_MARGIN,
    ACTIVE, PROMOTERS, DETRACTORS, BUYERS, BUYERS_UNITS, BUYERS_CENTS, EARLIER_ACTIVE, KEPT, STARTERS, STARTERS_KEPT,
    ONCE, EARLIER_ONCE, ONCE_KEPT,
) = range(35)  # fmt: skip
COUNTS = 35
"""Whole numbers. Up to FIRST_MARGIN they are summed over the week's visits, from ACTIVE on over all customers."""

ANSWERED, PERFORMANCE, SATISFACTION, CONVICTION, AFFECT, HABIT = range(6)
SUMS = 6
"""Sums of fractions: satisfaction with the week's encounters, performance met in them, and four states of the firm's
active customers."""
