"""How do tables become bytes, and bytes tables again? CSV, Parquet, and what is kept of a run."""

__all__ = ["csv_bytes", "parquet_bytes", "serialization", "yaml_bytes"]
