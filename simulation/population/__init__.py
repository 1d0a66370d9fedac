"""Who is in the market on the first day? Tables allocated, customers drawn, parameters compiled, memory estimated."""
