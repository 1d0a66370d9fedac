"""Plain data as YAML that our own reader takes for the same data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulation.reading.yaml_scalars import core_scalar


def to_yaml(tree: Mapping[str, Any]) -> bytes:
    """Plain data as YAML 1.2 that our reader takes for the same data."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Quotes every text that would read as something else."""

        def ignore_aliases(self, _data: Any) -> bool:
            """Write equal values twice rather than by reference."""
            return True

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=None if _is_plain(value) else '"')

    Dumper.add_representer(str, text)
    dumped = yaml.dump(dict(tree), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100)
    return str(dumped).encode("utf-8")


def _is_plain(text: str) -> bool:
    """Whether a text without quotes stays a text in YAML 1.2."""
    try:
        return isinstance(core_scalar(text), str)
    except ValueError:
        return False
