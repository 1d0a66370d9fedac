"""What surrounds customers and firms: events, and the network of who talks to whom."""
