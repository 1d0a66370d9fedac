"""Who considered and bought what, when and why? Every trip and customer of a run, and what nobody else knows."""

__all__ = ["columns", "recorder", "weighed"]
