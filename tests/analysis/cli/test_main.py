"""The command line: codes, streams, speed, and the commands that run nothing."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from analysis.cli import main
from simulation.reading.errors import Fault, Refused
from simulation.scenario.inheritance import SHIPPED, shipped_names
from simulation.scenario.json_schema import editor_schema
from tests.analysis.wording import wording

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


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run a command line in this process and in an empty folder: its code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    before = signal.getsignal(signal.SIGTERM)

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main.main(words)
        captured = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return end.value.code, captured.out, captured.err

    yield run
    signal.signal(signal.SIGTERM, before)


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
        (("--vresion",), "no option '--vresion'; valid here: --help"),
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


@pytest.mark.parametrize("words", [("--help",), ("check", "baseline"), ("list",), ("schema",)])
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


def test_check_tells_all_faults_of_all_files_and_what_is_right(run, tmp_path):
    (tmp_path / "good.yaml").write_text("extends: baseline\nmarket: {weeks: 5}\n")
    (tmp_path / "bad.yaml").write_text("extends: baseline\nfirms:\n  Alba:\n    pricing: {prise: 9}\nfocus: Zed\n")
    code, out, err = run("check", "good.yaml", "bad.yaml", "gone.yaml")
    assert code == 2
    assert out == "good.yaml: ok (firms: 4, strategies: 1, weeks: 5)\n"
    lines = err.splitlines()
    assert lines[0] == "error: bad.yaml:4:15: firms.Alba.pricing.prise: unknown key; did you mean 'price'?"
    assert [line.split(":")[1] for line in lines] == [" bad.yaml", " bad.yaml", *[lines[2].split(":")[1]]]
    assert "'gone.yaml' is neither" in lines[2]


def test_check_takes_the_changes_of_the_command_line(run):
    code, out, _ = run("check", "baseline", "--weeks", "9", "--set", "market.burn_in_weeks=3")
    assert (code, out) == (0, "baseline: ok (firms: 4, strategies: 1, weeks: 9)\n")
    assert run("check", "baseline", "--weeks", "0")[2].startswith("error: --weeks: 0 is out of range")


LATE = """\
extends: baseline
market: {weeks: 8}
events:
  - {event: promotion, firm: Brio, from_week: 200, weeks: 2, depth: 0.2}
