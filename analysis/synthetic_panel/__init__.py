"""Who bought what, when and why? Every purchase and every customer of a run, with what a real panel never tells."""

__all__ = ["parquet_parts", "recorder"]
