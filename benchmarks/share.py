"""What a study takes for each processor second inside compiled phases: `python -m benchmarks.share [STUDY …]`.

The program counts those seconds itself and tells them with `--debug`, so that neither a profiler nor a quiet machine is
needed. 1.0 would be a study of nothing but compiled phases. `--check` fails where a ratio is a quarter above that of
`share.json`, `--write` puts it there, and `--against FOLDER` compares total processor seconds with another checkout, in
rounds that alternate.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEPT = Path(__file__).with_name("share.json")
GROWN = 1.25
STUDIES = {
    "compare": ["compare", "complaint_desk"],
    "sweep": ["sweep", "baseline", "--vary", "firms.Alba.pricing.price=9:11:250", "--replicates", "4",
              "--customers", "1000", "--weeks", "52", "--no-report"],
    "worlds": ["compare", "complaint_desk", "--uncertain=16", "--customers", "2000", "--no-report"],
    "calibration": ["calibrate", "baseline", "--set", "observed.Alba={market_share: 0.3, nps: 20}", "--no-report"],
}  # fmt: skip
TOLD = re.compile(r"compiled phases took ([\d.]+) of ([\d.]+) processor seconds")


def spent(words: list[str], project: Path) -> tuple[float, float]:
    """Processor seconds of a command inside compiled phases, and in all; compiled rules lie ready."""
    with tempfile.TemporaryDirectory() as folder:
        ended = subprocess.run(
            [sys.executable, str(project / "run.py"), *words, "--quiet", "--debug", "--out", f"{folder}/out"],
            cwd=folder, env={**os.environ, "PYTHONPATH": str(project)}, capture_output=True, text=True, check=False,
        )  # fmt: skip
    told = TOLD.search(ended.stderr)
    if ended.returncode or told is None:
        sys.exit(ended.stderr)
    return float(told[1]), float(told[2])


def total(words: list[str], project: Path) -> float:
    """Processor seconds of a command in another checkout, which may not count them itself."""
    before = os.times()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(project / "run.py"), *words, "--quiet", "--out", f"{folder}/out"]
        environment = {**os.environ, "PYTHONPATH": str(project)}
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def compared(words: list[str], other: Path, rounds: int) -> float:
    """Total processor seconds here by those of another checkout, over rounds that alternate."""
    for project in (ROOT, other):
        total(["run", "baseline", "--customers", "200", "--weeks", "4", "--no-report"], project)  # rules are compiled
    here, there = zip(*((total(words, ROOT), total(words, other)) for _ in range(rounds)), strict=True)
    return float(sum(here) / sum(there))


def main() -> None:
    """Print each study's ratio."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("studies", nargs="*", choices=[[], *STUDIES], help="default: all")
    asked.add_argument("--check", action="store_true", help="fail where a ratio grew by a quarter")
    asked.add_argument("--write", action="store_true", help="keep the ratios")
    asked.add_argument("--against", type=Path, help="another checkout")
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    spent(["run", "baseline", "--customers", "200", "--weeks", "4", "--no-report"], ROOT)
    grown = []
    for name in given.studies or STUDIES:
        compiled, whole = spent(STUDIES[name], ROOT)
        ratio = whole / compiled
        if given.check and ratio > GROWN * kept[name]:
            grown.append(name)
        told = f"{name}: {whole:.1f} processor seconds, {compiled:.1f} of them in compiled phases: {ratio:.2f}"
        was = f" (kept: {kept[name]:.2f})" if name in kept else ""
        print(told + was)
        if given.against:
            part = compared(STUDIES[name], given.against, given.rounds)
            print(f"{name}: {part:.2f} of the other checkout's processor seconds")
        kept[name] = round(ratio, 2)
    if given.write:
        KEPT.write_text(json.dumps(kept, indent=1) + "\n")
    if grown:
        sys.exit(f"grown by a quarter: {', '.join(grown)}")


if __name__ == "__main__":
    main()
