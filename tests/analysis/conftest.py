"""Commands as users meet them, in this process."""

import signal

import pytest

from analysis.cli import main
from tests.analysis.sample_studies import DUEL


@pytest.fixture
def loyalty(capsys, monkeypatch, tmp_path):
    """A command line run in this process and in an empty folder: its code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "duel.yaml").write_text(DUEL)
    before = signal.getsignal(signal.SIGTERM)

    def loyalty(*words):
        with pytest.raises(SystemExit) as end:
            main.main(words)
        captured = capsys.readouterr()
        return end.value.code, captured.out, captured.err

    yield loyalty
    signal.signal(signal.SIGTERM, before)
