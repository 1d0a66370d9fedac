"""What does a measured number say of a claim? The bands, the verdicts, how settled they are, and how many of each."""

__all__ = ["counts", "criteria", "judging", "settling"]
