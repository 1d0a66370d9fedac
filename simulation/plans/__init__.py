"""What may a plan be, and where in it does a path lead? Changes of a firm, with what they cost."""

__all__ = ["other_strategy", "plan", "plan_paths"]
