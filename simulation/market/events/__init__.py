"""What may happen to a market from outside or inside its firms? Pure functions on a week's conditions."""

__all__ = ["base", "shocks"]
