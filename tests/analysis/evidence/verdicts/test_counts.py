"""The honest numbers add up, and a held-out fact that was looked at is none."""

from analysis.evidence.verdicts.counts import GROUPS, STANDINGS, UNTOUCHED, counted, is_untouched, sentence
from analysis.evidence.verdicts.criteria import facts


def test_every_claim_and_law_is_counted_once_in_its_group() -> None:
    groups = counted((name, "refutable and held") for name in facts())
    assert {group: sum(counts.values()) for group, counts in groups.items()} == {
        "claims": 57,
        "calibration facts": 7,
        "held-out facts": 18,
        UNTOUCHED: 0,  # all numbers were set anew with every law in view (decision 111)
    }
    assert set(groups) == {*GROUPS.values(), UNTOUCHED}


def test_a_law_that_was_seen_or_shares_a_measure_is_not_untouched() -> None:
    held_out = [name for name, fact in facts().items() if fact.role == "held_out"]
    assert [name for name in held_out if not is_untouched(name)] == [
        name for name in held_out if facts()[name].seen or facts()[name].same_as
    ]
    assert not is_untouched("L20"), "its measure is that of claim F42"
    assert not is_untouched("L15"), "it may set parameters"
    shared = {fact.same_as for fact in facts().values() if fact.same_as}
    assert shared <= set(facts())


def test_a_sentence_names_what_there_is_from_the_best_to_the_worst() -> None:
    counts = {"failed": 2, "refutable and held": 3, "empty": 1, "near": 0}
    assert sentence("claims", counts) == "Of 6 claims 3 refutable and held, 1 empty, 2 failed."
    assert sentence(UNTOUCHED, {}) == "There are no untouched held-out facts."
    assert STANDINGS[0] == "refutable and held"
