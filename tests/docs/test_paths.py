"""The modules that pages name exist, and hold what the pages say that they hold."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOUSES = "simulation|analysis|tools|tests|benchmarks|docs"
MODULE = re.compile(rf"`((?:{HOUSES})/[\w/]+\.py)`")
WITHIN = re.compile(rf"`(\w+)` (?:of|in) `((?:{HOUSES})/[\w/]+\.py)`")
"""A name that a page finds in a module: `choose` in `simulation/week/choose.py`."""
NEW = re.compile(r"New file `([\w/]+\.py)`")
"""A file that a recipe lets its reader make."""
REPLACED = "- **Status:** replaced by"
"""What begins the status of a decision that is history: it may speak of what is gone."""


def pages() -> list[Path]:
    """The pages of the house, without those decisions that are history."""
    written = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "simulation/ODD.md"]
    docs = (page for page in sorted((ROOT / "docs").rglob("*.md")) if "_build" not in page.parts)
    return [page for page in [*written, *docs] if REPLACED not in page.read_text(encoding="utf-8")]


def label(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


PAGES = {label(page): page.read_text(encoding="utf-8") for page in pages()}


@pytest.mark.parametrize("page", [name for name, text in PAGES.items() if MODULE.search(text)])
def test_every_module_that_a_page_names_exists(page: str) -> None:
    made = set(NEW.findall(PAGES[page]))
    missing = {path for path in MODULE.findall(PAGES[page]) if path not in made and not (ROOT / path).is_file()}
    assert missing == set()


@pytest.mark.parametrize("page", [name for name, text in PAGES.items() if WITHIN.search(text)])
def test_a_module_defines_what_a_page_finds_in_it(page: str) -> None:
    for name, path in WITHIN.findall(PAGES[page]):
        text = (ROOT / path).read_text(encoding="utf-8")
        defined = re.search(rf"^\s*(?:def|class) {name}\b|^{name}\b.*=", text, re.MULTILINE)
        assert defined, f"{path} defines no {name}"


def test_the_walks_through_the_house_are_checked() -> None:
    assert {"docs/map.md", "docs/one_decision.md", "docs/maintaining.md", "CONTRIBUTING.md"} <= set(PAGES)
    assert len(WITHIN.findall(PAGES["docs/one_decision.md"])) > 10


@pytest.mark.parametrize("house", ["simulation", "analysis"])
def test_the_map_shows_every_room_and_no_other(house: str) -> None:
    (table,) = re.findall(rf"\| in `{house}/` \| \|\n\|---\|---\|\n((?:\| `\w+` \| .+\n)+)", PAGES["docs/map.md"])
    rooms = {entry.parent.name for entry in (ROOT / house).glob("*/__init__.py")}
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == rooms


def test_the_drawing_shows_rooms_that_exist() -> None:
    drawn = re.findall(r'class="room">([^<]+)<', (ROOT / "docs/map.svg").read_text(encoding="utf-8"))
    named = {name for words in drawn for name in words.split(" · ")} - {"scenarios/", "model.py"}
    assert len(named) > 15
    rooms = {entry.parent.name for entry in [*ROOT.glob("simulation/*/*.py"), *ROOT.glob("analysis/*/*.py")]}
    assert named - rooms == set()
