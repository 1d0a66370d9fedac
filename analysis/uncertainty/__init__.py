"""Does a verdict survive what nobody knows? Assumptions, and the plausible worlds that are drawn from them."""

__all__ = ["assumptions", "parameter_list", "worlds"]
