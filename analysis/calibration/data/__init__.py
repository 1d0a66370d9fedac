"""What do a user's files say, once they are read, checked and rid of customers' ids?"""

__all__ = ["data", "examples", "kinds", "read"]
