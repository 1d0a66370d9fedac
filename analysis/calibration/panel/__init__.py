"""What does a panel of choices show, which market has its shelves, and how is that market fitted to it?"""

__all__ = ["market", "moments", "problem", "recorded", "trips"]
