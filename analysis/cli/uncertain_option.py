"""The option `--uncertain`: it may stand alone; its value is written with `=`, so that no scenario is taken for it."""

from __future__ import annotations

from itertools import pairwise

import click

OPTION = "--uncertain"


class Uncertain(click.Command):
    """A command with this option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; the option alone has an empty value, which stands for the usual number of worlds."""
        for word, after in pairwise([*args, ""]):
            if word == OPTION and (after.isdigit() or after.endswith(".csv")):
                raise click.UsageError(f"write {OPTION}={after}, without a space", ctx)
        return super().parse_args(ctx, [f"{OPTION}=" if word == OPTION else word for word in args])
