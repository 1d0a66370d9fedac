"""The commands, one a file: each defines `command`, and imports what it needs when it runs."""

from analysis.shell import main

__all__ = ["main"]
