"""A shell completes commands, scenarios and options."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.evidence.verdicts.criteria import facts
from analysis.lessons.book import lessons

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("loyalty che", ["plain,check"]),
        ("loyalty sweep habit", ["file,habit", "plain,habit_market"]),
        ("loyalty check qu", ["file,qu", "plain,quality_launch", "plain,queue.yaml"]),
        ("loyalty run complaint_desk --strategy open", ["plain,open_door", "plain,open_door_staffed"]),
        ("loyalty explain nowhere --strategy open", []),
        ("loyalty evidence --claim f5", [f"plain,{claim}" for claim in facts() if claim.startswith("F5")]),
        ("loyalty lesson 1", [f"plain,{one.number}" for one in lessons() if str(one.number).startswith("1")]),
        ("loyalty compare baseline --repl", ["plain,--replicates"]),
        ("loyalty nonsense --", ["plain,--version", "plain,--help"]),
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
