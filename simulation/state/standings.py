"""How customers stand with a firm: new, regular, loyal or lapsed, as accounts tell them apart."""

STANDINGS = ("new", "regular", "loyal", "lapsed")

NEW, REGULAR, LOYAL, LAPSED = range(len(STANDINGS))
"""In the first year with the firm; longer there; longer there and of at least LOYAL_FROM; silent for the lapse time."""

LOYAL_FROM = 0.5
"""Loyalty index, 0-1, from which a customer counts as loyal: the middle of the scale."""
