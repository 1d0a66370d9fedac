"""A dotted path reaches one value, and a change leaves the rest alone."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.reading.errors import Refused
from simulation.reading.paths import changed, format_path, get, merged, parse_path, split_setting, without

TREE: dict[str, Any] = {
    "market": {"weeks": 52},
    "firms": {
        "Alba": {"pricing": {"strategy": "fixed", "price": 10.0}, "service": {"quality": 0.7}},
        "St. Alba": {"pricing": {"strategy": "fixed", "price": 11.0}},
        "7": {"pricing": {"strategy": "fixed", "price": 12.0}},
    },
    "events": [{"event": "promotion", "weeks": 2}],
    "compare": {"as_is": {}, "cut": {"firms.Alba.pricing.price": 9}},
}

segments = st.text(min_size=1, max_size=8) | st.integers(0, 999_999)


def message(refusal: pytest.ExceptionInfo[Refused]) -> str:
    (fault,) = refusal.value.faults
    return f"{fault.path}: {fault.message}" if fault.path else fault.message


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("market.weeks", ("market", "weeks")),
        ('firms."St. Alba".pricing', ("firms", "St. Alba", "pricing")),
        (r'firms."say \"hi\" \\".x', ("firms", 'say "hi" \\', "x")),
        ("firms.St Alba.pricing", ("firms", "St Alba", "pricing")),
        ("events.0.weeks", ("events", 0, "weeks")),
        ("events[0].weeks", ("events", 0, "weeks")),
        ('firms."7".x', ("firms", "7", "x")),
        ("firms.007.x", ("firms", "007", "x")),
        ("firms.Joe's.x", ("firms", "Joe's", "x")),
    ],
)
def test_a_path_is_read_into_segments(text, path):
    assert parse_path(text) == path


@pytest.mark.parametrize("text", ["", ".", "a.", ".a", "a..b", "a[x]", "a[", 'a."b"c', "a=b", "[0]"])
def test_an_ill_formed_path_is_refused_with_an_example(text):
    with pytest.raises(Refused) as refusal:
        parse_path(text)
    assert "is not a path; write for example firms.Alba.pricing.price" in message(refusal)


@given(st.lists(segments, min_size=1, max_size=5).map(tuple))
def test_every_path_survives_being_written_and_read(path):
    assert parse_path(format_path(path)) == path


def test_a_setting_splits_at_the_first_equals_sign_outside_quotes():
    assert split_setting("market.weeks=52") == ("market.weeks", "52")
    assert split_setting('firms."A=B".x=c=d') == ('firms."A=B".x', "c=d")


@pytest.mark.parametrize("text", ["market.weeks", "market.weeks=", "market.weeks= ", "market..weeks=1"])
def test_a_setting_without_path_or_value_is_refused(text):
    with pytest.raises(Refused, match="write for example"):
        split_setting(text)


def test_get_follows_the_path():
    assert get(TREE, parse_path("events.0.weeks")) == 2
    assert get(TREE, parse_path("firms.7.pricing.price")) == 12.0
    assert get(TREE, ()) is TREE


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("market.week", "market.week: 'week' does not exist in market; did you mean 'weeks'?"),
        ("firm.Alba", "firm.Alba: 'firm' does not exist in the scenario; did you mean 'firms'?"),
        ("firms.Zed.x", "firms.Zed.x: 'Zed' does not exist in firms; valid here: Alba, St. Alba, 7"),
        ("market.weeks.x", "market.weeks.x: market.weeks is a single value; there is nothing below it"),
        ("events.1.weeks", "events.1.weeks: 1 is no entry of the list events; count from 0 to 0"),
        ("events.x", "events.x: 'x' is no entry of the list events; count from 0 to 0"),
        ("compare.as_is.x", "compare.as_is.x: 'x' does not exist in compare.as_is; nothing can stand here"),
    ],
)
def test_a_path_that_does_not_exist_is_refused_with_what_does(path, expected):
    with pytest.raises(Refused) as of_get:
        get(TREE, parse_path(path))
    with pytest.raises(Refused) as of_changed:
        changed(TREE, parse_path(path), 1)
    assert message(of_get) == message(of_changed) == expected


def test_an_index_into_an_empty_list_is_refused():
    with pytest.raises(Refused, match="it is empty"):
        get({"events": []}, ("events", 0))


def test_a_change_touches_its_value_and_nothing_else():
    before = copy.deepcopy(TREE)
    after = changed(TREE, parse_path("firms.Alba.pricing.price"), 9.5)
    assert after["firms"]["Alba"]["pricing"] == {"strategy": "fixed", "price": 9.5}
    assert changed(after, parse_path("firms.Alba.pricing.price"), 10.0) == TREE == before


def test_a_change_of_a_list_entry_keeps_the_list():
    assert changed(TREE, ("events", 0, "weeks"), 3)["events"] == [{"event": "promotion", "weeks": 3}]


def test_null_removes_what_has_a_name():
    assert "Alba" not in changed(TREE, ("firms", "Alba"), None)["firms"]
    assert list(changed(TREE, ("compare", "cut"), None)["compare"]) == ["as_is"]


def test_null_is_a_value_where_else_the_programs_default_would_come_in_silence():
    for path, change in (("firms.Alba.pricing.price", None), ("firms.Alba.pricing", {"price": None})):
        after = changed(TREE, parse_path(path), change)
        assert after["firms"]["Alba"]["pricing"] == {"strategy": "fixed", "price": None}
    assert changed(TREE, parse_path("market"), None)["market"] is None
    assert merged({"market": {"weeks": 52}}, {"market": {"weeks": None}}) == {"market": {"weeks": None}}
    assert without(TREE, [parse_path("firms.Alba.pricing.price")])["firms"]["Alba"]["pricing"] == {"strategy": "fixed"}


def test_a_mapping_merges_unless_its_strategy_differs():
    pricing = ("firms", "Alba", "pricing")
    assert get(changed(TREE, pricing, {"price": 9}), pricing) == {"strategy": "fixed", "price": 9}
    assert get(changed(TREE, pricing, {"strategy": "fixed", "floor": 1}), pricing) == {
        "strategy": "fixed",
        "price": 10.0,
        "floor": 1,
    }
    assert get(changed(TREE, pricing, {"strategy": "undercut", "by": 0.1}), pricing) == {
        "strategy": "undercut",
        "by": 0.1,
    }


def test_a_child_merges_by_key_and_replaces_lists_and_compare():
    child = {
        "firms": {"Alba": {"service": {"quality": 0.9}}, "7": None},
        "events": [],
        "compare": {"other": {}},
    }
    result = merged(TREE, child)
    assert result["firms"]["Alba"] == {
        "pricing": TREE["firms"]["Alba"]["pricing"],
        "service": {"quality": 0.9},
    }
    assert list(result["firms"]) == ["Alba", "St. Alba"]
    assert result["events"] == []
    assert result["compare"] == {"other": {}}
    assert result["market"] == {"weeks": 52}


def test_null_without_anything_to_remove_stays_to_be_refused():
    assert merged({"firms": {}}, {"firms": {"Alva": None}}) == {"firms": {"Alva": None}}


trees = st.recursive(
    st.integers() | st.text(max_size=3),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=3), children, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=3), trees, max_size=4))
def test_an_empty_child_and_an_equal_child_change_nothing(tree):
    assert merged(tree, {}) == tree
    assert merged(tree, tree) == tree


def test_without_takes_out_what_is_there_and_leaves_the_rest():
    tree = {"firms": {"Alba": {"price": 1, "staff": 2}, "Brio": {}}, "events": [{"a": 1}, {"b": 2}], "focus": "Alba"}
    paths = [("firms", "Alba", "price"), ("firms", "Alba", "none"), ("events", 0), ("events", 1, "b"), ("focus", "x")]
    left: dict[str, Any] = {"firms": {"Alba": {"staff": 2}, "Brio": {}}, "events": [None, {}], "focus": "Alba"}
    assert without(tree, [*paths, ()]) == left
    assert without(tree, [("firms", "Alba"), ("firms", "Alba", "price")]) == {**tree, "firms": {"Brio": {}}}
    assert without(tree, []) == tree
