"""What the pages for people tell to type is typed here, in a small market; what they point at exists."""

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from analysis.calibration import study
from analysis.calibration.fitting import fit
from analysis.cli import main
from docs.making import listings
from simulation.scenario.load import load
from tests.docs.recipes import without_recipes

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    page
    for folder, pattern in ((ROOT, "*.md"), (ROOT / "simulation", "*.md"), (ROOT / "docs", "**/*.md"))
    for page in folder.glob(pattern)
    if "_build" not in page.parts
)
BLOCK = re.compile(r"^```([^\n`]*)\n((?:.*\n)*?)```$", re.MULTILINE)
INLINE = re.compile(r"`(python run\.py [^`]+)`")
FILE = re.compile(r"# (\w+\.yaml)\n")
"""How a block begins that tells its file's name."""
WRITE = "write"
TERMINAL = "{terminal} "
DIRECTIVES = {"{include}", "{made}", "{toctree}", "{literalinclude}", "{eval-rst}", "{tip}", "{note}", "{warning}"}
SMALL = ["--customers", "200", "--weeks", "4", "--set", "market.burn_in_weeks=2", "--replicates", "2", "--no-report"]
FEW_WORLDS = "--uncertain=8"
STUDIES = {"sweep", "sensitivity", "optimise", "breakeven", "tournament"}
ONE_CLAIM = ["--claim", "F12", "--set", "market.customers=200", "--quick", "--replicates", "1"]
"""What is run of the evidence where a page asks for all of it: that takes minutes, and has tests of its own."""
SMALL_FIT = ["--customers", "200", "--set", "market.burn_in_weeks=12", "--workers", "1", "--no-report"]
SMALL_LESSON = ["--customers", "400", "--replicates", "2"]
SERVERS = {"dashboard"}
"""These run until they are stopped; their own tests start them."""
REPLACED = "emotional.settles = "
"""What the code has that puts a rule in the place of another."""
SIZES = {r"customers=\d+": "customers=200", r"weeks=\d+": "weeks=4"}
SHOWN = {
    "docs/cluster.md": "wants machines, a scheduler of jobs or Kubernetes; runs over Dask have tests of their own",
    "docs/dashboard.md": "wants the file that somebody saved in the browser, which a test of the browser does",
}
"""The pages that show lines which no test types, and why."""
SET_UP = ("python3 -m venv", "pip install", "pre-commit install", ". .venv")
GENERATED = ("python -m tools.write_anew", "python -m tests.golden.test_golden")
"""These write into the checkout; that what they would write stands there already is tested elsewhere."""


def read(page: Path) -> str:
    """The text of a page, but for recipes, which have tests of their own."""
    return without_recipes(page.read_text(encoding="utf-8"))


def blocks(page: Path, *languages: str) -> list[str]:
    """The blocks of a page in some languages, as they come."""
    return [text for language, text in BLOCK.findall(read(page)) if language in languages]


def commands(page: Path) -> list[str]:
    """All that a page tells to type, in blocks and in lines, and files that it writes down, as they come."""
    text = read(page)
    found = [(m.start(), line) for m in BLOCK.finditer(text) if m[1] in {"", "sh"} for line in m[2].splitlines()]
    found += [(m.start(), m[1].removeprefix(TERMINAL)) for m in BLOCK.finditer(text) if m[1].startswith(TERMINAL)]
    found += [(m.start(), f"{WRITE} {m[2]}") for m in BLOCK.finditer(text) if m[1] == "yaml" and FILE.match(m[2])]
    found += [(m.start(), m[1]) for m in INLINE.finditer(BLOCK.sub(lambda m: " " * len(m[0]), text))]
    lines = [line for _, line in sorted(found, key=lambda one: one[0])]
    parts = [part.strip().removeprefix(".venv/bin/") for line in lines for part in line.split("&&")]
    return list(dict.fromkeys(part for part in parts if part and not part.startswith("#")))


def is_run_by_ci(command: str) -> bool:
    """Setting up, and the checks themselves, are what `.ci/run` does in a fresh environment."""
    ci = (ROOT / ".ci/run").read_text(encoding="utf-8")
    return command.startswith((*SET_UP, "python -m pytest", "python -m sphinx")) or command in ci.splitlines()


def typed(page: Path) -> list[str]:
    return [one for one in commands(page) if not is_run_by_ci(one) and one not in GENERATED]


def words_of(command: str) -> list[str]:
    program, script, *words = shlex.split(command)
    assert (program, script) == ("python", "run.py"), f"{command}: neither ours nor one that .ci/run types"
    return words


