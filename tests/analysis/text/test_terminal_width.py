"""Tables and sentences fit the terminal, however wide their letters are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.outcomes.tables import aligned
from analysis.text.terminal_width import cells, cut, cut_apart, cut_inside, padded, wrapped

SHOP = "日本商店"
ROWS = [
    ["firm", "profit", "market share", "retention", "satisfaction", "lifetime value"],
    ["", "USD", "%", "%", "0–100", "USD"],
    ["Alba", "−93.4 ±277.9", "34.1 ±191.6", "100 ±0", "76.1 ±17.4", "–"],
    [SHOP, "−33.6 ±149.9", "11.1 ±60.5", "100 ±0", "73.8 ±36.0", "1,234"],
]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("Alba", 4),
        (SHOP, 8),
        ("Café", 4),
        ("Cafe\u0301", 4),
        ("ｆｕｌｌ", 8),
        ("한국", 4),
        ("\u1112\u1161\u11ab", 2),
        ("👍", 2),
        ("👍🏽", 2),
        ("👩\u200d🔬", 2),
        ("❤\ufe0f", 2),
        ("", 0),
    ],
)
def test_cells_of_a_text(text, width):
    assert cells(text) == width


def test_a_wide_name_is_cut_where_its_room_ends():
    assert cut(SHOP, 8) == SHOP
    assert cut(SHOP, 7) == "日本商…"
    assert cut("Alba", 3) == "Al…"


@given(st.text(max_size=30), st.integers(1, 20))
def test_what_is_cut_fits_and_what_is_padded_fills(text, room):
    assert cells(cut(text, room)) <= max(room, 1)
    assert cells(padded(cut(text, room), room)) >= room


def test_columns_stand_below_each_other_whatever_the_letters(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    lines = aligned(ROWS, rule_after=2).splitlines()
    assert {cells(line) for line in lines} == {cells(lines[2])}


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_a_table_is_no_wider_than_the_terminal_and_loses_nothing(monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    text = aligned(ROWS, rule_after=2)
    assert max(map(cells, text.splitlines())) <= columns
    assert all(cell in text for row in ROWS for cell in row)
    assert all(block.splitlines()[0].startswith("firm") for block in text.split("\n\n"))


def test_sentences_are_broken_between_words(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    sentence = (
        f"{SHOP} beats as_is: profit of Alba +123,456 USD (95 % interval +100,000 to +146,912), and that is that."
    )
    lines = wrapped(sentence).splitlines()
    assert max(map(cells, lines)) <= 60
    assert " ".join(lines) == sentence


def test_text_that_nobody_looks_at_on_a_terminal_stays_in_one_line(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    assert wrapped("word " * 60) == "word " * 60


def test_long_names_are_cut_inside_and_no_two_to_the_same():
    names = ["Raise the price by 4 %", "Raise the price by 8 %", "as_is"]
    first, second, short = cut_apart(names, 18)
    assert (first, second, short) == ("Raise the…e by 4 %", "Raise the…e by 8 %", "as_is")
    assert all(cells(name) <= 18 for name in (first, second))
    alike = ["begin " + "a" * 20 + " end", "begin " + "b" * 20 + " end"]
    assert len(set(cut_apart(alike, 10))) == 2
    assert cut_apart(["same", "same"], 3) == ["s…e", "s…e"]
    assert cells(cut_inside("忠" * 20, 9)) <= 9
