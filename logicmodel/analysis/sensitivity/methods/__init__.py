"""Ways to measure how much an uncertain number matters, one a file."""
