"""Panels say the same in every form that users have them in, and bad ones say where they are bad."""

import numpy as np
import pandas as pd
import pytest

from analysis.calibration.data.read import read_data
from simulation import load
from simulation.reading.errors import Refused

LONG = """person,occasion,week,brand,chosen,price,feature
H1,1,1,Alba,1,10,0
H1,1,1,Brio,0,9,1
H1,2,3,Alba,0,11,0
H1,2,3,Brio,yes,9,0
H2,1,2,Alba,0,10,0
H2,1,2,Brio,1,8,1
"""
WIDE = """person,week,choice,price.Alba,price.Brio,feature.Alba,feature.Brio
H1,1,Alba,10,9,0,1
H1,3,Brio,11,9,0,0
H2,2,Brio,10,8,0,1
"""
CHOSEN = "person,week,choice\nH1,1,Alba\nH1,3,Brio\nH2,2,Brio\n"
SHELF = """week,brand,price,feature
1,Alba,10,0
1,Brio,9,1
2,Alba,10,0
2,Brio,8,1
3,Alba,11,0
3,Brio,9,0
"""
WIDE_SHELF = "week,price_Alba,price_Brio,feat_Alba,feat_Brio\n1,10,9,0,1\n2,10,8,0,1\n3,11,9,0,0\n"


@pytest.fixture(scope="module")
def market():
    return load("baseline")


def written(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "files",
    [{"choices": LONG}, {"choices": WIDE}, {"choices": CHOSEN, "shelf": SHELF},
     {"choices": CHOSEN, "shelf": WIDE_SHELF}],
    ids=["long", "wide", "with a shelf", "with a wide shelf"],
)  # fmt: skip
def test_every_form_is_the_same_panel(tmp_path, market, files):
    choices = read_data(written(tmp_path, **files), None, market).choices
    assert choices.brands == ("Alba", "Brio")
    assert choices.person.tolist() == [0, 0, 1]
    assert choices.occasion.tolist() == [0, 1, 0]
    assert choices.chosen.tolist() == [0, 1, 1]
    assert choices.price.tolist() == [[10.0, 9.0], [11.0, 9.0], [10.0, 8.0]]
    assert choices.feature.tolist() == [[0.0, 1.0], [0.0, 0.0], [0.0, 1.0]]
    assert not choices.display.any()
    assert choices.week.tolist() == [1, 3, 2]


def test_days_become_weeks_of_the_panel(tmp_path):
    dated = WIDE.replace("week", "date").replace("H1,1,", "H1,2025-01-06,").replace("H1,3,", "H1,2025-01-22,")
    dated = dated.replace("H2,2,", "H2,2025-01-19,")
    assert read_data(written(tmp_path, choices=dated)).choices.week.tolist() == [1, 3, 2]


def test_without_time_each_person_s_own_first_part_is_fitted(tmp_path):
    rows = "".join(f"H{who},Alba,10,9\n" for who in (1, 2) for _ in range(4))
    choices = read_data(written(tmp_path, choices=f"person,choice,price.Alba,price.Brio\n{rows}"))
    early, late = choices.split(0.25)
    assert early.choices.occasion.tolist() == [0, 1, 2, 0, 1, 2]
    assert late.choices.person.tolist() == [0, 1]
    assert choices.choices.week is None


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"choices": LONG.replace("Alba,1", "Alba,0")}, "choices.csv:2:5: chosen: none of this occasion's brands is"),
        ({"choices": LONG.replace("Brio,0", "Brio,1")}, "choices.csv:2:5: chosen: 2 of this occasion's brands is cho"),
        ({"choices": LONG.replace("Brio,0", "Brio,maybe")}, ":3:5: chosen: 'maybe' is neither yes nor no"),
        ({"choices": LONG.replace("Brio", "Alba")}, ":3:4: brand: 'Alba' a second time on one shelf; keep one"),
        ({"choices": LONG.replace("Brio", "Bryo")}, ":3:4: brand: no firm is called 'Bryo'; did you mean 'Brio'?"),
        ({"choices": LONG.replace("1,10,0", "1,,0")}, ":2:6: price: was chosen, but its price is empty"),
        ({"choices": LONG.replace("1,10,0", "1,-10,0")}, ":2:6: price: -10 is out of range; a price is above 0"),
        ({"choices": WIDE.replace("H1,1,Alba", "H1,1,Corda")}, ":2:3: choice: 'Corda' is no brand of the shelf"),
        ({"choices": WIDE.replace("Alba,10,9", "Alba,,9")}, ":2:3: choice: was chosen, but its price is empty"),
        ({"choices": WIDE.replace("price.Brio", "price.Bryo")}, ":1:5: price.Bryo: no firm is called 'Bryo'"),
        ({"choices": CHOSEN}, "has no shelf before which people chose: a row an offer has"),
        ({"choices": CHOSEN, "shelf": SHELF.replace("week", "date")}, "has neither `week` nor `date` in common"),
        ({"choices": CHOSEN, "shelf": SHELF.replace("\n2,", "\n4,")}, ":4:2: week: "),
        ({"choices": CHOSEN.replace("person", "who")}, "no column 'person'"),
    ],
)
def test_bad_panels_say_where_they_are_bad(tmp_path, market, files, told):
    with pytest.raises(Refused) as refusal:
        read_data(written(tmp_path, **files), None, market)
    assert told in str(refusal.value)


def test_a_brand_that_is_not_on_the_shelf_has_no_price(tmp_path):
    choices = read_data(written(tmp_path, choices=LONG.replace("H1,1,1,Brio,0,9,1\n", ""))).choices
    assert np.isnan(choices.price[0, 1])
    assert np.isfinite(choices.price[1:]).all()


def test_catsup_s_own_names_of_columns_are_read(tmp_path):
    pd.DataFrame({"person": [1, 1], "choice": ["b", "a"], "price.a": [3.0, 3.5], "price.b": [4.0, 4.0],
                  "feat.a": [0, 1], "disp.b": [1, 0]}).to_parquet(tmp_path / "choices.parquet")  # fmt: skip
    choices = read_data(tmp_path).choices
    assert choices.feature.tolist() == [[0.0, 0.0], [1.0, 0.0]]
    assert choices.display.tolist() == [[0.0, 1.0], [0.0, 0.0]]
