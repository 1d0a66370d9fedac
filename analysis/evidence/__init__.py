"""Every claim of the theory and every law of the market, replayed and judged.

`bands.yaml` says what is expected, files `claims_*.py` and `laws_*.py` measure it, one function an id.
"""
