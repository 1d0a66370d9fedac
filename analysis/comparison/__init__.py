"""How are the strategies of a scenario run and compared?"""

__all__ = ["findings", "request", "rivalry", "study"]
