"""Words of a calibration's tables, which its page and the terminal read again."""

FITTED, HELD_BACK = "fit", "held back"
"""Periods: what the fit saw, and what it never saw."""
TOLD, UNTOLD, UNASKED = "identified", "not identified", "not informed by your data"
"""What data may tell of a number."""
READ = "read off your data"
"""What is told of a number that no fit moves, since a file shows it."""
NOT_TOLD = 0.7
"""Standard deviation after, as a share of that before, above which data do not tell a parameter by themselves."""