"""


def test_check_warns_of_what_has_no_effect_and_refuses_nothing(run, tmp_path):
    (tmp_path / "late.yaml").write_text(LATE)
    code, out, err = run("check", "late.yaml")
    assert (code, out) == (0, "late.yaml: ok (firms: 4, strategies: 1, weeks: 8)\n")
    assert err.startswith("warning: late.yaml:4:5: events.0: never happens: it begins in week 200, and")
    code, out, err = run("check", "late.yaml", "--json")
    assert (code, err) == (0, "")
    (warned,) = json.loads(out)["scenarios"][0]["warnings"]
    assert (warned["line"], warned["path"]) == (4, "events.0")
    assert run("check", "late.yaml", "--weeks", "300")[2] == ""


def test_check_says_which_firms_and_costs_come_with_the_baseline(run, tmp_path):
    firms = "firms:\n  Ours: {pricing: {price: 240}}\n  Theirs: {pricing: {price: 230}}\n"
    (tmp_path / "dear.yaml").write_text(f"extends: baseline\nmarket: {{usual_price: 250}}\n{firms}")
    code, out, err = run("check", "dear.yaml")
    assert code == 0
    assert "as in the baseline: Alba, Brio, Corda, Dorra; `Alba: null` under firms removes one" in out
    assert "costs that nobody states follow market.usual_price: 25 times those of a market of 10" in out
    assert "Alba, Brio, Corda and Dorra ask 9.30 to 10.60 USD" in err
    gone = "".join(f"  {name}: null\n" for name in ("Alba", "Brio", "Corda", "Dorra"))
    (tmp_path / "dear.yaml").write_text(f"extends: baseline\nmarket: {{usual_price: 250}}\n{firms}{gone}")
    code, out, err = run("check", "dear.yaml")
    assert "as in the baseline" not in out + err


def test_check_says_nothing_when_it_is_to_be_quiet(run):
    assert run("check", "baseline", "--quiet") == (0, "", "")


def test_json_is_one_object_and_nothing_else(run):
    code, out, err = run("check", "baseline", "--json", "--set", "focus=Zed")
    assert (code, err) == (2, "")
    answer = json.loads(out)
    assert answer["ok"] is False
    assert answer["scenarios"][0]["faults"][0]["file"] == "--set focus"
    assert json.loads(run("check", "baseline", "--json")[1])["ok"] is True
    assert json.loads(run("new", "mine", "--json")[1]) == {"file": "mine.yaml"}
    scenarios = json.loads(run("list", "--json")[1])["scenarios"]
    assert [row["scenario"] for row in scenarios] == shipped_names()


def test_list_shows_each_scenario_with_its_question(run):
    code, out, _ = run("list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == shipped_names()
    assert all(len(line.split()) > 3 for line in out.splitlines())


def test_new_writes_a_scenario_that_check_accepts_and_overwrites_nothing(run, tmp_path):
    assert run("new", "my_market")[0] == 0
    code, out, err = run("check", "my_market.yaml")
    assert (code, out, err) == (0, "my_market.yaml: ok (firms: 3, strategies: 3, weeks: 52)\n", "")
    (tmp_path / "my_market.yaml").write_text("mine")
    code, _, err = run("new", "my_market.yaml")
    assert (code, err) == (2, wording("file exists", file="my_market.yaml"))
    assert (tmp_path / "my_market.yaml").read_text() == "mine"
    assert run("new", "my_market", "--force")[0] == 0
    assert (tmp_path / "my_market.yaml").read_text().startswith("# yaml-language-server:")


@pytest.mark.parametrize("words", [("schema", "--out", "mine.yaml"), ("new", "mine")])
def test_a_file_that_is_there_is_overwritten_only_when_asked(run, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    mine, other = Path("mine.yaml"), Path("other.txt")
    mine.write_text("dear", encoding="utf-8")
    code, _, err = run(*words)
    assert (code, err) == (2, wording("file exists", file="mine.yaml"))
    assert mine.read_text(encoding="utf-8") == "dear"
    assert run(*words, "--force")[0] == 0
    assert mine.read_text(encoding="utf-8") != "dear"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["mine.yaml"]
    mine.unlink()
    mine.symlink_to(other)
    for force in ((), ("--force",)):
        code, _, err = run(*words, *force)
        assert (code, "mine.yaml is a link" in err, other.exists()) == (2, True, False)
    other.write_text("dear", encoding="utf-8")
    for force in ((), ("--force",)):
        assert run(*words, *force)[0] == 2
    assert other.read_text(encoding="utf-8") == "dear"


def test_the_committed_schema_is_the_one_that_is_printed(run):
    """Where it is not: python run.py schema --out scenarios/scenario.schema.json --force."""
    _, out, _ = run("schema")
    assert (SHIPPED / "scenario.schema.json").read_text(encoding="utf-8") == out
    assert json.loads(out) == editor_schema()


def test_every_shipped_scenario_names_the_schema_in_its_first_line():
    for name in shipped_names():
        first = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
        up = "../" * name.count("/")
        assert first == f"# yaml-language-server: $schema={up}scenario.schema.json", name


def test_the_schema_lets_a_file_say_only_what_differs():
    schema = editor_schema()
    assert "extends" in schema["properties"]
    assert schema["additionalProperties"] is False
    required = [
        block["required"] for block in (schema, *schema["$defs"].values()) if isinstance(block.get("required"), list)
    ]
    assert required == []
    assert {"type": "null"} in schema["properties"]["firms"]["additionalProperties"]["anyOf"]
    assert "oneOf" not in json.dumps(schema)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("loyalty che", ["plain,check"]),
        ("loyalty sweep habit", ["file,habit", "plain,habit_market"]),
        ("loyalty check qu", ["file,qu", "plain,quality_launch", "plain,queue.yaml"]),
        ("loyalty run complaint_desk --strategy open", ["plain,open_door", "plain,open_door_staffed"]),
        ("loyalty explain nowhere --strategy open", []),
        ("loyalty evidence --claim f5", [f"plain,F5{digit}" for digit in range(8)]),
        ("loyalty lesson 1", ["plain,1", "plain,10", "plain,11", "plain,12"]),
        ("loyalty compare baseline --repl", ["plain,--replicates"]),
        ("loyalty nonsense --", ["plain,--help"]),
    ],
)
def test_a_shell_can_complete_commands_scenarios_and_options(run, monkeypatch, typed, offered):
    monkeypatch.setenv("_LOYALTY_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(len(typed.split()) - 1))
    Path("queue.yaml").touch()
    code, out, err = run()
    assert (code, err) == (0, "")
    assert out.split() == offered


def test_bash_itself_offers_shipped_scenarios(tmp_path):
    program = tmp_path / "loyalty"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} {ROOT / 'run.py'}\n")
    program.chmod(0o755)
    typing = (
        'eval "$(loyalty)"; COMP_WORDS=(loyalty compare comp); COMP_CWORD=2; _loyalty_completion loyalty comp compare'
    )
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "_LOYALTY_COMPLETE": "bash_source"}
    line = ["bash", "--norc", "-c", f'{typing} 2>/dev/null; echo "${{COMPREPLY[@]}}"']
    told = subprocess.run(line, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout == "complaint_desk\n"


def test_a_shell_gets_its_script(run, monkeypatch):
    monkeypatch.setenv("_LOYALTY_COMPLETE", "bash_source")
    code, out, _ = run()
    assert code == 0
    assert "_LOYALTY_COMPLETE=bash_complete" in out
