"""Which point is best, under limits? A search, and a confirmation with fresh luck."""

__all__ = ["confirmation", "optimise", "request"]
