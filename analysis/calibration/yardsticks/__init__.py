"""How well do an analyst's models foretell what was held back, beside which a fitted market must stand?"""

__all__ = ["table"]
