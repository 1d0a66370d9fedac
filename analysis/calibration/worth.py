"""What the table of what files bought comes to: which files tell a number, and what each of them is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

SOME = 0.01
"""Part of the doubt that has to come from a file for a number to be told by it."""


def files_of(bought: pd.DataFrame) -> dict[str, str]:
    """The files that tell each fitted number; empty where none tells it more than others do without it."""
    whole = bought[bought["moment"] == ""]
    told = whole[whole["removed"] - whole["without"] >= SOME]
    return {str(name): ", ".join(rows["source"]) for name, rows in told.groupby("parameter")}


def worth_of(bought: pd.DataFrame) -> pd.DataFrame:
    """A row a source and moment: `worth`, the doubt that only it removes, summed over numbers, and `most`, of which.

    1 is all doubt about one number. What several tell alike, none of them tells alone.
    """
    lost = bought.assign(worth=(bought["removed"] - bought["without"]).clip(lower=0.0))
    whole = lost.groupby(["source", "moment"], sort=False, as_index=False)
    most = lost.loc[whole["worth"].idxmax()["worth"], ["source", "moment", "parameter"]]
    summed = whole.agg(numbers=("numbers", "first"), worth=("worth", "sum"))
    return summed.merge(most.rename(columns={"parameter": "most"}), on=["source", "moment"])
