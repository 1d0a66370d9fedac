"""Synthetic panels: every purchase and every customer of a run, with what a real panel never tells."""
