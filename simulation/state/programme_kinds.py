"""Kinds of reward programmes: what decides what a member gets, whatever the programme is called."""

NO_PROGRAMME, SAVED, BY_VISITS, BY_YEARS, BY_FEE = range(5)
"""None, a balance that is saved up, a discount by the visits of a year, by years, for a fee."""
