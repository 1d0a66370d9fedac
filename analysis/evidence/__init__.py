"""Does the theory hold in this market? Every claim and every law, replayed and judged.

`verdicts/bands.yaml` says what is expected, files `claims_*.py` and `laws_*.py` measure it, one function an id.
"""

__all__ = ["ablation", "challenge", "question", "request", "scorecard", "scorecard_text", "study"]
