"""What is a market at a moment? Three tables of columns, the week's counts, and the codes that stand in them."""
