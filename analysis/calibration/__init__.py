"""Which market fits what a user knows, and what do the data not tell?

A scenario, what was observed and how a run is looked at for the same make a problem (`problem.py`); `fit.py` solves it,
`draws.py` says how sure the answer is, `study.py` writes it down.
"""

__all__ = ["observables"]
