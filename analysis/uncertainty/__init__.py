"""Does a verdict survive what nobody knows? Plausible worlds, what plans do in them, what decides, what to find out."""

__all__ = ["assumptions", "doubt", "findings", "request", "robustness", "rule", "world_runs", "worlds", "worth"]
