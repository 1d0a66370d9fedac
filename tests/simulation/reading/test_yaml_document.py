"""A file is read as YAML 1.2 says, or refused at the line and column where it goes wrong."""

import json
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from simulation.reading.errors import LONGEST_REPORT, Fault, Refused, suggestion, text_of_value
from simulation.reading.yaml_document import Document, Place, read_document, read_value


def refusals(content: str | bytes) -> list[tuple[int, int, str]]:
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    with pytest.raises(Refused) as refusal:
        read_document(raw, "file.yaml")
    assert {fault.file for fault in refusal.value.faults} == {"file.yaml"}
    return [(fault.line, fault.column, fault.message) for fault in refusal.value.faults]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("1e3", 1000),
        ("1E+2", 100),
        ("1e-2", 0.01),
        ("0o10", 8),
        ("0x1F", 31),
        ("-12", -12),
        ("+7", 7),
        ("-.5", -0.5),
        ("1.", 1.0),
        ("010", "010"),
        ("08", "08"),
        ("1:30", "1:30"),
        ("190:20:30", "190:20:30"),
        ("1_000", "1_000"),
        ("2024-13-45", "2024-13-45"),
        ("=", "="),
        ("'1'", "1"),
        ('"null"', "null"),
        (r'"\ud83d\ude00"', "\N{GRINNING FACE}"),
    ],
)
def test_a_scalar_means_what_the_core_schema_of_yaml_1_2_says(written, value):
    found = read_document(f"key: {written}\n".encode(), "file.yaml").tree["key"]
    assert (found, type(found)) == (value, type(value))


def test_a_key_is_text_as_it_is_written():
    tree = read_document(b"null: 1\nno: 2\n010: 3\n7: 4\n", "file.yaml").tree
    assert tree == {"null": 1, "no": 2, "010": 3, "7": 4}


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfa: 1\nb: [x, y]\n",
        b"a: 1\r\nb: [x, y]\r\n",
        b"a: 1\rb: [x, y]",
        b"a: 1\nb: [x, y]",
        b"b:\n- x\n- y\na: 1\n",
        b"--- # one document\na: 1\nb: [x, y]\n...\n",
        b'{"a":1,"b":["x","y"]}',
        b'{\n\t"a": 1,\n\t"b": [\n\t\t"x", "y"]\n}',
    ],
)
def test_the_same_document_may_be_written_in_many_ways(content):
    assert read_document(content, "file.yaml").tree == {"a": 1, "b": ["x", "y"]}


@pytest.mark.parametrize("content", ["", "\n", "# only a comment\n", "{}", "---\n", "null", "\ufeff"])
def test_an_empty_file_is_refused_with_a_start(content):
    ((line, column, message),) = refusals(content)
    assert (line, column) == (1, 1)
    assert message == "the file is empty; start for example with `extends: baseline`"


