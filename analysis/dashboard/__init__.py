"""What-if page in the browser: levers on the left, the market moving week by week beside them."""
