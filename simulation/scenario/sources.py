"""Where the numbers of the baseline come from: the sources that the comments of `scenarios/baseline.yaml` name."""

from __future__ import annotations

import re

from simulation.reading.paths import Path as Keys
from simulation.reading.yaml_document import Document
from simulation.scenario.inheritance import SHIPPED

BASELINE = SHIPPED / "baseline.yaml"
SOURCE = re.compile(r"#.*\[((?:V2?|C|M|P)\b[^\[\]]*)\]")


class Sources:
    """The sources that the comments of the baseline name."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.lines = text.splitlines()

    def of(self, path: Keys) -> str:
        """The `[source]` in the comment of the path's line, or of the nearest block above that has one."""
        for depth in range(len(path), 0, -1):
            place = self.document.key_place(path[:depth])
            found = SOURCE.search(self.lines[place.line - 1]) if place.line else None
            if found:
                return found.group(1)
        return ""
