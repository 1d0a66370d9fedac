"""What does a purchase log of one firm show, and how is a market fitted to it?"""

__all__ = ["counts", "problem"]
