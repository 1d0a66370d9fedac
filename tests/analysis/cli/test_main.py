"""The command line: help, codes, streams and speed, whatever the command."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from analysis.cli import main
from simulation.reading.errors import Fault, Refused

ROOT = Path(__file__).resolve().parents[3]


HEAVY = ("mesa", "pandas", "matplotlib", "scipy", "numba")


def run_py(*words: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """`python run.py …` in another process, as a user runs it."""
    return subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *words],
        cwd=ROOT,
        env={**os.environ, **changes},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def failing(error: BaseException) -> click.Command:
    """A command that only fails."""

    def fail() -> None:
        raise error

    return click.Command("fail", callback=fail, params=[click.Option(["--debug"], is_flag=True, expose_value=False)])


def test_help_lists_every_command_and_needs_no_word(run):
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert all(name in out for name in main.commands.list_commands(click.Context(main.commands)))
    assert run()[:2] == (0, out)


@pytest.mark.parametrize("name", main.commands.list_commands(click.Context(main.commands)))
def test_every_command_has_help_with_one_example_in_one_line(run, name):
    code, out, _ = run(name, "--help")
    assert code == 0
    assert out.count("Example: ") == 1
    assert out.partition("Example: ")[2].splitlines()[1] == ""
    assert "--debug" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("chek", "baseline"), "no command 'chek'; did you mean 'check'?"),
        (("check", "--sead", "1", "baseline"), "no option '--sead'; did you mean '--seed'?"),
        (("--vresion",), "no option '--vresion'; did you mean '--version'?"),
        (("check",), "missing argument 'SCENARIO…'; see `"),
        (
            ("check", "--seed", "x", "baseline"),
            "invalid value for '--seed': 'x' is not a valid integer; see `",
        ),
        (
            ("check", "--set", "market.weeks", "baseline"),
            "--set: 'market.weeks' is not PATH=VALUE; write for",
        ),
        (
            ("check", "baselin"),
            "'baselin' is neither a file nor a shipped scenario; did you mean 'baseline'?",
        ),
        (("check", "\x1b[31m"), "' [31m' is neither a file nor a shipped scenario; valid here: "),
        (("new", "../x"), "'../x' cannot name a scenario; take letters, digits, - and _"),
        (("schema", "--out", "gone/x.json"), "gone/x.json: No such file or directory"),
    ],
)
def test_a_wrong_request_is_one_line_with_what_would_be_right(run, words, message):
    code, out, err = run(*words)
    assert code == (4 if "gone" in message else 2)
    assert out == ""
    assert len(err.splitlines()) == 1
    assert err.startswith(f"error: {message}")


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (Refused([Fault("x.yaml", 1, 2, "a.b", "wrong; right")]), 2, "error: x.yaml:1:2: a.b: wrong; right"),
        (PermissionError(13, "Permission denied", "out/x.csv"), 4, "error: out/x.csv: Permission denied"),
        (OSError(28, "No space left on device"), 4, "error: No space left on device"),
        (MemoryError(), 4, "error: out of memory; take fewer --customers or --workers"),
        (KeyboardInterrupt(), 130, "stopped by Ctrl-C"),
        (SystemExit(143), 143, "stopped"),
        (KeyError("x\ny"), 1, rf"error: KeyError: 'x\ny'; {main.REPORT}"),
    ],
)
def test_an_error_becomes_its_code_and_one_line(run, monkeypatch, error, code, line):
    monkeypatch.setattr(main.commands, "get_command", lambda *_: failing(error))
    assert run("fail") == (code, "", line + "\n")


def test_an_error_with_a_code_and_notes_of_its_own_is_told_so(run, monkeypatch):
    class FolderRefused(Exception):
        exit_code = 3

    error = FolderRefused("out is in use by process 7")
    error.add_note("run again with --resume")
    monkeypatch.setattr(main.commands, "get_command", lambda *_: failing(error))
    assert run("fail") == (3, "", "error: out is in use by process 7\nrun again with --resume\n")


def test_debug_shows_the_traceback_of_any_error(run, monkeypatch):
    monkeypatch.setattr(main.commands, "get_command", lambda *_: failing(ValueError("odd")))
    code, _, err = run("fail", "--debug")
    assert code == 1
    assert err.startswith("Traceback")
    assert err.splitlines()[-1].startswith("error: ValueError: odd; ")


def test_a_command_that_returns_a_number_ends_with_it(run, monkeypatch):
    command = click.Command("five", callback=lambda: 5)
    monkeypatch.setattr(main.commands, "get_command", lambda *_: command)
    assert run("five") == (5, "", "")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_command_with_its_code_and_no_traceback(sent):
    code = (
        "import click, time, sys; from analysis.cli import main as shell;"
        "wait = click.Command('wait', callback=lambda: (print('waiting', flush=True), time.sleep(60)));"
        "shell.Commands.get_command = lambda *_: wait; shell.main(['wait'])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        process.send_signal(sent)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 128 + sent
    assert err in {"stopped\n", "stopped by Ctrl-C\n"}


def test_a_closed_pipe_is_no_error():
    with subprocess.Popen(
        [sys.executable, str(ROOT / "run.py"), "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_terminal_of_few_letters_is_no_error():
    done = run_py("check", "…", PYTHONIOENCODING="latin-1")
    assert done.returncode == 2
    assert done.stderr.startswith("error: '\\u2026' is neither a file")


@pytest.mark.parametrize("words", [("--help",), ("check", "baseline"), ("list",), ("parameters", "price"), ("schema",)])
def test_light_commands_import_nothing_heavy(words):
    assert run_py(*words).returncode == 0
    code = (
        "import sys, atexit;"
        f"atexit.register(lambda: print([name for name in {HEAVY} if name in sys.modules]));"
        f"from analysis.cli.commands import main; main({list(words)!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_to_check_a_replayed_file_imports_nothing_heavy(tmp_path):
    (tmp_path / "prices.csv").write_text("date;price\n2024-01-01;9,99\n2024-01-08;8,00\n")
    pricing = "{strategy: replay, file: prices.csv}"
    (tmp_path / "replayed.yaml").write_text(f"extends: baseline\nfirms: {{Alba: {{pricing: {pricing}}}}}\n")
    test_light_commands_import_nothing_heavy(("check", str(tmp_path / "replayed.yaml")))
