"""Who is in the market on the first day? Tables allocated, customers drawn, parameters compiled, memory estimated."""

__all__ = ["allocate", "arrivals", "compile_parameters", "memory", "years_of_tenure"]
