"""Side-by-side ratios of speed and memory, and the readable model that the fast one is held against."""
