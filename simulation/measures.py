"""Names of what is counted each week by firm and loyalty type; places in the tally."""

(
    UNITS, TRIPS, REVENUE, GOODS_CENTS, SERVICE_CENTS, COMPENSATION, ACQUIRED, REFERRED,
    FAILURES, DISSATISFIED, VOICED, AT_DESK, SETTLED, SILENT_EXITS,
    EXITS, EARLIER_BUYERS, REPEATS, ABANDONED, UNSUITED, ATTRIBUTES, DECISIONS, FIRST_MARGIN,
    EXTENSION_UNITS, EXTENSION_CENTS,
    ACTIVE, PROMOTERS, DETRACTORS, BUYERS, BUYERS_UNITS, BUYERS_CENTS, EARLIER_ACTIVE, KEPT, STARTERS, STARTERS_KEPT,
    ONCE, EARLIER_ONCE, ONCE_KEPT, MAINS, MAINS_KEPT,
) = range(39)  # fmt: skip
COUNTS = 39
"""Whole numbers. Up to EXTENSION_CENTS they are summed over the week's visits, from ACTIVE on over all customers."""

ANSWERED, PERFORMANCE, KNOWN, SATISFACTION, CONVICTION, AFFECT, HABIT = range(7)
SUMS = 7
"""Sums of fractions: satisfaction with the week's encounters, performance met in them, what the firm knew of who came,
and four states of the firm's
active customers."""
