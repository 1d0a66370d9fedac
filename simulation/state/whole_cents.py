"""From which amount on money is booked in whole cents, for compiled rules and for books alike."""

SMALL_CHANGE = 50.0
"""Cents: below it, to leave parts of a cent out would be an error of more than 1 %."""
