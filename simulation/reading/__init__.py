"""How does text that a user wrote become checked values? YAML, CSV and paths, with the place of every fault."""

__all__ = [
    "block",
    "consecutive_weeks",
    "csv_tables",
    "errors",
    "own_blocks",
    "paths",
    "plausible_range",
    "pydantic_errors",
    "python_values",
    "regular_files",
    "yaml_document",
    "yaml_nodes",
    "yaml_scalars",
]