@pytest.mark.parametrize(
    ("content", "line", "column", "words"),
    [
        ("- 1\n", 1, 1, "a scenario is a mapping"),
        ("just text", 1, 1, "a scenario is a mapping"),
        ("a: 1\nb:\n  c: 2\n  c: 3\n", 4, 3, "duplicate key; it is already on line 3"),
        ("a: !local 1", 1, 4, "tag '!local'; plain values only"),
        ("a: !!python/object/apply:os.system [ls]", 1, 4, "plain values only"),
        ("a: !!str 1", 1, 4, "remove the tag"),
        ("a: !<tag:yaml.org,2002:map> {}", 1, 4, "remove the tag"),
        ("a: 1\n---\nb: 2\n", 2, 1, "a file is one, remove what follows"),
        ("a: 1\n...\nb: 2\n", 3, 1, "a file is one, remove what follows"),
        ("a: .nan", 1, 4, ".nan is not a finite number"),
        ("a: [1, -.inf]", 1, 8, "-.inf is not a finite number"),
        ("a: 1e999", 1, 4, "too large for a number"),
        ("a: " + "9" * 5000, 1, 4, "a number of 5000 digits; at most 30"),
        ("a: 0x" + "f" * 5000, 1, 4, "a number of 5002 digits"),
        ("a: *gone", 1, 4, "no & name above fits this * alias"),
        ("a: &a [*a]", 1, 8, "it would never end"),
        ("a: &a 1\nb: &a 2", 2, 4, "this & name is used twice"),
        ("base: &b {x: 1}\na:\n  <<: *b\n", 3, 3, "merge keys (<<) are not read"),
        ("a:\n\tb: 1", 2, 1, "a tab; indent with spaces"),
        (b"a: 1\nb: caf\xe9\n", 2, 7, "byte 0xe9 is not UTF-8; save the file as UTF-8"),
        ("a: 1\n".encode("utf-16"), 1, 1, "is not UTF-8"),
        ("a: 1\nb: \0\n", 2, 4, "control character U+0000; remove it"),
        ("a: \x1b[2J", 1, 4, "control character U+001B; remove it"),
        ("a: [1, 2\nb: 3\n", 1, 4, "close it with ]"),
        ("a: {b: 1", 1, 4, "close it with }"),
        ("a: 'never closed\nb: 1\n", 1, 4, "add the closing quote"),
        ('a: "C:\\path"', 1, 8, "an unknown escape in double quotes"),
        ('a: "\\UFFFFFFFF"', 1, 7, "an escape that names no character"),
        ('a: "\\ud800"', 1, 4, "half of a surrogate pair is no character"),
        ('a: 1\n"\\udfff": 1', 2, 1, "half of a surrogate pair is no character"),
        ("a: b: c", 1, 5, "a second ':' in one line"),
        ("a: 1\nlost\nb: 2", 2, 1, "this line has no ':'"),
        ("a:\n  b: 1\n c: 2", 3, 2, "check indentation and quotes"),
        ("a: @home", 1, 4, "put the text in quotes"),
        ("a: - b", 1, 4, "a list cannot start here"),
        ("a: [1, {]}", 1, 9, "a value is missing before this"),
        ("a: >text", 1, 5, "text after > or |"),
        ("? [a, b]\n: 1", 1, 3, "a key is a single name"),
        ("a: {'': 1}", 1, 5, "a key is missing before the ':'"),
        ("%YAML 2.0\n---\na: 1", 1, 1, "incompatible YAML document"),
    ],
)
def test_a_broken_file_is_refused_where_it_breaks(content, line, column, words):
    ((at_line, at_column, message),) = refusals(content)
    assert (at_line, at_column) == (line, column)
    assert words in message


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    found = refusals("a: !x 1\nb: .nan\nb: 2\nc: {d: 1, d: 2}\n")
    assert [(line, column) for line, column, _ in found] == [(1, 4), (2, 4), (3, 1), (4, 11)]


def test_faults_before_a_break_in_the_syntax_are_told_too():
    assert [line for line, _, _ in refusals("a: !x 1\nb: [1\n")] == [1, 2]


def test_every_mark_of_a_merge_is_told():
    found = refusals("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n")
    assert [line for line, _, _ in found] == [1, 3, 5]
    assert "keep one side" in found[0][2]


@pytest.mark.parametrize("opening", ["a: " + "[" * 40, "- " * 41, "a: " + "{a: " * 40, "{a: " * 100_000, "[" * 900_000])
def test_more_than_40_levels_are_refused_at_once(opening):
    started = time.process_time()
    ((line, _, message),) = refusals(opening)
    assert (line, message) == (1, "nested more than 40 levels deep")
    assert time.process_time() - started < 2


def test_40_levels_are_read():
    text = "a: " + "[" * 39 + "]" * 39
    assert read_document(text.encode(), "file.yaml").tree["a"]


def test_levels_that_aliases_add_up_are_refused():
    text = "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{y: *a{n - 1}}}\n" for n in range(1, 60))
    assert refusals(text)[0][2] == "nested more than 40 levels deep"


@pytest.mark.parametrize("inner", ["[{0},{0},{0},{0},{0},{0},{0},{0},{0}]", "{{a: {0}, b: {0}, c: {0}}}"])
def test_aliases_that_explode_are_refused_before_they_do(inner):
    text = "a0: &a0 [x, y]\n"
    text += "".join(f"a{n}: &a{n} {inner.format(f'*a{n - 1}')}\n" for n in range(1, 20))
    started = time.process_time()
    ((_, _, message),) = refusals(text)
    assert message == "the aliases expand to more than 10,000 values; write fewer"
    assert time.process_time() - started < 1


def test_the_limit_of_aliases_is_10_000_values():
    within = "a: &a [" + "1," * 999 + "]\nb: [" + "*a," * 10 + "]\n"
    assert len(read_document(within.encode(), "file.yaml").tree["b"]) == 10
    assert "10,000" in refusals(within + "c: *a\n")[0][2]


def test_an_alias_is_a_copy_of_its_own():
    tree = read_document(b"a: &a {x: [1]}\nb: *a\n", "file.yaml").tree
    assert tree["a"] == tree["b"]
    assert tree["a"]["x"] is not tree["b"]["x"]


