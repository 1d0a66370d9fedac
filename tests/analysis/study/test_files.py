"""The output folder: whole files or none, nothing foreign touched, tables that read back as they were."""

import ast
import dataclasses
import json
import math
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison.request import RunRequest, plan_run
from analysis.comparison.study import carry_out_comparison
from analysis.execution.execution import Execution
from analysis.formats.csv_bytes import escaped, header, read_csv, rows, shortest, to_csv, unescaped
from analysis.formats.parquet_bytes import read_parquet
from analysis.formats.yaml_bytes import to_yaml
from analysis.provenance import digest, versions
from analysis.study import files as outputs
from analysis.study.atomic_files import checksum
from analysis.study.file_names import WRITTEN
from analysis.study.folder import open_folder
from analysis.study.lock import LOCK, FolderRefused
from analysis.study.manifest import MANIFEST
from analysis.study.scenario_changes import ScenarioChanges
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario
from tests.analysis import sample_results

ROOT = Path(__file__).resolve().parents[3]
FILES = {"weekly.csv": b"a\n1\n", "figures/share.png": b"png"}


def asked(study):
    return {"command": "run", "study": study}


def fill(path, study="one", *, files=FILES, force=False):
    with open_folder(path, asked(study), force=force) as folder:
        return folder.save(files, {"command": "run baseline"})


def everything(path):
    return {entry.relative_to(path).as_posix() for entry in path.rglob("*") if entry.is_file()}


def test_files_and_manifest_are_there_and_nothing_else(tmp_path):
    assert fill(tmp_path / "out")
    assert everything(tmp_path / "out") == {*FILES, MANIFEST}
    manifest = json.loads((tmp_path / "out" / MANIFEST).read_text())
    assert manifest["files"] == {name: checksum(data) for name, data in FILES.items()}
    assert manifest["complete"] is True


def test_a_rerun_rewrites_nothing(tmp_path):
    fill(tmp_path)
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in (*FILES, MANIFEST)}
    assert not fill(tmp_path)
    assert before == {name: (tmp_path / name).stat().st_mtime_ns for name in (*FILES, MANIFEST)}


def test_a_missing_file_is_written_again(tmp_path):
    fill(tmp_path)
    (tmp_path / "weekly.csv").unlink()
    assert fill(tmp_path)
    assert (tmp_path / "weekly.csv").read_bytes() == FILES["weekly.csv"]


def spoil_study(path):
    fill(path, "two")


def spoil_foreign(path):
    path.mkdir()
    (path / "thesis.docx").write_text("dear")


def spoil_damaged(path):
    fill(path)
    (path / "weekly.csv").write_bytes(b"a\n2\n")


def spoil_manifest(path):
    fill(path)
    (path / MANIFEST).write_text("{")


def spoil_depth(path):
    fill(path)
    (path / MANIFEST).write_text("[" * 200_000)


def spoil_file(path):
    path.write_text("a file")


def spoil_inner(path):
    fill(path)
    (path / "figures" / "mine.png").write_text("mine")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_study, "another study: study is 'two' there and 'one' now"),
        (spoil_foreign, "thesis.docx"),
        (spoil_damaged, "weekly.csv is damaged"),
        (spoil_manifest, "manifest.json is damaged"),
        (spoil_depth, "manifest.json is damaged"),
        (spoil_file, "is a file"),
        (spoil_inner, "figures/mine.png"),
    ],
)
def test_a_folder_that_is_not_ours_is_refused_and_left_alone(tmp_path, spoil, said):
    out = tmp_path / "out"
    spoil(out)
    before = {name: (out / name).read_bytes() for name in everything(out)} if out.is_dir() else {}
    with pytest.raises(FolderRefused, match=said) as refusal:
        fill(out)
    assert refusal.value.exit_code == 3
    assert not out.is_dir() or before == {name: (out / name).read_bytes() for name in everything(out)}


@pytest.mark.parametrize(("name", "said"), [(MANIFEST, "a pipe or a device"), ("weekly.csv", "is damaged")])
@pytest.mark.parametrize("target", [None, "/dev/zero"])
def test_pipes_and_devices_in_a_folder_are_refused_not_read(tmp_path, name, said, target):
    out = tmp_path / "out"
    fill(out)
    (out / name).unlink()
    os.mkfifo(out / name) if target is None else (out / name).symlink_to(target)
    with pytest.raises(FolderRefused, match=said):
        fill(out)


