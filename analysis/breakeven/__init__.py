"""At which value of a number is a plan level with the baseline?"""

__all__ = ["levels", "request", "study"]
