"""The command line: each file of `analysis/cli/commands/` is a command, and is imported when it is needed."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import signal
import sys
import traceback
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click
from click.shell_completion import shell_complete

from analysis import provenance
from analysis.text import plain_signs
from analysis.text.advice import Advice
from simulation.engine.time_spent import SPENT
from simulation.reading.errors import printable, suggestion

COMMANDS = Path(__file__).parent / "commands"
HELPERS = {"__init__", "options"}
PROGRAM = "loyalty" if Path(sys.argv[0]).stem == "loyalty" else "python run.py"
COMPLETED, COMPLETE = "loyalty", "_LOYALTY_COMPLETE"
"""What a shell completes, and the variable by which it asks: `eval "$(_LOYALTY_COMPLETE=bash_source loyalty)"`."""
LOADED = 20_000
"""Objects made between two looks for garbage: to load what a command needs makes many, and no garbage."""
REPORT = "this is a fault of ours; please report it with the command and the output of --debug"


class Commands(click.Group):
    """The commands that are there: one for each file."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Names of all commands, without importing any."""
        return sorted({file.stem for file in COMMANDS.glob("[!.]*.py")} - HELPERS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"analysis.cli.commands.{cmd_name}").command
        command.help = (command.help or "").replace("Example: loyalty", f"Example: {PROGRAM}")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names, or a suggestion."""
        if args and not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None:
            raise click.UsageError(f"no command {args[0]!r}; {suggestion(args[0], self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001  # click calls it so
    """Say which version this is, of which sources, with which libraries: what a report of a fault should tell."""
    if value:
        click.echo(f"{provenance.DISTRIBUTION} {provenance.version()} (sources {provenance.source_digest()})")
        click.echo(", ".join(f"{name} {version}" for name, version in provenance.versions().items()))
        ctx.exit()


@click.group(cls=Commands, epilog=f"Example: {PROGRAM} list", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def commands() -> None:
    """Simulate a market of loyal and less loyal customers, and compare what firms can do about them."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command line and leave with its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _have_streams()
    plain_signs.begin(words)
    if asked := os.environ.get(COMPLETE):
        sys.exit(shell_complete(commands, {}, COMPLETED, COMPLETE, asked))
    _end_on_sigterm()
    if arguments is None:
        gc.set_threshold(LOADED)
        atexit.register(gc.freeze)  # a process of its own may end without a look for garbage: half a second
    code = _run(words or ["--help"])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _have_streams() -> None:
    """Where a service, `pythonw` or `2>&-` left a stream out, what is written to it goes nowhere.

    Its number is taken as well: the next file to be opened would get it, and with it what a library writes there.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))


def _run(words: list[str]) -> int:
    """The exit code of a command line; what goes wrong is told in one line, or in full after --debug."""
    SPENT.taken()  # a process that runs several commands tells each its own
    try:
        with warnings.catch_warnings(), commands.make_context(PROGRAM, words) as context:
            warnings.simplefilter("always", Advice)
            warnings.showwarning = _print_advice
            result = commands.invoke(context)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as end:
        return end.exit_code
    except BrokenPipeError:
        return 0
    except BaseException as error:  # noqa: BLE001  # the last resort: a user sees a line and an exit code, not a traceback
        if "--debug" in words:
            traceback.print_exc()
        code, message = _verdict(error)
        lines = [*message.splitlines(), *getattr(error, "__notes__", ())]
        click.echo("\n".join(printable(line) for line in lines), err=True)
        return code
    finally:
        if "--debug" in words and SPENT.seconds:
            click.echo(_spent(), err=True)


def _spent() -> str:
    """What compiled phases took of the processor seconds of this process and of the workers that have ended."""
    used = os.times()
    whole = used.user + used.system + used.children_user + used.children_system
    return f"compiled phases took {SPENT.seconds:.2f} of {whole:.2f} processor seconds"


def _print_advice(message: Warning | str, category: type[Warning], *where: Any, **_: Any) -> None:
    """Advice in a line of its own; any other warning as Python has it; both on stderr."""
    is_ours = issubclass(category, Advice)
    text = f"warning: {message}" if is_ours else warnings.formatwarning(message, category, *where[:2])
    click.echo(text.rstrip(), err=True)


def _verdict(error: BaseException) -> tuple[int, str]:
    """The exit code of an error, and what to say; an error with an `exit_code` has words of its own."""
    code = getattr(error, "exit_code", 1)
    message = str(error).removeprefix("error: ")
    match error:
        case click.Abort() | KeyboardInterrupt():
            return 130, "stopped by Ctrl-C"
        case SystemExit():
            return error.code if isinstance(error.code, int) else 1, "stopped"
        case click.ClickException():
            code, message = 2, _usage(error)
        case MemoryError():
            code, message = 4, "out of memory; take fewer --customers or --workers"
        case OSError():
            reason = error.strerror or str(error)
            code, message = 4, f"{error.filename}: {reason}" if error.filename else reason
        case _ if code == 1:
            message = f"{type(error).__name__}: {' '.join(message.split())}; {REPORT}"
    return code, f"error: {message}"


def _usage(error: click.ClickException) -> str:
    """Click's complaint in one line, with a suggestion."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.NoSuchOption):
        known = [name for option in context.command.params for name in option.opts] if context else []
        return f"no option {error.option_name!r}; {suggestion(error.option_name, [*known, '--help'])}"
    text = " ".join(error.format_message().split()).rstrip(".")
    text = text[:1].lower() + text[1:]
    return f"{text}; see `{context.command_path} --help`" if context and "; " not in text else text


def _end_on_sigterm() -> None:
    """SIGTERM unwinds like Ctrl-C, so that what is finished is kept; children die of it at once, as ever."""

    def end(*_: Any) -> NoReturn:
        sys.exit(143)

    signal.signal(signal.SIGTERM, end)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL))
