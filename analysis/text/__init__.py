"""How does a number read? Digits, units and signs, on any terminal."""
