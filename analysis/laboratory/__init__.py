"""What do experiments of claims and lessons stand on? A market taken down trip by trip, and variants of it."""

__all__ = ["absences", "firm_variants", "interventions", "lab", "repeat_buying", "trip_log", "variants"]
