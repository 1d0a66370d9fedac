"""What may a user write, and what does it come to? Loading, inheritance, checks, the schema."""

__all__ = [
    "declarations",
    "inheritance",
    "json_schema",
    "load",
    "money_limits",
    "plan_paths",
    "plans",
    "plausible",
    "price_level",
    "scenario",
]
