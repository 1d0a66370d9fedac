"""What does each firm earn for every pair of moves, and which reply is best?"""

__all__ = ["game", "reaction_grid", "reaction_words", "reactions"]
