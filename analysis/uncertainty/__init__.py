"""Does a verdict survive what nobody knows? Plausible worlds, what plans do in them, what decides, what to find out."""

__all__ = ["assumptions", "decisive", "flips", "robustness", "rule", "worlds", "worth"]
