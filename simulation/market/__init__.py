"""What surrounds customers and firms? Events, and the network of who talks to whom."""

__all__ = ["network"]
