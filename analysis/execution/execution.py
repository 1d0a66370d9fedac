"""How a study is carried out, and where it is left: what everybody may choose, and what changes no number."""

from __future__ import annotations

import os
from dataclasses import dataclass

AGAIN = "call it again with resume=True"


@dataclass(frozen=True, kw_only=True)
class Execution:
    """How to carry a study out, and where to leave it; none of it changes the numbers."""

    workers: int | None = None
    """Cores to use in all; None: as many as pay."""
    cluster: str | None = None
    """Address of a Dask scheduler that spreads the runs; None: this machine."""
    out: str | os.PathLike[str] | None = None
    """Output folder; None: a command takes a new one under `results`, a function for notebooks leaves nothing."""
    resume: bool = False
    """Go on with what an interrupted study has finished in the folder."""
    force: bool = False
    """Overwrite another study's results in the folder."""
    quiet: bool = True
    """No progress on stderr."""
    audit: bool = False
    """Check every week that nothing is lost or invented."""
    panel: bool = False
    """Also write every purchase and customer, where the study can."""
    csv: bool = False
    """Also write every replicate as CSV, where the study has tables by week."""
    report: bool = True
    """Also write a page and figures, where the study has any."""
    again: str = AGAIN
    """What people are told to do to go on, should the study be stopped."""
