"""Compiled code is run as it lies there: it is read from nowhere that others may write to, and from wherever it may."""

import os
import pickle
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulation.engine.compiled_cache import is_private, read_private, write_private
from tests.simulation.engine.sample_package import asked, copied_to, told

NOBODY = 65534
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
as_root = pytest.mark.skipif(not IS_ROOT, reason="only root can act as another user")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="owners and rights are those of POSIX")
BECOME_NOBODY = f"""
import os, sys
import numba
numba.njit(lambda number: number + 1.0)(1.0)  # whatever is loaded late: the other user may not read this Python
from simulation.engine import chance
for name in [name for name in sys.modules if name.startswith("simulation")]:
    del sys.modules[name]
os.setgroups([])
os.setgid({NOBODY})
os.setuid({NOBODY})
"""
NO_HOME = {"LOYALTY_CACHE_DIR": "", "XDG_CACHE_HOME": "", "HOME": "/proc/nohome"}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A copy of the package that every user of this machine can read."""
    folder = Path(tempfile.mkdtemp(prefix="shelf-"))
    folder.chmod(0o755)
    yield copied_to(folder)
    shutil.rmtree(folder)


class Planted:
    """What somebody would leave in a cache to have it run."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self):
        return os.system, (f"touch {self.mark}",)


def plant(folder: Path) -> Path:
    """Put such a thing in the place of all code that a cache holds; the file that tells that it ran."""
    mark = folder / "it_ran"
    [*codes] = folder.rglob("*.code")
    assert codes
    for code in codes:
        write_private(code, pickle.dumps(Planted(mark)))
    return mark


def shelf_of(folder: Path) -> Path:
    return folder / "cache/loyalty-simulator"


def refused(folder: Path) -> bool:
    answer = asked(folder, "total()")
    return answer.returncode != 0 and "LOYALTY_CACHE_DIR: " in answer.stderr and "chmod -R go-w" in answer.stderr


@pytest.mark.slow
def test_what_is_planted_where_only_we_write_is_run(open_folder: Path) -> None:
    """So that the tests below cannot pass because nothing is ever read."""
    told(open_folder, "total()")
    mark = plant(open_folder)
    asked(open_folder, "total()")
    assert mark.exists()


@pytest.mark.slow
@pytest.mark.parametrize("which", ["cache", "cache/loyalty-simulator", "cache/loyalty-simulator/rules-*"])
def test_a_folder_that_others_may_write_to_is_refused(which: str, open_folder: Path) -> None:
    told(open_folder, "total()")
    mark = plant(open_folder)
    [folder] = open_folder.glob(which)
    folder.chmod(0o775)
    assert refused(open_folder)
    folder.chmod(0o777)
    assert refused(open_folder)
    assert not mark.exists()


@as_root
@pytest.mark.slow
def test_what_belongs_to_somebody_else_is_not_run(open_folder: Path) -> None:
    [plain, _] = told(open_folder, "total()")
    mark = plant(open_folder)
    for code in shelf_of(open_folder).rglob("*.code"):
        os.chown(code, NOBODY, NOBODY)
    assert told(open_folder, "total()") == [plain, "0"]
    plant(open_folder)
    os.chown(shelf_of(open_folder), NOBODY, NOBODY)
    assert refused(open_folder)
    assert not mark.exists()


@pytest.mark.slow
def test_code_that_others_may_change_is_compiled_again(open_folder: Path) -> None:
    [plain, _] = told(open_folder, "total()")
    mark = plant(open_folder)
    for code in shelf_of(open_folder).rglob("*.code"):
        code.chmod(0o666)
    assert told(open_folder, "total()") == [plain, "0"]
    assert not mark.exists()
    assert told(open_folder, "total()") == [plain, "1"]


@pytest.mark.slow
def test_without_a_home_a_folder_that_anybody_can_guess_is_not_trusted(open_folder: Path) -> None:
    """The system's folder for temporary files is everybody's."""
    [plain, _] = told(open_folder, "total()")
    mark = plant(open_folder)
    shared = open_folder / "cache"
    shared.chmod(0o1777)
    shelf_of(open_folder).chmod(0o777)
    before = set(shared.iterdir())
    assert told(open_folder, "total()", TMPDIR=str(shared), **NO_HOME) == [plain, "0"]
    assert not mark.exists()
    assert set(shared.iterdir()) == before, "its own temporary folder goes with the process"


