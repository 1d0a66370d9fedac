"""The page of evidence is what its generator makes of the tables of a full run, which lie beside it."""

from analysis.evidence.ablation import APART, NEEDED, UNNEEDED, switches
from analysis.evidence.criteria import facts
from analysis.formats.csv_bytes import read_csv, to_csv
from simulation.scenario.load import load
from tools.evidence_page import ABLATION, DOCS, PAGE, TABLES, merged, page


def test_the_page_is_generated_and_not_typed() -> None:
    tables = [read_csv(DOCS / name) for name in (*TABLES, ABLATION[0])]
    assert (DOCS / PAGE).read_text("utf-8") == page(*tables), "run: python -m tools.evidence_page"


def test_the_tables_speak_of_every_claim_and_law() -> None:
    evidence = read_csv(DOCS / TABLES[0])
    assert list(evidence["id"]) == list(facts())
    assert set(evidence["verdict"]) <= {"holds", "holds_only_if", "near", "fails"}


def test_a_run_of_some_claims_changes_their_rows_alone() -> None:
    for name in TABLES:
        known = read_csv(DOCS / name)
        some = known[known["id"].isin({"F12", "L03"})].assign(verdict="near")
        found = merged(known, some)
        assert to_csv(merged(known, known)) == (DOCS / name).read_bytes()
        is_new = known["id"].isin(some["id"])
        assert to_csv(found[~is_new]) == to_csv(known[~is_new])
        assert to_csv(found[is_new]) == to_csv(some)


def test_every_mechanism_is_needed_or_apart() -> None:
    mechanisms = read_csv(DOCS / ABLATION[0])
    paths = {path for paths in switches(load("baseline")).values() for path in paths}
    assert {path for cell in mechanisms["switches"] for path in cell.split()} == paths
    standing = mechanisms.set_index("mechanism")["standing"]
    assert standing.pop("reservation_price") == UNNEEDED, "no claim or law asks for prices that nobody pays"
    assert set(standing) <= {NEEDED, APART}
