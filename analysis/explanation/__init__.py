"""Why did it come out so? One customer's story, and where a difference in profit comes from."""

__all__ = ["journey", "profit_difference", "request", "show", "story", "study"]
