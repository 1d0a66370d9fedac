"""What the pages for people tell to type is typed here, in a small market; what they point at exists."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("simulation/*.md"), *ROOT.glob("docs/*.md")])
TYPED = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(python run\.py [^`]+)`")
SMALL = ["--customers", "200", "--weeks", "4", "--set", "market.burn_in_weeks=2", "--replicates", "2", "--no-report"]
STUDIES = {"sweep", "sensitivity", "optimise", "tournament"}
SIZES = {r"customers=\d+": "customers=200", r"weeks=\d+": "weeks=4"}
SET_UP = ("python3 -m venv", "pip install", "pre-commit install")
GENERATED = ("python -m simulation.describing", "python run.py schema --out scenarios/scenario.schema.json")
"""These write into the checkout; that what they would write stands there already is tested elsewhere."""


class Piece(NamedTuple):
    """A command or a block of code, and the page it stands on."""

    page: str
    text: str


def pieces(page: Path) -> list[tuple[str, str]]:
    """Language and text of each block, and each `python run.py …` in a line, as they come."""
    text = page.read_text(encoding="utf-8")
    blocks = [(found.start(), found[1], found[2]) for found in BLOCK.finditer(text)]
    inline = [(found.start(), "", found[1]) for found in INLINE.finditer(BLOCK.sub(lambda m: " " * len(m[0]), text))]
    return [(language, piece) for _, language, piece in sorted(blocks + inline)]


def commands(page: Path) -> list[str]:
    lines = [line for language, text in pieces(page) if language in {"", "sh"} for line in text.splitlines()]
    parts = [part.strip().removeprefix(".venv/bin/") for line in lines for part in line.split("&&")]
    return [part for part in parts if part]


def is_run_by_ci(command: str) -> bool:
    """Setting up, and the checks themselves, are what `.ci/run` does in a fresh environment."""
    ci = (ROOT / ".ci/run").read_text(encoding="utf-8")
    return command.startswith((*SET_UP, ". .venv", "python -m pytest")) or command in ci.splitlines()


RUN = [
    Piece(page.name, command)
    for page in TYPED
    for command in dict.fromkeys(commands(page))
    if not is_run_by_ci(command) and command not in GENERATED
]
CODE = [Piece(page.name, text) for page in TYPED for language, text in pieces(page) if language == "python"]
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
SCENARIOS = sorted(set(re.findall(r"scenarios/[\w/]+\.yaml", TEXT)))
FILES = sorted(set(re.findall(r"`((?:simulation|scenarios|analysis|tests|benchmarks)/[\w/.]*)`", TEXT)))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like the checkout to a user, and empty otherwise; commands of a page follow each other in it."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "scenarios").symlink_to(ROOT / "scenarios")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("piece", RUN, ids=lambda piece: f"{piece.page}: {piece.text}")
def test_a_command_of_the_pages_works(piece: Piece, desk: Path) -> None:
    program, script, *words = shlex.split(piece.text)
    assert (program, script) == ("python", "run.py"), "neither a command of ours nor one that .ci/run types"
    size = SMALL if words[0] in {"run", "compare"} else SMALL[:-1] if words[0] in STUDIES else []
    line = [sys.executable, str(ROOT / "run.py"), *words, *size]
    done = subprocess.run(line, cwd=desk, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.slow
@pytest.mark.parametrize("piece", CODE, ids=lambda piece: f"{piece.page}: {piece.text.strip().splitlines()[0][:50]}")
def test_a_piece_of_code_of_the_pages_works(piece: Piece) -> None:
    code = piece.text
    for written, small in SIZES.items():
        code = re.sub(written, small, code)
    names = {"__name__": "page"}
    exec(compile(code, piece.page, "exec"), names)  # raises what the code raises
    assert len(names) > 2, "the piece defined or imported nothing"


def test_the_pages_have_commands_and_code() -> None:
    assert {piece.page for piece in CODE} == {"README.md", "CONTRIBUTING.md"}
    assert any("compare" in piece.text for piece in RUN)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_that_a_page_names_exists(name: str) -> None:
    assert (ROOT / name).is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", BLOCK.sub("", text)):
        if not target.startswith(("https://", "http://")):
            file, _, anchor = target.partition("#")
            there = page.parent / file if file else page
            assert there.exists(), target
            assert not anchor or anchor in anchors(there), target


def anchors(page: Path) -> set[str]:
    """Headings as a forge turns them into anchors."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_names_no_single_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    homes = re.findall(r"(?<![\w.])/(?:home|work|tmp|root|Users|opt|mnt)/\S*|[A-Z]:\\\S*", text)
    elsewhere = re.findall(r"\.\./shared\S*|https?://(?:localhost|127\.\S+|\S*(?:pypi|index|simple)\S*)", text)
    assert homes + elsewhere == []


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_a_page_names_exists(path: str) -> None:
    assert (ROOT / path).exists()
