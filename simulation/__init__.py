"""A market of customers who become loyal, complain, leave and talk: the model itself."""
