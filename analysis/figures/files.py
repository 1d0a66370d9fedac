"""The files of figures: each as PNG and SVG, and its numbers where no other table has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.formats.csv_bytes import to_csv

if TYPE_CHECKING:
    import pandas as pd

    from analysis.figures.picture import Picture


def figure_files(pictures: Sequence[Picture]) -> dict[str, bytes]:
    """Every figure as PNG and SVG, and its numbers where no other table has them, by file name."""
    files = {name: to_csv(table) for name, table in figure_tables(pictures).items()}
    for picture in pictures:
        files[f"figures/{picture.name}.png"] = picture.png
        files[f"figures/{picture.name}.svg"] = picture.svg
    return files


def figure_tables(pictures: Sequence[Picture]) -> dict[str, pd.DataFrame]:
    """The tables beside the figures, by file name."""
    return {f"figures/{one.name}.csv": one.table for one in pictures if one.table is not None}
