"""The figures of plausible worlds: how plans fare in each, what decides, what is worth finding out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from analysis.figures.captions import DOUBT
from analysis.figures.doubt import plausible_worlds, tornado_bars, worth_bars
from analysis.figures.gallery import drawn
from analysis.report.measure import Measure, measure_of
from analysis.report.worth_words import told_of
from analysis.uncertainty.doubt import OUTCOMES, ROBUSTNESS, TORNADO, WORTH
from analysis.uncertainty.robustness import in_each_world

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from analysis.figures.picture import Picture
    from analysis.figures.undrawable import Troubles
    from analysis.uncertainty.doubt import WorldsFound

Sketch = tuple[str, Callable[[], "tuple[Figure, pd.DataFrame | None]"]]
IN_UNITS = {
    ROBUSTNESS: ("mean", "p05", "p95", "loss_at_5", "mean_regret", "max_regret"),
    TORNADO: ("low", "high", "low_se", "high_se"),
}


def pictured_doubt(doubt: WorldsFound, troubles: Troubles) -> list[Picture]:
    """Those that can be drawn; `troubles` notes the others."""
    scenario = doubt.scenario
    names = {
        "focus": scenario.focus_firm,
        "base": doubt.scenario.baseline,
        "metric": doubt.metric.replace("_", " "),
    }
    pictures = []
    for name, make in _sketches(doubt):
        words = DOUBT[name].filled(names)
        pictures.append(troubles.attempt(words.heading, partial(drawn, name, words, make, troubles)))
    return [picture for picture in pictures if picture is not None]


def _sketches(doubt: WorldsFound) -> Iterator[Sketch]:
    scenario = doubt.scenario
    focus, metric, measure = scenario.focus_firm, doubt.metric, measure_of(scenario, doubt.metric)
    titles = {name: one.title for name, one in scenario.plans.items()}
    labels = titles if len(set(titles.values())) == len(titles) else {}
    labels = labels | {column: one.name for column, one in doubt.names.items()}

    def worlds() -> tuple[Figure, pd.DataFrame]:
        each = in_each_world(doubt.frames[OUTCOMES], baseline=scenario.baseline, firm=focus, metric=metric)
        each[["difference", "shrunk", "luck"]] *= measure.factor
        table = _in_units(doubt, ROBUSTNESS, measure)
        own = table[(table["firm"] == focus) & (table["metric"] == metric)]
        return plausible_worlds(each, own, scenario.baseline, measure.unit, labels), each

    def swings() -> tuple[Figure, None]:
        table = _in_units(doubt, TORNADO, measure)
        return tornado_bars(table, table["plan"].iloc[0], table["rival"].iloc[0], measure.gain, labels), None

    yield "worlds", worlds
    yield "tornado", swings
    yield "worth", lambda: (worth_bars(told_of(doubt.frames[WORTH], measure), measure.gain, labels), None)


def _in_units(doubt: WorldsFound, name: str, measure: Measure) -> pd.DataFrame:
    """A table of outcomes in the units in which what decides is told."""
    table = doubt.frames[name].copy()
    table[list(IN_UNITS[name])] *= measure.factor
    return table