def label(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


TEXT = "\n".join(map(read, PAGES))
SCENARIOS = sorted(set(re.findall(r"(?<![\w/])scenarios/[\w/]+\.yaml", TEXT)))
FILES = sorted(set(re.findall(r"`((?:simulation|scenarios|analysis|tests|benchmarks)/[\w/.]*)`", TEXT)))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like the checkout to a user, with the scenarios that a page writes down; fits are short ones."""
    for name, few in {"STARTS": 2, "FIXED_POINT_STEPS": 2, "FIXED_POINT_AGAIN": 1, "REFINE_STEPS": 1}.items():
        monkeypatch.setattr(fit, name, few)
    monkeypatch.setattr(study, "PREDICTED", 2)
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if typed(page)], ids=label)
def test_commands_of_a_page_work_one_after_the_other(page: Path, desk: Path, capsys: pytest.CaptureFixture) -> None:
    """Each ends with 0 and says something: `type_in` asserts it."""
    for command in typed(page):
        if command.startswith(WRITE):
            text = command.removeprefix(f"{WRITE} ")
            named = FILE.match(text)
            assert named
            (desk / named[1]).write_text(text, encoding="utf-8")
        else:
            type_in(command, capsys)


EXAMPLES = re.findall(r"^```\n(python run\.py .*)\n```$", listings.commands(), re.MULTILINE)
"""One of each command, as they stand in the help texts and, from there, on the page of commands."""


def test_every_command_has_an_example() -> None:
    assert [words_of(one)[0] for one in EXAMPLES] == main.commands.list_commands(click.Context(main.commands))


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: words_of(one)[0])
def test_the_example_of_a_command_works(example: str, desk: Path, capsys: pytest.CaptureFixture) -> None:
    """It ends with 0 and says something: `type_in` asserts it."""
    if words_of(example)[0] == "explain":
        type_in("python run.py run baseline --out results/my_market", capsys)  # the folder that it explains
    type_in(example, capsys)


def type_in(command: str, capsys: pytest.CaptureFixture) -> None:
    """Run one line of a page in a small market."""
    words = words_of(command)
    size = SMALL if words[0] in {"run", "compare"} else SMALL[:-1] if words[0] in STUDIES else []
    words = [re.sub(r"^--uncertain(=\d+)?$", FEW_WORLDS, word) for word in words]
    if words[0] == "evidence":
        of_laws = ["--law", "5"] if {"--markets", "--noise"} & set(words) else []
        size = ONE_CLAIM[2:] + of_laws if of_laws or "--claim" in words else ONE_CLAIM
    elif words[0] == "calibrate":
        size = SMALL_FIT
    elif words[0] == "lesson" and words[1:]:
        size = SMALL_LESSON
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as end:
        main.main([*words, "--help"] if words[0] in SERVERS else [*words, *size])
    signal.signal(signal.SIGTERM, before)
    told = capsys.readouterr()
    assert end.value.code == 0, f"{command}\n{told.err}"
    assert told.out.strip() or {"--quiet", "--out"} & set(words), command


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=label)
def test_code_of_a_page_works(page: Path, desk: Path) -> None:
    for code in (code for code in blocks(page, "python") if REPLACED not in code):
        smaller = code
        for written, small in SIZES.items():
            smaller = re.sub(written, small, smaller)
        names = {"__name__": "page"}
        exec(compile(smaller, str(page), "exec"), names)  # raises what the code raises
        assert len(names) > 2, "the piece defined or imported nothing"


@pytest.mark.slow
def test_a_rule_that_a_page_replaces_holds_until_the_old_one_is_put_back() -> None:
    """In a process of its own, whose rules are not compiled: that would take a minute, twice; how a compiled one is
    replaced and put back, `tests/simulation/engine/test_rule_replacement.py` shows.
    """
    (code,) = (code for page in PAGES for code in blocks(page, "python") if REPLACED in code)
    told = "print(*(usual.weekly.equals(one.weekly) for one in (changed, simulate(market))))"
    words = [sys.executable, "-c", f"{code}\n{told}"]
    interpreted = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(words, cwd=ROOT, env=interpreted, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False True"


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "yaml")], ids=label)
def test_scenarios_written_on_a_page_are_accepted(page: Path, desk: Path) -> None:
    for number, text in enumerate(blocks(page, "yaml")):
        (desk / f"written-{number}.yaml").write_text(text, encoding="utf-8")
        assert load(f"written-{number}.yaml").compare


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_every_block_of_a_page_is_tried_in_some_way(page: Path) -> None:
    """What is `text` is shown and not typed, on the pages that have a reason; but what can be read there must be."""
    for language, text in BLOCK.findall(read(page)):
        known = language in {"", "sh", "python", "yaml", "text"} or language.split()[0] in {"{terminal}", *DIRECTIVES}
        assert known, f"no test knows what to do with {language!r}"
        assert language != "text" or label(page) in SHOWN, "only a page with a reason may show what no test types"
        if text.startswith("#!/bin/bash"):
            subprocess.run(["bash", "-n"], input=text, text=True, check=True)
        if text.startswith("apiVersion:"):
            assert yaml.safe_load(text)["kind"]
        for line in text.splitlines() if language == "text" else ():
            if line.startswith("loyalty "):
                words = shlex.split(line.removesuffix(" &"))[1:]
                command = main.commands.get_command(click.Context(main.commands), words[0])
                assert command, line
                command.make_context(words[0], words[1:])


def test_the_pages_have_commands_and_code() -> None:
    assert {"README.md", "docs/mesa.md", "docs/researchers.md"} <= {label(p) for p in PAGES if blocks(p, "python")}
    assert sum(len(typed(page)) for page in PAGES) > 40


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_that_a_page_names_exists(name: str) -> None:
    assert (ROOT / name).is_file()


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", BLOCK.sub("", text)):
        if not target.startswith(("https://", "http://")):
            file, _, anchor = target.partition("#")
            there = page.parent / file if file else page
            assert there.exists(), target
            assert not anchor or anchor in anchors(there), target


def anchors(page: Path) -> set[str]:
    """Headings as a forge turns them into anchors, those of included pages too."""
    text = page.read_text(encoding="utf-8")
    included = [(page.parent / words.split()[-1]) for words, _ in BLOCK.findall(text) if words.startswith("{include}")]
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    own = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return own.union(*map(anchors, included))


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_a_page_names_no_single_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    homes = re.findall(r"(?<![\w.])/(?:home|work|tmp|root|Users|opt|mnt)/\S*|[A-Z]:\\\S*", text)
    elsewhere = re.findall(r"\.\./shared\S*|https?://(?:localhost|127\.\S+|\S*(?:pypi|index|simple)\S*)", text)
    assert homes + elsewhere == []


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_a_page_names_exists(path: str) -> None:
    assert (ROOT / path).exists()
