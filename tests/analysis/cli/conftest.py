"""A command line in a folder that is empty."""

import signal

import pytest

from analysis.cli import main


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
