"""What do all customers share, of whatever loyalty? Psychology, taste, patience, bonds, and their parameters."""

__all__ = [
    "bonds",
    "firm_as_seen",
    "first_impression",
    "lapse",
    "moment",
    "offer",
    "own_traits",
    "parameters",
    "patience",
    "psychology",
    "relationship_marketing",
    "reservation_price",
    "shelf",
    "taste",
]
