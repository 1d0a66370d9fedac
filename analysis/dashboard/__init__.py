"""What would happen if? Levers on the left of a page in the browser, the market moving week by week beside them."""

__all__ = ["server", "settings", "tabs"]
