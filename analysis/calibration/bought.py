"""What each file bought: how much more doubt there would be about each fitted number without what it tells.

The moments of a file are left out of the information about the fitted point; the fit itself is not done again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from analysis.calibration.fitting.draws import Posterior, posterior_of
from analysis.calibration.fitting.found import Fitted, Slopes

if TYPE_CHECKING:
    import pandas as pd

BOUGHT_COLUMNS = {
    "source": ("kind of file; observed: the scenario itself", "name"),
    "moment": ("what of it is left out; empty: all of it", "name"),
    "numbers": ("how many moments these are", "count"),
    "parameter": ("the fitted number, as in parameters.csv", "name"),
    "removed": ("part of the doubt (variance) about it that all data remove", "share"),
    "without": ("the same without these moments", "share"),
}


def bought_table(found: Fitted, posterior: Posterior) -> pd.DataFrame:
    """One row a file, and what it tells, and fitted number: the table `bought.csv`."""
    import pandas as pd

    rows = [
        {"source": source, "moment": moment, "numbers": int(left_out.sum()), "parameter": one.name,
         "removed": 1.0 - now**2, "without": 1.0 - then**2}
        for source, moment, left_out in _groups(found)
        for one, now, then in zip(found.problem.free, posterior.spread, without(found, left_out).spread, strict=True)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(BOUGHT_COLUMNS))


def without(found: Fitted, left_out: np.ndarray) -> Posterior:
    """What would be believed at the fitted point without some moments, of shape (moments,)."""
    target = found.problem.target
    kept = ~left_out[target.is_told]
    fewer = replace(target, observed=np.where(left_out, np.nan, target.observed))
    slopes = Slopes(found.slopes.forwards[kept], found.slopes.backwards[kept])
    return posterior_of(replace(found, problem=replace(found.problem, target=fewer), slopes=slopes))


def _groups(found: Fitted) -> Iterator[tuple[str, str, np.ndarray]]:
    """Each source as a whole, then each kind of moment of it that is told; which moments these are."""
    problem = found.problem
    sources = np.array(problem.sources)
    moments = np.array([name.moment for name in problem.target.names])
    told = problem.target.is_told
    for source in dict.fromkeys(sources[told].tolist()):
        mine = (sources == source) & told
        yield source, "", mine
        for moment in dict.fromkeys(moments[mine].tolist()):
            yield source, moment, mine & (moments == moment)