def test_force_replaces_what_the_old_manifest_lists_and_nothing_else(tmp_path):
    fill(tmp_path, "two", files={"weekly.csv": b"old", "drivers.csv": b"old"})
    (tmp_path / "thesis.docx").write_text("dear")
    assert fill(tmp_path, force=True)
    assert everything(tmp_path) == {*FILES, MANIFEST, "thesis.docx"}
    assert (tmp_path / "weekly.csv").read_bytes() == FILES["weekly.csv"]


def test_force_never_overwrites_a_file_of_somebody_else(tmp_path):
    (tmp_path / "weekly.csv").write_text("mine")
    with pytest.raises(FolderRefused, match="not ours"):
        fill(tmp_path, force=True)
    assert (tmp_path / "weekly.csv").read_text() == "mine"


def test_a_planted_manifest_reaches_nothing_outside(tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_text("dear")
    out = tmp_path / "out"
    out.mkdir()
    planted = {"study": "two", "complete": True, "files": {"../victim.txt": "0", str(victim): "0"}}
    (out / MANIFEST).write_text(json.dumps(planted))
    fill(out, force=True)
    assert victim.read_text() == "dear"


def test_a_planted_manifest_removes_nothing_that_this_program_does_not_write(tmp_path):
    fill(tmp_path, "two")
    mine = {name: f"dear {name}" for name in ("thesis.docx", "data.csv", "scenario.yaml.txt", "xweekly.csv")}
    for name, text in mine.items():
        (tmp_path / name).write_text(text)
    manifest = json.loads((tmp_path / MANIFEST).read_text())
    manifest["files"] |= {name: checksum(text.encode()) for name, text in mine.items()}
    (tmp_path / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(FolderRefused):
        fill(tmp_path)
    assert fill(tmp_path, force=True)
    assert {name: (tmp_path / name).read_text() for name in mine} == mine


def names_in(source):
    """Every name of a table or page that a file of the program has in its text."""
    texts = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and re.fullmatch(r"[\w-]+\.(csv|parquet|html|yaml)", text)}


def test_the_names_that_this_program_writes_are_all_known():
    """A new output file stands in `analysis/study/file_names.py` too, or an old one of its name would stay behind."""
    others = {"page.html", "bands.yaml", "baseline.yaml", "points.csv"}
    found = set().union(*(names_in(file.read_text("utf-8")) for file in (ROOT / "analysis").rglob("*.py")))
    assert {"weekly.csv", "flows.csv", "weekly.parquet", "runs.parquet", "report.html", "best.yaml"} <= found
    assert [name for name in sorted(found - others) if not WRITTEN.fullmatch(name)] == []


LISTED = """.DS_Store|.~lock.weekly.csv#|Thumbs.db|thumbs.db|desktop.ini|Desktop.ini|.ipynb_checkpoints|weekly.csv~
.nfs000000000123|._weekly.csv|.directory|$RECYCLE.BIN|System Volume Information|#weekly.csv#|.#weekly.csv|.apdisk
.weekly.csv.swp|~$weekly.csv|.Trash-1000|.fuse_hidden0000|__pycache__|lost+found|.Spotlight-V100|.fseventsd|.dropbox
.stfolder|@eaDir|.goutputstream-ABC123|.Rhistory|.gitignore|ehthumbs.db|.idea|.vscode|__MACOSX|.syncthing.x.csv.tmp"""
DROPPED = (*LISTED.replace("\n", "|").split("|"), "Icon\r")


def test_what_systems_drop_into_a_folder_stops_nothing(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    fill(old)
    for place, name in enumerate(DROPPED):
        for folder in (old, old / "figures", new):
            (folder / name).mkdir(parents=True) if place % 5 == 0 else (folder / name).touch()
    dropped = everything(old)
    assert not fill(old)
    begun = json.loads((old / MANIFEST).read_text()) | {"complete": False}
    (old / MANIFEST).write_text(json.dumps(begun))
    with open_folder(old, asked("one"), resume=True) as folder:
        assert folder.save(FILES, {})
    assert everything(old) == dropped
    assert fill(new), "a folder that only systems have looked at is a new one"


@pytest.mark.parametrize("name", ["thesis.docx", "weekly2.csv", "x.part", "notes.txt", "Icon", "tmp"])
def test_what_somebody_wrote_is_somebodys(tmp_path, name):
    fill(tmp_path)
    (tmp_path / name).touch()
    with pytest.raises(FolderRefused, match="not ours"):
        fill(tmp_path)


def test_other_versions_of_libraries_are_said_where_numbers_pass_by_and_kept_in_the_manifest(tmp_path, caplog):
    fill(tmp_path)
    manifest = json.loads((tmp_path / MANIFEST).read_text())
    begun = manifest | {"complete": False, "libraries": versions() | {"pyarrow": "1.2.3", "scipy-like": "1"}}
    (tmp_path / MANIFEST).write_text(json.dumps(begun))
    with open_folder(tmp_path, asked("one"), resume=True) as folder:
        folder.begin()
        folder.save(FILES | {"summary.csv": b"1"}, {"libraries": versions()})
    said = "was begun with other versions of libraries that its numbers do not pass through: "
    assert f"{said}pyarrow 1.2.3 then, {versions()['pyarrow']} now; scipy-like 1 then, absent now" in caplog.text
    after = json.loads((tmp_path / MANIFEST).read_text())
    assert (after["began_with"]["pyarrow"], after["libraries"]) == ("1.2.3", versions())
    caplog.clear()
    with open_folder(tmp_path, asked("two"), force=True) as folder:
        folder.save(FILES, {"libraries": versions()})
    assert "began_with" not in json.loads((tmp_path / MANIFEST).read_text())
    assert not caplog.text


def test_a_manifest_that_nobody_could_have_written_is_damaged(tmp_path):
    (tmp_path / MANIFEST).write_text("[" * 200_000)
    with pytest.raises(FolderRefused, match="damaged"):
        fill(tmp_path)


def test_links_are_replaced_not_followed(tmp_path):
    out = tmp_path / "out"
    fill(out)
    victim = tmp_path / "victim.txt"
    victim.write_text("dear")
    (out / "weekly.csv").unlink()
    (out / "weekly.csv").symlink_to(victim)
    fill(out, force=True)
    assert victim.read_text() == "dear"
    assert not (out / "weekly.csv").is_symlink()


def test_a_run_killed_while_writing_can_be_run_again(tmp_path):
    begun = {"study": digest(asked("one")), "complete": False, "files": {"weekly.csv": "0"}}
    (tmp_path / MANIFEST).write_text(json.dumps(begun))
    (tmp_path / "weekly.csv").write_bytes(b"half")
    (tmp_path / ".weekly.csv.0a1b2c3d.part").write_bytes(b"quarter")
    assert fill(tmp_path)
    assert everything(tmp_path) == {*FILES, MANIFEST}


def test_a_failure_leaves_no_folder_behind(tmp_path):
    with pytest.raises(ZeroDivisionError), open_folder(tmp_path / "a" / "b", asked("one")):
        raise ZeroDivisionError
    assert not (tmp_path / "a").exists()


def test_a_folder_in_use_is_refused_with_its_holder(tmp_path):
    with (
        open_folder(tmp_path, asked("one")),
        pytest.raises(FolderRefused, match=f"process {os.getpid()} on {socket.gethostname()}"),
        open_folder(tmp_path, asked("one")),
    ):
        pass
    assert fill(tmp_path)


def test_the_lock_of_a_dead_process_does_not_hold(tmp_path):
    code = "import sys, os; sys.path.insert(0, sys.argv[1])\nfrom pathlib import Path\n"
    code += "from analysis.study.lock import locked\nwith locked(Path(sys.argv[2])): os._exit(1)"
    subprocess.run([sys.executable, "-c", code, str(ROOT), str(tmp_path)], check=False, timeout=60)
    assert (tmp_path / LOCK).exists()
    assert fill(tmp_path)


NAMES = ("NA", "null", "=1+1", "+x", "-x", "@x", "'x", "''=x", "St. Alba", 'a,"b"', "naïve", "1e3", "  x")


def test_names_survive_the_round_trip_and_no_spreadsheet_runs_them(tmp_path):
    frame = pd.DataFrame({"firm": NAMES, "profit": [float(i) for i in range(len(NAMES))]})
    (tmp_path / "t.csv").write_bytes(to_csv(frame))
    text = (tmp_path / "t.csv").read_text()
    assert not any(line.startswith(("=", "+", "-", "@")) for line in text.splitlines())
    pd.testing.assert_frame_equal(read_csv(tmp_path / "t.csv"), frame, check_dtype=False)


def test_a_table_reads_as_any_other_program_would_have_written_it():
    numbers = [0.0, -0.0, 1e16, 1.5e-5, 1e-320, 0.1 + 0.2, 123456789.0, math.inf, -math.inf, math.nan, 2.0, 7.0, 1e22]
    frame = pd.DataFrame({"firm": NAMES, "profit": numbers, "week": range(13), 'a,"b"': [None, *numbers[1:]]})
    plain = frame.assign(firm=[escaped(name) for name in NAMES]).to_csv(index=False, lineterminator="\n").encode()
    assert to_csv(frame) == plain
    assert header(frame) + rows(frame[:5]) + rows(frame[5:]) == plain


@given(st.text(max_size=20))
def test_escaping_is_undone_exactly(text):
    assert unescaped(escaped(text)) == text


@given(st.lists(st.floats(allow_nan=True, allow_infinity=False), min_size=1, max_size=20))
def test_numbers_survive_to_the_bit(tmp_path_factory, numbers):
    file = tmp_path_factory.getbasetemp() / "numbers.csv"
    frame = pd.DataFrame({"week": range(len(numbers)), "profit": numbers})
    file.write_bytes(to_csv(frame))
    back = read_csv(file)
    assert to_csv(back) == to_csv(frame)
    for before, after in zip(numbers, back["profit"], strict=True):
        assert (math.isnan(before) and math.isnan(after)) or before == after


@given(st.lists(st.floats() | st.floats(1e-5, 1e17) | st.integers(-(10**17), 10**17).map(float), min_size=1))
def test_numbers_are_written_as_python_writes_them(numbers):
    written = ["" if math.isnan(number) else repr(number) for number in numbers]
    assert shortest(np.array(numbers)).to_pylist() == written


@pytest.mark.parametrize("name", ["no", "1e3", "010", "1:30", "null", "~", "0x10", "- a", "a: b", "#x", "é 'q' \"d\""])
def test_the_resolved_scenario_reads_back_as_it_was(tmp_path, name):
    scenario = load("baseline").change("question", name)
    tree = scenario.tree()
    tree["compare"] = {name: {}}
    scenario = Scenario.model_validate(tree)
    file = tmp_path / "scenario.yaml"
    file.write_bytes(to_yaml(scenario.tree()))
    assert load(str(file)) == scenario
    assert list(load(str(file)).firms) == list(scenario.firms)


@pytest.fixture
def findings(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.comparison.study.task", sample_results.kept(sample_results.task))
    plan = plan_run(RunRequest.of("baseline", ScenarioChanges(replicates=2, weeks=6, customers=100)))
    return carry_out_comparison(plan, Execution(out=tmp_path / "out", report=False))


def test_the_manifest_explains_every_column(findings):
    manifest = json.loads((findings.folder / MANIFEST).read_text())
    for name, frame in findings.frames.items():
        assert list(manifest["columns"][name]) == list(frame.columns)
    assert manifest["columns"]["weekly.parquet"]["profit"]["unit"] == "USD"
    assert manifest["columns"]["weekly.csv"]["ci_low"]["unit"] == "as the metric"
    assert manifest["seed"] == 1
    assert manifest["scenario_hash"] == findings.plan.scenario_hash


def test_the_tables_of_a_run(findings):
    assert everything(findings.folder) == {
        *("weekly.parquet", "segments.parquet", "flows.parquet"),
        *("weekly.csv", "segments.csv", "outcomes.csv", "summary.csv", "standing.csv", "scenario.yaml", MANIFEST),
    }  # fmt: skip
    summary = read_csv(findings.folder / "summary.csv")
    assert list(summary.columns) == [
        "strategy",
        "firm",
        "metric",
        "mean",
        "sd",
        "ci_low",
        "ci_high",
        "replicates",
    ]
    assert set(summary["firm"]) == set(sample_results.FIRMS)
    pd.testing.assert_frame_equal(read_csv(findings.folder / "weekly.csv"), findings.frames["weekly.csv"])
    weekly = read_parquet(findings.folder / "weekly.parquet")
    pd.testing.assert_frame_equal(weekly, findings.frames["weekly.parquet"], check_exact=True)


def test_default_folders_do_not_collide(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first = outputs.default_folder("St. Alba/..")
    first.mkdir(parents=True)
    assert first.parent == Path("results")
    assert outputs.default_folder("St. Alba/..") != first


def test_frozen_findings_cannot_be_changed(findings):
    with pytest.raises(dataclasses.FrozenInstanceError):
        findings.folder = Path()
