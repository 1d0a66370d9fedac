"""What do surveys, complaints, prices, targets and past changes tell, alone or beside a panel or a log?"""

__all__ = ["beside", "experiments", "findings", "prices", "told"]
