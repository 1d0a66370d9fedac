"""Names of what is counted each week by firm and loyalty type; places in the tally."""

(
    UNITS, TRIPS, REVENUE, GOODS_CENTS, SERVICE_CENTS, COMPENSATION, ACQUIRED, REFERRED,
    FAILURES, DISSATISFIED, VOICED, AT_DESK, SETTLED, SILENT_EXITS,
    EXITS, EARLIER_BUYERS, REPEATS, ABANDONED, UNSUITED, ATTRIBUTES, DECISIONS,
    EXTENSION_UNITS, EXTENSION_CENTS,
    ACTIVE, PROMOTERS, DETRACTORS, BUYERS, BUYERS_UNITS, BUYERS_CENTS, EARLIER_ACTIVE, KEPT, STARTERS, STARTERS_KEPT,
    BASE, STAYED_TRIPS, MAINS, MAINS_KEPT,
) = range(37)  # fmt: skip
COUNTS = 37
"""Whole numbers. Before ACTIVE they are summed over the week's visits, from there on over all customers."""

ANSWERED, PERFORMANCE, KNOWN, TENURE = range(4)
TENURES = 5
SATISFACTION, CONVICTION, AFFECT, HABIT = range(TENURE + TENURES, TENURE + TENURES + 4)
SUMS = TENURE + TENURES + 4
"""Sums: satisfaction with the week's encounters, performance met in them, what the firm knew of who came, units bought
in each year of tenure, all later ones in the last of TENURES; and four states of the firm's active customers."""
