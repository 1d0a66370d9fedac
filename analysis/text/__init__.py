"""How does a number read? Digits, units and signs, on any terminal."""

__all__ = ["advice", "intervals", "numbers", "plain_signs", "study_size", "terminal_width"]