@pytest.mark.slow
def test_the_users_own_cache_folder_that_others_may_write_to_is_passed_over_and_said(open_folder: Path) -> None:
    [plain, _] = told(open_folder, "total()")
    mark = plant(open_folder)
    shelf_of(open_folder).chmod(0o777)
    answer = asked(open_folder, "total()", LOYALTY_CACHE_DIR="", XDG_CACHE_HOME=str(open_folder / "cache"))
    assert answer.stdout.strip() == f"{plain}|0"
    assert answer.stderr.startswith(f"warning: {shelf_of(open_folder)} is not used: ")
    assert not mark.exists()


@pytest.mark.slow
def test_a_filled_folder_that_cannot_be_written_is_used(open_folder: Path) -> None:
    """By another user where we are root, who may write everywhere."""
    [plain, _] = told(open_folder, "total()")
    folders = [shelf_of(open_folder), *shelf_of(open_folder).iterdir()]
    for folder in folders:
        folder.chmod(0o555)
    before = sorted(open_folder.rglob("*"))
    answer = asked(open_folder, "total()", first=BECOME_NOBODY if IS_ROOT else "", HOME="/proc/nohome")
    assert answer.stdout.strip() == f"{plain}|1", answer.stderr
    assert sorted(open_folder.rglob("*")) == before
    for folder in folders:
        folder.chmod(0o755)


@pytest.mark.slow
def test_an_empty_folder_that_cannot_be_made_is_no_reason_to_stop(open_folder: Path) -> None:
    [plain, _] = told(open_folder, "total()")
    (open_folder / "file").touch()
    assert told(open_folder, "total()", LOYALTY_CACHE_DIR=str(open_folder / "file/cache")) == [plain, "0"]


@as_root
@pytest.mark.slow
def test_where_nothing_can_be_written_nothing_is_asked_for(open_folder: Path) -> None:
    """No folder for temporary files either: the whole disk is read-only."""
    close = "mount -o remount,ro,bind /"
    shut = ["unshare", "-m", "sh", "-c", f'{close} && touch "$0" 2>/dev/null && exit 99; cd / && exec "$@"']
    if subprocess.run([*shut[:4], close], check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody have a file system of their own")
    [plain, _] = told(open_folder, "total()")
    answer = asked(open_folder, "total()", *shut, str(open_folder / "new"), TMPDIR="")
    assert answer.returncode != 99, "the disk could be written"
    assert answer.stdout.strip() == f"{plain}|1", answer.stderr
    empty = asked(open_folder, "total()", *shut, str(open_folder / "new"), TMPDIR="", LOYALTY_CACHE_DIR="/proc/none")
    assert empty.stdout.strip() == f"{plain}|0", empty.stderr


@pytest.mark.slow
@pytest.mark.parametrize("mask", ["0", "002", "077"])
def test_what_we_make_is_ours_alone_to_change_whatever_the_mask(mask: str, open_folder: Path) -> None:
    shell = ["sh", "-c", f'umask {mask}; exec "$@"', "sh"]
    first, second = (asked(open_folder, "total()", *shell) for _ in range(2))
    assert (first.stdout.strip()[-2:], second.stdout.strip()[-2:]) == ("|0", "|1"), second.stderr
    made = [open_folder / "cache", *(open_folder / "cache").rglob("*")]
    assert not [path for path in made if path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH)]


def test_a_damaged_file_counts_as_none(tmp_path: Path) -> None:
    file = tmp_path / "rule.code"
    assert read_private(file) is None
    write_private(file, b"code")
    assert read_private(file) == b"code"
    assert [path.name for path in tmp_path.iterdir()] == ["rule.code"]
    whole = file.read_bytes()
    for damaged in (whole[:-1], b"", whole[:5], bytes([whole[0] ^ 1]) + whole[1:], whole + b"x"):
        file.write_bytes(damaged)
        assert read_private(file) is None
    file.write_bytes(whole)
    (tmp_path / "link.code").symlink_to(file)
    assert read_private(tmp_path / "link.code") is None
    os.mkfifo(tmp_path / "pipe.code")
    assert read_private(tmp_path / "pipe.code") is None


def test_what_is_the_administrators_is_trusted() -> None:
    root = os.stat_result((0o40755, 0, 0, 1, 0, 0, 0, 0, 0, 0))
    assert is_private(root)
    other = os.geteuid() + 1
    assert not is_private(os.stat_result((0o40755, 0, 0, 1, other, 0, 0, 0, 0, 0)))
    assert not is_private(os.stat_result((0o40775, 0, 0, 1, os.geteuid(), 0, 0, 0, 0, 0)))
