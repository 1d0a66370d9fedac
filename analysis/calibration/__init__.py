"""Which market fits what a user knows, and what do the data not tell?"""

__all__ = ["observables"]
