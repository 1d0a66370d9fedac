"""From the options of a command to how and where its study is carried out."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.cli.options import picked
from analysis.execution.execution import Execution
from analysis.study.files import folder_of


def execution_of(given: Mapping[str, Any], *, as_json: bool) -> Execution:
    """How the options want a study carried out; nothing is said beside JSON."""
    execution = picked(Execution, given)
    return replace(execution, quiet=execution.quiet or as_json)


def placed(execution: Execution, name: str) -> Execution:
    """The same with its folder, the default one for a study of this name, and with the line that goes on in it."""
    out = folder_of(name, execution)
    return replace(execution, out=out, again=_typed_again(out))


def _typed_again(out: Path) -> str:
    """The command line that goes on with this one."""
    program = "loyalty" if Path(sys.argv[0]).stem == "loyalty" else "python run.py"
    words = [word for word in sys.argv[1:] if word != "--resume"]
    is_named = any(word == "--out" or word.startswith("--out=") for word in words)
    return f"{program} {shlex.join([*words, *([] if is_named else ['--out', str(out)]), '--resume'])}"
