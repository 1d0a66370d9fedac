"""What happens all over a space of parameters? Designs, their runs, sensitivity."""

__all__ = [
    "definable_outcomes",
    "design",
    "design_file",
    "design_runs",
    "optional_library",
    "request",
    "sensitivity",
    "sensitivity_request",
    "sweep",
    "varied_path",
]
