"""Room victims."""
