"""Plain data as YAML that our own reader takes for the same data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from simulation.reading.yaml_scalars import core_scalar


def to_yaml(tree: Mapping[str, Any]) -> bytes:
    """Plain data as YAML 1.2 that our reader takes for the same data."""
    return _dumped(dict(tree), default_flow_style=False, width=100).encode("utf-8")


def to_flow(value: Any, width: float = math.inf) -> str:
    """The same of one value in a line, `{price: 9.5}`, or in lines of about so many characters."""
    return _dumped(value, default_flow_style=True, width=width).removesuffix("\n...\n").rstrip("\n")


def _dumped(value: Any, **form: Any) -> str:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Quotes every text that would read as something else."""

        def ignore_aliases(self, _data: Any) -> bool:
            """Write equal values twice rather than by reference."""
            return True

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=None if _is_plain(value) else '"')

    Dumper.add_representer(str, text)
    return str(yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True, **form))


def _is_plain(text: str) -> bool:
    """Whether a text without quotes stays a text in YAML 1.2."""
    try:
        return isinstance(core_scalar(text), str)
    except ValueError:
        return False
