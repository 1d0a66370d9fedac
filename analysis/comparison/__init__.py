"""How are the strategies of a scenario run and compared?"""

__all__ = ["expectations", "findings", "request", "study"]
