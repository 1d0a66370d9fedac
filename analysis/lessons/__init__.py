"""How does a student meet the theory? A claim, a small experiment, a sentence computed from what came out."""

__all__ = ["book", "found", "request", "study"]