def test_a_file_of_more_than_1_mb_is_refused_unread():
    assert "larger than 1 MB" in refusals(b"a: " + b"x" * 1_000_000)[0][2]
    assert read_document(b"a: " + b"x" * 999_000, "file.yaml").tree


def test_a_file_of_more_than_100_000_values_is_refused(monkeypatch):
    monkeypatch.setattr("simulation.reading.yaml_nodes.LARGEST_TREE", 1000)
    assert read_document(("a: [" + "1," * 990 + "]").encode(), "file.yaml").tree
    assert "more than 1,000 values" in refusals("a: [" + "1," * 1000 + "]")[0][2]


def test_every_key_and_value_knows_its_place():
    document = read_document(b"\xef\xbb\xbfa: 1\r\nb:\r\n  'c d': [10, {e: x}]\r\n  f:\r\n", "file.yaml")
    assert document.key_place(("b", "c d")) == Place("file.yaml", 3, 3)
    assert document.value_place(("b", "c d")) == Place("file.yaml", 3, 10)
    assert document.value_place(("b", "c d", 1, "e")) == Place("file.yaml", 3, 19)
    assert document.key_place(("b", "c d", 1, "e")) == Place("file.yaml", 3, 16)
    assert document.key_place(("b", "missing", "deeper")) == document.key_place(("b",)) == Place("file.yaml", 2, 1)
    assert document.value_place(("nowhere",)) == Place("file.yaml", 1, 1)


def test_a_value_of_a_command_line_is_read_like_one_of_a_file():
    assert read_value("{strategy: undercut, by: 5e-2}", "--set a") == {"strategy": "undercut", "by": 0.05}
    with pytest.raises(Refused) as refusal:
        read_value("[1, 2", "--set a")
    assert str(refusal.value) == "error: --set a: this [ list is not closed, or a comma is missing; close it with ]"


plain = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False)
text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=10)
keys = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=10)
trees = st.recursive(
    plain | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=10,
)
documents = st.dictionaries(keys, trees, min_size=1, max_size=4)


@given(documents)
def test_json_survives(tree):
    assert read_document(json.dumps(tree).encode(), "file.json").tree == tree
    assert read_document(json.dumps(tree, indent="\t").encode(), "file.json").tree == tree


@given(documents)
def test_what_pyyaml_writes_is_read_back(tree):
    written = yaml.safe_dump(tree, allow_unicode=True)
    assert read_document(written.encode(), "file.yaml").tree == tree


@given(st.binary(max_size=60) | st.text("&*!|>'\"%@`-?:,[]{}# \n\tax1.<=\\u", max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(content):
    outcome: Document | Refused
    try:
        outcome = read_document(content, "file.yaml")
    except Refused as refusal:
        outcome = refusal
    if isinstance(outcome, Refused):
        assert all(fault.line >= 1 and fault.column >= 1 and fault.message for fault in outcome.faults)
    else:
        assert outcome.tree


def test_a_fault_is_one_line_that_cannot_steer_the_terminal():
    fault = Fault("a\x1b[31m.yaml", 12, 5, "firms.\nAlba", "unknown\u202ekey")
    assert str(fault) == "a [31m.yaml:12:5: firms. Alba: unknown key"
    assert str(Fault("", 0, 0, "", "nothing\x07")) == "nothing "


def test_a_report_is_at_most_25_lines():
    refusal = Refused([Fault("f", line, 1, "", "wrong") for line in range(1, 101)])
    lines = str(refusal).splitlines()
    assert len(lines) == LONGEST_REPORT
    assert lines[23:] == ["error: f:24:1: wrong", "… and 76 more"]
    assert len(str(Refused(refusal.faults[:25])).splitlines()) == LONGEST_REPORT


def test_values_are_cut_at_60_characters():
    assert text_of_value("x" * 100) == "'" + "x" * 58 + "…"
    assert text_of_value("a\x1bb") == "'a b'"
    assert text_of_value({"a": [1, None, True]}) == '{"a": [1, null, true]}'


def test_a_suggestion_names_the_nearest_choice_or_all():
    assert suggestion("Prise", ["price", "strategy"]) == "did you mean 'price'?"
    assert suggestion("xyz", ["price", "strategy"]) == "valid here: price, strategy"
    assert suggestion("xyz", map(str, range(99))).endswith("10, 11, …")
    assert suggestion("xyz", []) == "nothing can stand here"
