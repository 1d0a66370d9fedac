"""Who bought what, when and why? Files of every trip and customer, with what a real panel never tells."""

__all__ = ["parquet_parts", "recorder"]
