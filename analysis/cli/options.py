"""The options that commands share, each said once: `@options("set", "seed", "json")`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from simulation.reading.paths import split_setting

Command = TypeVar("Command", bound=Callable[..., Any])
Picked = TypeVar("Picked")


def _settings(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> Any:
    """PATH and VALUE of each --set."""
    return [split_setting(text) for text in given]


def _not(_context: click.Context, _parameter: click.Parameter, given: bool) -> bool:  # noqa: FBT001  # click's signature
    """What a flag that begins with `no` leaves on."""
    return not given


COUNT = click.IntRange(min=1)

OPTIONS = {
    "set": click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="PATH=VALUE",
        callback=_settings,
        help="Change one value of the scenario, such as firms.Alba.pricing.price=9; may be repeated.",
    ),
    "seed": click.option("--seed", type=int, help="Number from which all luck is made; default: the scenario's."),
    "replicates": click.option("--replicates", type=int, help="Runs of each strategy; default: the scenario's."),
    "weeks": click.option("--weeks", type=int, help="Weeks reported; default: the scenario's."),
    "customers": click.option("--customers", type=int, help="Customers simulated; default: the scenario's."),
    "uncertain": click.option(
        "--uncertain",
        metavar="[=N or FILE]",
        help="Also compare in N plausible worlds, 64 if left out, or in those of a file, as --uncertain=worlds.csv.",
    ),
    "vary": click.option(
        "--vary",
        multiple=True,
        metavar="PATH=VALUES",
        help="Vary a value: PATH=a,b,c, a range PATH=lo:hi, or n steps of it PATH=lo:hi:n; may be repeated.",
    ),
    "workers": click.option("--workers", type=COUNT, help="Cores to use in all; default: all of them."),
    "cluster": click.option("--cluster", metavar="ADDRESS", help="Dask scheduler that spreads the runs."),
    "out": click.option("--out", type=click.Path(), help="Output folder; default: results/<scenario>-<time>."),
    "resume": click.option("--resume", is_flag=True, help="Go on with what an interrupted run has finished."),
    "rivals": click.option("--rivals", is_flag=True, help="Also set the plans against all that stands under `rivals`."),
    "panel": click.option(
        "--panel", is_flag=True, help="Also write every trip, purchase and customer; not with --cluster."
    ),
    "csv": click.option("--csv", is_flag=True, help="Also write every replicate of the tables by week as CSV."),
    "audit": click.option("--audit", is_flag=True, help="Check every week that nothing is lost or invented."),
    "force": click.option("--force", is_flag=True, help="Overwrite what is there."),
    "no_report": click.option(
        "--no-report", "report", is_flag=True, callback=_not, help="Write tables only, no page and no figures."
    ),
    "quiet": click.option("--quiet", is_flag=True, help="No progress and no summary."),
    "json": click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, nothing else."),
    "debug": click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of an error."),
}


def options(*names: str) -> Callable[[Command], Command]:
    """The named options, in this order, and --debug, which every command has."""

    def decorate(command: Command) -> Command:
        for name in reversed((*names, "debug")):
            command = OPTIONS[name](command)
        return command

    return decorate


def picked(kind: Callable[..., Picked], given: Mapping[str, Any], **known: Any) -> Picked:
    """A request or the like: of the options of a command those that are its fields, and what is known of the others."""
    names = inspect.signature(kind).parameters
    return kind(**{name: value for name, value in given.items() if name in names}, **known)
