"""What can be seen? One figure a function, their style, fonts and captions."""

__all__ = [
    "calibration",
    "captions",
    "catalogue",
    "files",
    "frame",
    "gallery",
    "games",
    "instrumented_run",
    "parameters",
    "picture",
    "style",
    "time_series",
    "undrawable",
]
