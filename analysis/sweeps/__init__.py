"""What happens all over a space of parameters? Designs, their runs, sensitivity."""
