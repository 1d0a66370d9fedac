"""The cache trap: an edited rule must not go on living in its old form inside a crowd's cached loop."""

import os
import re
import shutil
from pathlib import Path

import numba
import pytest

import simulation
from simulation.engine.compiling import compiled_sources, is_compiled, source_digest
from tests import one_start
from tests.simulation.sample_markets import INTERPRETED

PACKAGE = Path(simulation.__file__).parent
RULE = "return -math.log(-math.log(chance))"
EDITED = "return -0.5 * math.log(-math.log(chance))"

CROWD = """
import numpy as np
from simulation.engine.chance import gumbel, uniform
from simulation.engine.compiling import phase
from simulation.engine.luck import Luck

@phase
def moods(luck: Luck, found: np.ndarray) -> None:
    for customer in range(found.size):
        found[customer] = gumbel(uniform(luck, 1, customer, 2, 3))

if __name__ == "__main__":
    found = np.empty(100)
    moods(Luck(1, 2), found)
    print(repr(float(found.sum())), sum(moods.stats.cache_hits.values()))
"""


def crowd(folder: Path) -> tuple[float, int]:
    """What a crowd's loop in a file of its own makes of a rule, and how often it was found in the cache."""
    environment = os.environ | {"PYTHONPATH": str(folder), "LOYALTY_CACHE_DIR": str(folder / "cache")}
    environment.pop("NUMBA_DISABLE_JIT", None)
    answer = one_start.run(["-m", "simulation.week.moods"], folder, environment)
    assert answer.returncode == 0, answer.stderr
    total, hits = answer.stdout.split()
    return float(total), int(hits)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the package, with a crowd's loop over a rule of another file."""
    shutil.copytree(PACKAGE, tmp_path / "simulation", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "simulation/week/moods.py").write_text(CROWD, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
def test_an_edited_rule_changes_what_the_crowd_does(copied: Path) -> None:
    before, _ = crowd(copied)
    again, hits = crowd(copied)
    assert (again, hits) == (before, 1)
    rules = copied / "simulation/engine/chance.py"
    text = rules.read_text(encoding="utf-8")
    assert RULE in text
    rules.write_text(text.replace(RULE, EDITED), encoding="utf-8")
    after, hits = crowd(copied)
    assert after == pytest.approx(before / 2.0, rel=1e-12)
    assert hits == 0


def test_the_digest_covers_whatever_compiled_code_imports(copied: Path) -> None:
    package = copied / "simulation"
    sources = compiled_sources(package)
    before = source_digest(package)
    for path in sources:
        path.write_text(path.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
        after = source_digest(package)
        assert after != before, path.name
        before = after
    for path in sources:
        for module in re.findall(r"^from (simulation[.\w]*) import", path.read_text(encoding="utf-8"), re.MULTILINE):
            base = package.joinpath(*module.split(".")[1:])
            assert base.with_suffix(".py") in sources or base / "__init__.py" in sources, f"{path.name}: {module}"


def test_every_rule_and_phase_is_covered() -> None:
    covered = {path.relative_to(PACKAGE).as_posix() for path in compiled_sources()}
    decorated = re.compile(r"^@(rule|row|phase)$", re.MULTILINE)
    with_rules = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if decorated.search(path.read_text(encoding="utf-8"))
    }
    assert with_rules <= covered
    assert {"behavior/parameters.py", "state/tables.py", "state/switch_reasons.py", "state/counts.py"} <= covered


IMPORTS = {
    "from simulation.strategies.series import WEEKS": "strategies/series.py",
    "import simulation.strategies.series as z": "strategies/series.py",
    "import simulation.strategies.series": "strategies/series.py",
    "import simulation\n\nWEEKS = simulation.strategies.series.WEEKS": "strategies/series.py",
    "from simulation import strategies\n\nWEEKS = strategies.series.WEEKS": "strategies/series.py",
    "from ..strategies import series": "strategies/series.py",
    "from ..strategies.series import WEEKS as w": "strategies/series.py",
    "from .. import result": "result.py",
    "if True:\n    from simulation.strategies import (\n        series as s,\n    )": "strategies/series.py",
    "try:\n    import simulation.strategies.series\nexcept ImportError:\n    pass": "strategies/series.py",
}


@pytest.mark.parametrize(("imports", "reached"), IMPORTS.items(), ids=range(len(IMPORTS)))
def test_every_way_to_import_is_seen(imports: str, reached: str, copied: Path) -> None:
    package = copied / "simulation"
    (package / "week/moods.py").write_text(f"{imports}\n{CROWD}", encoding="utf-8")
    before = source_digest(package)
    path = package / reached
    path.write_text(path.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    assert source_digest(package) != before
    kept = f"from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import simulation.firm.firm\n{CROWD}"
    (package / "week/moods.py").write_text(kept, encoding="utf-8")
    compiled = compiled_sources(package)
    assert package / "firm/firm.py" not in compiled, "what only a checker of types reads is not compiled"


def test_what_systems_leave_beside_the_sources_is_no_source(copied: Path) -> None:
    package = copied / "simulation"
    before = source_digest(package)
    (package / "._chance.py").write_bytes(b"\x00\x05\x16\x07 a resource fork \xff")
    (package / "week/.ipynb_checkpoints").mkdir()
    (package / "week/.ipynb_checkpoints/choose-checkpoint.py").write_text(CROWD, encoding="utf-8")
    assert source_digest(package) == before


def test_what_changes_the_code_that_is_made_changes_the_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = source_digest()
    monkeypatch.setattr(numba.config, "BOUNDSCHECK", 1)
    assert source_digest() != before


@pytest.mark.parametrize(
    "name", ["strategies/pricing.py", "market/events/shocks.py", "firm/firm.py", "model.py", "firm/economics.py"]
)
def test_the_digest_leaves_out_what_compiled_code_does_not_read(name: str, copied: Path) -> None:
    before = source_digest(copied / "simulation")
    path = copied / "simulation" / name
    path.write_text(path.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    assert source_digest(copied / "simulation") == before


def test_what_nobody_has_compiled_is_not_taken_for_compiled() -> None:
    def never_compiled() -> None: ...

    assert is_compiled([]) is True
    assert is_compiled([never_compiled]) is INTERPRETED
