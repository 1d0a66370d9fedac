"""Every recipe of CONTRIBUTING.md, done as it stands in a copy of the project, and what it adds used there."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import one_start
from tests.docs.recipes import PAGE, ROOT, Recipe, changed, copy_of_the_project, recipes

RECIPES = recipes()
MOST = {
    "A kind of loyalty": 4,
    "A firm attribute": 5,
    "A strategy": 1,
    "An event": 1,
    "A metric of what is counted": 1,
    "A metric of something new": 3,
    "A part of the cost": 2,
    "A command": 1,
    "A claim": 2,
    "A lesson": 3,
}
"""How many files may have to be written by hand."""
SHOWN = {
    "A kind of loyalty": ",Alba,curious,",
    "A firm attribute": "green",
    "A strategy": "summer",
    "An event": "walk_out",
    "A metric of what is counted": "Alba,advised_share,",
    "A metric of something new": "Alba,deals,",
    "A part of the cost": "Alba,cost_card,",
    "A command": "behavioral",
    "A claim": "F58",
    "A lesson": "The empty shelf",
}
"""What one of its commands must print, so that the new thing was there and did something."""
STUDY = ["--customers", "100", "--weeks", "4", "--set", "market.burn_in_weeks=2", "--replicates", "2", "--quiet"]
SMALLER = {
    "compare": [*STUDY[:-1], "--no-report"],
    "evidence": ["--set", "market.customers=200", "--quick", "--replicates", "1"],
    "lesson": ["--customers", "400", "--replicates", "2"],
}
"""What is added to a command of the program, so that it takes seconds."""
INTERPRETED = {"A kind of loyalty", "A firm attribute", "A metric of something new"}
"""Recipes that change a compiled rule: to interpret it is quicker than to compile them all."""


ONE_MARKET = "shocks"
"""The exact numbers that are written anew where rules are interpreted: all of them take half a minute there."""


def typed(command: str, *, is_interpreted: bool) -> list[str]:
    """A line of a recipe as words, in a market that is small."""
    program, *words = shlex.split(command)
    if program == "grep":
        return [program, *words]
    assert program == "python", command
    small = SMALLER.get(words[1], []) if words[0] == "run.py" else []
    if words[1] == "pytest":
        small = ["-q", "-p", "no:cacheprovider"]
    elif words[1] == "tests.golden.test_golden" and is_interpreted:
        small = [ONE_MARKET]
    return [sys.executable, *words, *small]


def done(words: list[str], project: Path, **settings: str) -> str:
    """What a command prints that is to succeed."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV", "COLUMNS"))}
    if words[0] == sys.executable:
        ended = one_start.run(words[1:], project, {**clean, **settings})
    else:
        ended = subprocess.run(words, cwd=project, env=clean, capture_output=True, text=True, check=False)
    told = ended.stdout + ended.stderr
    assert ended.returncode == 0, f"{shlex.join(words[1:])}\n{told[-6000:]}"
    return told


@pytest.fixture(scope="module")
def known_types(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy knows of the files that no recipe touches: from its last run here, or from the first recipe."""
    kept, folder = ROOT / ".mypy_cache", tmp_path_factory.mktemp("types") / "known"
    return Path(shutil.copytree(kept, folder)) if kept.is_dir() else folder


def checked(recipe: Recipe, project: Path, known_types: Path) -> None:
    """Style and types of the files that were written by hand."""
    code = [file for file in recipe.files if file.endswith(".py")]
    if code:
        done([sys.executable, "-m", "ruff", "check", "--no-cache", *code], project)
        done([sys.executable, "-m", "mypy", "--cache-dir", str(known_types), *code], project)


@pytest.mark.slow
@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_does_what_it_says(title: str, tmp_path: Path, known_types: Path) -> None:
    recipe, project = RECIPES[title], copy_of_the_project(tmp_path)
    recipe.apply(project)
    is_interpreted = title in INTERPRETED
    settings = {"NUMBA_DISABLE_JIT": "1"} if is_interpreted else {}
    told = [done(typed(command, is_interpreted=is_interpreted), project, **settings) for command in recipe.commands]
    checked(recipe, project, known_types)
    assert any(SHOWN[title] in one for one in told)
    assert any(re.search(r"^\d+ passed", one, re.MULTILINE) for one in told), "no test was named"


@pytest.mark.parametrize("title", RECIPES)
def test_few_files_are_written_by_hand(title: str) -> None:
    """As few as the table of the page says, which is no more than was aimed at."""
    anchor = title.lower().replace(" ", "-")
    (said,) = re.findall(rf"^\| \[.*\]\(#{anchor}\) \| (\d+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(RECIPES[title].files) == int(said) <= MOST[title], RECIPES[title].files


def test_there_is_a_recipe_for_each() -> None:
    assert set(RECIPES) == set(MOST) == set(SHOWN)


def test_a_stale_recipe_is_found() -> None:
    with pytest.raises(AssertionError, match="0 places, and not one"):
        changed("a\nb\n", " c\n+d\n", "file")
    with pytest.raises(AssertionError, match="2 places, and not one"):
        changed("a\nb\na\n", " a\n+d\n", "file")
    assert changed("a\nb\nab\n", " a\n-b\n+c\n@@\n ab\n+d\n", "file") == "a\nc\nab\nd\n"
