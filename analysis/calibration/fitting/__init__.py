"""How is a problem of free parameters and observed moments solved, and how sure is the answer?"""

__all__ = ["draws", "evaluations", "fit", "found", "free_parameters", "moments", "problem"]
