"""What do all customers share, of whatever loyalty? Psychology, taste, limits, bonds, and their parameters."""

__all__ = [
    "bonds",
    "first_impression",
    "lapse",
    "limits",
    "moment",
    "offer",
    "own_traits",
    "parameters",
    "psychology",
    "relationship_marketing",
    "shelf",
    "standards",
    "taste",
    "traits",
]
