"""How does Mesa see the market? Customers as agents, their decisions told, data collected, replicates numbered."""

__all__ = ["customer", "data_collector", "decision_diary", "decision_entry", "decision_reasons", "replicate_number"]
