"""Which market fits what a user knows, and what do the data not tell?

A scenario, what was observed and how a run is looked at for the same make a problem (`panel`, `log`,
`facts_problem.py`); `fitting` solves it and says how sure the answer is, `study.py` writes it down.
"""

__all__ = ["calibrated", "observables", "page", "request", "simulator", "study", "validation"]
