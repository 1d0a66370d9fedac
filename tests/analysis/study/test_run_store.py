"""The store of finished runs: what was kept is found again, what was torn or damaged is not."""

import os
import random

import pytest

from analysis.study.lock import FolderRefused
from analysis.study.run_store import STORE, open_store

STUDY = "a" * 64
RUNS = {number: bytes([number]) * (10 * number + 1) for number in (3, 0, 7, 1, 40)}


def filled(folder):
    with open_store(folder, STUDY) as store:
        for number, data in RUNS.items():
            store.keep(number, data)
    return folder / STORE


def found(folder):
    with open_store(folder, STUDY) as store:
        return {number: store.read(number) for number in range(100) if number in store}


def test_what_was_kept_is_found_again(tmp_path):
    filled(tmp_path)
    assert found(tmp_path) == RUNS


def test_a_run_kept_twice_counts_once_and_the_last_holds(tmp_path):
    filled(tmp_path)
    with open_store(tmp_path, STUDY) as store:
        store.keep(3, b"again")
        assert len(store) == len(RUNS)
    assert found(tmp_path) == {**RUNS, 3: b"again"}


def test_cut_off_anywhere_it_keeps_every_whole_run_and_takes_new_ones(tmp_path):
    whole = filled(tmp_path).read_bytes()
    for cut in range(len(whole)):
        (tmp_path / STORE).write_bytes(whole[:cut])
        kept = found(tmp_path)
        assert kept.items() <= RUNS.items()
        assert list(kept) == sorted(list(RUNS)[: len(kept)])
        with open_store(tmp_path, STUDY) as store:
            store.keep(99, b"new")
        assert found(tmp_path) == {**kept, 99: b"new"}


def test_a_flipped_bit_costs_the_run_that_it_hit_and_no_other(tmp_path):
    whole = filled(tmp_path).read_bytes()
    luck = random.Random(1)
    for _ in range(200):
        spoilt = bytearray(whole)
        spoilt[luck.randrange(72, len(whole))] ^= 1 << luck.randrange(8)
        (tmp_path / STORE).write_bytes(spoilt)
        kept = found(tmp_path)
        assert kept.items() <= RUNS.items()
        assert len(kept) >= len(RUNS) - 1


def test_another_study_is_refused(tmp_path):
    filled(tmp_path)
    with pytest.raises(FolderRefused, match="another study"), open_store(tmp_path, "b" * 64):
        pass
    assert found(tmp_path) == RUNS


def test_an_empty_store_leaves_no_file(tmp_path):
    assert found(tmp_path) == {}
    assert not (tmp_path / STORE).exists()


def test_a_pipe_in_its_place_is_refused(tmp_path):
    os.mkfifo(tmp_path / STORE)
    with pytest.raises(FolderRefused, match="no regular file"), open_store(tmp_path, "b" * 64):
        pass
