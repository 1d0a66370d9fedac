"""Explanations of a finished study: one customer's story, and where a difference in profit comes from."""
