"""What is plausible of a number, from its short notation."""

import re

import pytest

from simulation.reading.plausible_range import plausible_range


@pytest.mark.parametrize(
    ("text", "value", "ends", "words"),
    [
        ("8:20", 14.0, (8.0, 20.0), "8 to 20"),
        ("-1.5:-.5", -1.0, (-1.5, -0.5), "-1.5 to -0.5"),
        ("5:20 log", 14.0, (5.0, 20.0), "5 to 20, by its logarithm"),
        ("x0.5:2", 3.0, (1.5, 6.0), "0.5 to 2 times the value"),
        ("x0.5:2", -3.0, (-6.0, -1.5), "0.5 to 2 times the value"),
        ("x0.5:2", 0.0, (0.0, 0.0), "0.5 to 2 times the value"),
        ("+-0.25", 0.5, (0.25, 0.75), "value ± 0.25"),
        ("± 0.25 beta", -0.5, (-0.75, -0.25), "value ± 0.25, most likely the value"),
        ("0.1:0.4 shares", 0.2, (0.1, 0.4), "0.1 to 0.4, the sum kept"),
        ("1:2 above gain", 1.5, (1.0, 2.0), "1 to 2, never below gain"),
        ("x0.5:1.5 unless 1", 2.0, (1.0, 3.0), "0.5 to 1.5 times the value, or 1 for none"),
    ],
)
def test_a_range_around_a_value(text, value, ends, words):
    read = plausible_range(text)
    assert read.around(value) == pytest.approx(ends)
    assert read.words == words


@pytest.mark.parametrize(
    ("value", "ends"), [(10.0, (5.0, 20.0)), (20.0, (5.0, 20.0)), (40.0, (20.0, 80.0)), (-10.0, (-15.0, 0.0))]
)
def test_a_range_moves_with_a_value_that_it_does_not_hold(value, ends):
    assert plausible_range("5:20").around(value, 10.0) == pytest.approx(ends)
    assert ends[0] <= value <= ends[1]


def test_switches_and_choices():
    assert plausible_range("chance 0.9").chance == 0.9
    assert plausible_range("a | 2 | true").choices == ("a", 2, True)
    assert plausible_range("a|b").words == "a or b"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("20:8", "write the lower number first"),
        ("0:8 log", "lies above 0"),
        ("x-1:2", "a multiple is no less than 0"),
        ("+-a", "is no plausible range"),
        ("+--0.2", "write +-0.2"),
        ("chance 2", "from 0 to 1"),
        ("8-20", "write for example 8:20"),
        ("8:20 gamma", "write for example 8:20"),
        ("8:20 log beta", "write for example 8:20"),
    ],
)
def test_what_is_no_range_is_refused_with_what_would_be(text, right):
    with pytest.raises(ValueError, match=re.escape(right)):
        plausible_range(text)
