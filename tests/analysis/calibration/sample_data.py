"""What tests of readers share."""

from typing import TypeVar

Part = TypeVar("Part")


def there(part: Part | None) -> Part:
    """A part that the data must have."""
    assert part is not None
    return part
