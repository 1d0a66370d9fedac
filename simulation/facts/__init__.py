"""What does a user know of a real market, and what may be said of it in a scenario?"""

__all__ = ["expectations", "observables", "observed"]
