"""What surrounds customers and firms? Events, seasons, and the network of who talks to whom."""

__all__ = ["network", "season"]
