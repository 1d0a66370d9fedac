"""What happens all over a space of parameters? Designs, their runs, sensitivity."""

__all__ = [
    "definable_outcomes",
    "design",
    "design_file",
    "design_runs",
    "optional_library",
    "parameter_list",
    "plan_differences",
    "request",
    "sensitivity",
    "sensitivity_request",
    "sweep",
    "varied_path",
]
