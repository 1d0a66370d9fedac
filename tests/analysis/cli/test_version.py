"""`--version` says what a report of a fault should tell."""

import platform
from importlib import metadata

import pytest

from analysis.cli import main


def test_the_version_tells_sources_and_libraries(capsys):
    with pytest.raises(SystemExit) as end:
        main.main(["--version"])
    first, second = capsys.readouterr().out.splitlines()
    assert end.value.code == 0
    assert first.startswith("loyalty-simulator ")
    assert "sources" in first
    assert second.startswith(f"python {platform.python_version()}, ")
    assert f"numpy {metadata.version('numpy')}" in second
