"""In which markets do the laws hold? A battery of others, numbers off by some share, where a law says nothing."""

__all__ = ["battery", "noise", "properties"]
