"""What is a market at a moment? Three tables of columns, the week's counts, and the codes that stand in them."""

__all__ = [
    "contracts",
    "counts",
    "decisions",
    "firm_attributes",
    "programme_kinds",
    "programme_table",
    "standings",
    "switch_reasons",
    "tables",
    "visit_codes",
    "whole_cents",
]
