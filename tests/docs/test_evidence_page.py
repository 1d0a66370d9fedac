"""The page of evidence is what its generator makes of the tables of a full run, which lie beside it."""

from analysis.csv_text import read_csv
from analysis.evidence.bands import facts
from analysis.evidence.documenting import DOCS, PAGE, TABLES, page


def test_the_page_is_generated_and_not_typed() -> None:
    tables = [read_csv(DOCS / name) for name in TABLES]
    assert (DOCS / PAGE).read_text("utf-8") == page(*tables), "run: python -m analysis.evidence.documenting"


def test_the_tables_speak_of_every_claim_and_law() -> None:
    evidence = read_csv(DOCS / TABLES[0])
    assert list(evidence["id"]) == list(facts())
    assert set(evidence["verdict"]) <= {"holds", "holds_only_if", "near", "fails"}
