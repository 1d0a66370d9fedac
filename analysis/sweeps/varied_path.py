"""What `--vary` says: the path that moves, and its values or the range from which they are drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.sweeps.design import MOST_POINTS, Vary, refuse_fixed
from simulation.plans.plan_paths import get
from simulation.reading.errors import Fault, Refused, refused, text_of_value
from simulation.reading.paths import format_path, parse_path, split_setting
from simulation.reading.yaml_document import read_value
from simulation.scenario.scenario import Scenario

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
RANGE = re.compile(rf"\s*({NUMBER})\s*:\s*({NUMBER})\s*(?::\s*(\d+)\s*)?")


def read_varied(texts: Sequence[str], scenario: Scenario) -> list[Vary]:
    """What --vary options say; refused with all faults where a path does not exist or values make no sense."""
    found: list[Vary] = []
    faults: list[Fault] = []
    for text in texts:
        try:
            one = _read_vary(text, scenario)
            if one.path in {other.path for other in found}:
                raise refused("is varied twice; give all of its values at once", path=one.path, place="--vary")
            found.append(one)
        except Refused as refusal:
            faults += refusal.faults
    if faults:
        raise Refused(faults)
    return found


def _read_vary(text: str, scenario: Scenario) -> Vary:
    try:
        name, spec = split_setting(text)
    except Refused:
        right = "write for example firms.Alba.pricing.price=9,10,11, or 8:12 for a range"
        raise refused(f"{text_of_value(text)} is not PATH=VALUES; {right}", place="--vary") from None
    path = parse_path(name)
    now = get(scenario, path)
    name = format_path(path)
    refuse_fixed(path, "--vary")
    found = RANGE.fullmatch(spec)
    if not found:
        values = read_value(f"[{spec}]", f"--vary {name}")
        return Vary(name, tuple(values))
    low, high, steps = float(found[1]), float(found[2]), int(found[3]) if found[3] else None
    if not low < high:
        raise refused(f"{spec.strip()}: a range goes from a lower to a higher number", path=name, place="--vary")
    is_whole = isinstance(now, int) and not isinstance(now, bool)
    is_whole |= now is None and not scenario.allows(name, low + 0.37 * (high - low))
    if is_whole and not (low.is_integer() and high.is_integer()):
        raise refused(f"{spec.strip()}: takes whole numbers", path=name, place="--vary")
    if steps is not None and not 2 <= steps <= MOST_POINTS:
        raise refused(f"{spec.strip()}: a grid has 2 steps at least", path=name, place="--vary")
    return Vary(name, (), low, high, steps, is_whole)
