"""What can be seen? One figure a function, their style, fonts and captions."""

__all__ = [
    "breakeven",
    "calibration",
    "captions",
    "catalogue",
    "doubt",
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
