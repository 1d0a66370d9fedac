"""Which commands are there? One a file: each defines `command`, and imports what it needs when it runs."""

from analysis.cli.main import main

__all__ = ["main"]
