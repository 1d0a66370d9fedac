"""Which experiment tests each claim and law? A function in a file of its subject, found by its mark."""
