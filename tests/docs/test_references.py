"""Every work that a fact, a number, a rule or a page cites stands in the list of references, and nothing else does."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.evidence.verdicts.criteria import facts
from simulation.scenario.inheritance import SHIPPED
from simulation.scenario.scenario import Scenario
from tools.parameter_tables import ODD

ROOT = Path(__file__).resolve().parents[2]
BODY, BIBLIOGRAPHY = ODD.read_text(encoding="utf-8").split("\n## References\n")
ENTRIES = dict(re.findall(r"^- \*\*\[(\w+)\]\*\* (.*?)(?=^- |\Z)", BIBLIOGRAPHY, re.MULTILINE | re.DOTALL))
STATES = ("V:", "V (abstract)", "V2:", "Not consulted")
CODE = sorted([*ROOT.glob("simulation/**/*.py"), *ROOT.glob("analysis/**/*.py")])
PAGES = sorted(page for page in ROOT.glob("docs/**/*.md") if not {"_build", "evidence.md"} & set(page.parts))

YEAR = r"(?:(?:19|20)\d\d|undated)"
NAME = r"(?!After )(?:(?:van|de) )?[A-Z][\w-]+(?: [A-Z][\w-]+)*"
NAMES = rf"({NAME}(?:, {NAME})*(?: and {NAME})?)(?: et al\.)?"
KEY = re.compile(r"\[([A-Z][A-Za-z]+(?:(?:19|20)\d\d|Undated))\]")
IN_WORDS = re.compile(rf"{NAMES} \(?({YEAR}(?:, {YEAR})*)\b")
"""A work as sources name it: `Oliver 1999`, `East et al. 2007`, `Kotler (undated)`, `Ehrenberg et al. 1990, 2004`."""
IN_BRACKETS = re.compile(rf"{NAMES} \(({YEAR})\)")
"""A work as sentences name it: `Keaveney (1995)`; a year that stands alone may be anything there."""
NO_WORK = {
    "theory text", "theory text, case of an elevator maker", "prototype", "zero-order process", "dissonance reduction",
}  # fmt: skip
"""What a claim may rest on beside works."""

Work = tuple[str, str]


def texts_in(path: Path) -> str:
    """All pieces of text in a file of code, documentation among them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return "\n".join(value for value in found if isinstance(value, str))


def sources_in(node: Any) -> Iterator[str]:
    """Where the numbers of a scenario come from, as their declarations say."""
    if isinstance(node, dict):
        if isinstance(node.get("source"), str):
            yield node["source"]
        yield from (source for inner in node.values() for source in sources_in(inner))
    elif isinstance(node, list):
        yield from (source for inner in node for source in sources_in(inner))


def works(text: str, form: re.Pattern[str] = IN_WORDS) -> list[Work]:
    """The works that a text names in words: who wrote them, and when."""
    return [(names, year) for names, years in form.findall(text) for year in re.findall(YEAR, years)]


def plain(text: str) -> str:
    """Letters and figures alone, without accents and capitals."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[\W_]", "", bare).lower()


def references_of(work: Work) -> list[str]:
    """The keys of the entries of that year whose key begins with the first author, and that name the others."""
    first, *others = (plain(name) for name in re.split(r", | and ", work[0]))
    dated = [key for key in ENTRIES if key.lower().endswith(work[1]) and key.lower().startswith(first)]
    return [key for key in dated if all(name in plain(ENTRIES[key]) for name in others)]


RULES = {path: texts_in(path) for path in CODE}
OF_NUMBERS = sorted(set(sources_in(Scenario.model_json_schema())))
OF_FACTS = sorted({fact.source for fact in facts().values()})
COMMENTS = "\n".join(
    line.partition("#")[2] for path in sorted(SHIPPED.rglob("*.yaml")) for line in path.read_text("utf-8").splitlines()
)
KEYS = {
    key for text in (BODY, *RULES.values(), *(page.read_text("utf-8") for page in PAGES)) for key in KEY.findall(text)
}
NAMED = sorted(
    {work for text in (*OF_NUMBERS, *OF_FACTS, COMMENTS) for work in works(text)}
    | {work for text in (BODY, *RULES.values()) for work in works(text, IN_BRACKETS)}
    | {work for page in PAGES for work in works(page.read_text("utf-8"), IN_BRACKETS)}
)


def test_works_are_found_in_every_form() -> None:
    assert works("contested by Reinartz and Kumar 2000") == [("Reinartz and Kumar", "2000")]
    assert works("Ehrenberg et al. 1990, 2004") == [("Ehrenberg", "1990"), ("Ehrenberg", "2004")]
    assert works("V2: Kotler (undated)") == [("Kotler", "undated")]
    assert works("Dubé, Hitsch and Rossi 2010; van Heerde et al. 2003") == [
        ("Dubé, Hitsch and Rossi", "2010"),
        ("van Heerde", "2003"),
    ]
    assert works("see Keaveney (1995), and Monday 2024", IN_BRACKETS) == [("Keaveney", "1995")]
    assert references_of(("Dubé, Hitsch and Rossi", "2010")) == ["DubeEtAl2010"]
    assert references_of(("Dubé, Hitsch and Smith", "2010")) == references_of(("Dubé", "2011")) == []


def test_every_key_has_a_reference() -> None:
    assert sorted(KEYS - set(ENTRIES)) == []


@pytest.mark.parametrize("work", NAMED, ids=" ".join)
def test_every_work_named_in_words_has_one_reference_of_its_year(work: Work) -> None:
    assert len(references_of(work)) == 1, f"{' '.join(work)}: {references_of(work)}"


def test_every_reference_is_used() -> None:
    used = KEYS | {key for work in NAMED for key in references_of(work)}
    assert sorted(set(ENTRIES) - used) == []


@pytest.mark.parametrize("source", OF_FACTS)
def test_what_a_fact_rests_on_is_a_work_with_its_year_or_no_work(source: str) -> None:
    loose = [piece for piece in source.split("; ") if piece not in NO_WORK and not works(piece)]
    assert loose == []


@pytest.mark.parametrize("source", OF_NUMBERS)
def test_a_number_that_somebody_checked_says_in_which_work(source: str) -> None:
    checked = [piece for piece in source.split("; ") if re.search(r"\bV2?\b", piece)]
    assert [piece for piece in checked if not works(piece)] == []


def test_references_stand_once_and_in_order() -> None:
    assert sorted(ENTRIES) == list(ENTRIES)
    assert len(ENTRIES) == BIBLIOGRAPHY.count("- **[")


@pytest.mark.parametrize("key", ENTRIES)
def test_each_reference_says_what_was_checked(key: str) -> None:
    said = " ".join(ENTRIES[key].split())
    verdict = said[said.rindex(" *") + 2 :].removesuffix("*") if said.endswith("*") else ""
    assert verdict.startswith(STATES), said
