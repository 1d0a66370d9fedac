"""What is worth knowing is told with the data that would tell it."""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from analysis.report.decides import how_to_find_out
from analysis.uncertainty.doubt import WORTH
from analysis.uncertainty.worth import ALL


def found(*rows):
    names = {path: SimpleNamespace(name=f"the {path.rpartition('.')[2]}") for path, _ in rows if path[0] != "("}
    doubt: Any = SimpleNamespace(frames={WORTH: pd.DataFrame(rows, columns=["assumption", "resolved"])}, names=names)
    return how_to_find_out(doubt)


def test_data_are_named_for_what_is_worth_knowing():
    told = found((ALL, True), ("customers.types.cognitive.price_weight", True), ("customers.voice.loyalty", True))
    assert "the price_weight by a panel of choices or a past change" in told
    assert "the loyalty by nothing that `calibrate` reads" in told


def test_nothing_is_said_of_what_is_not_told_from_nothing():
    told = found((ALL, True), ("customers.voice.loyalty", False), ("(block) what customers are like", True))
    assert told == ""
