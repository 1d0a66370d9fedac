"""Names of firms as files have them, and the firms of the scenario that they mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from simulation.reading.errors import Fault, suggestion, text_of_value

if TYPE_CHECKING:
    from analysis.calibration.data.raw_tables import Raw
    from simulation.scenario.scenario import Scenario


class NamedFirms:
    """The firms that files may name: those of a scenario, whatever the case; any, where there is no scenario."""

    def __init__(self, scenario: Scenario | None) -> None:
        self.names = None if scenario is None else tuple(scenario.firms)
        self.focus = None if scenario is None else scenario.focus_firm
        self._by_lower_case = {name.casefold(): name for name in self.names or ()}

    def meant(self, text: str) -> str | None:
        """The firm of this name; None where there is none."""
        if self.names is None:
            return text
        return text if text in self.names else self._by_lower_case.get(text.casefold())

    def column(self, raw: Raw, name: str, texts: np.ndarray) -> tuple[np.ndarray, list[Fault]]:
        """The firms of a column, and a fault for each name that means none, where it stands first."""
        known = {text: self.meant(text) for text in set(texts.tolist()) if text}
        strangers = [text for text, firm in known.items() if firm is None]
        faults = []
        for text in sorted(strangers):
            row = int(np.flatnonzero(texts == text)[0])
            faults.append(raw.fault(row, name, f"no firm is called {text_of_value(text)}; {self.right(text)}"))
        return np.array([known.get(text) or "" for text in texts], dtype=object), faults

    def right(self, text: str) -> str:
        """What would be the name of a firm."""
        return f"{suggestion(text, self.names or ())} (add it under `firms` if it is another)"

    def ordered(self, found: Iterable[str]) -> list[str]:
        """The firms found, in the order of the scenario, else by name."""
        names = set(found)
        return [name for name in self.names if name in names] if self.names is not None else sorted(names)
