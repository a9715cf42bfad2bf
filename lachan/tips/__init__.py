"""Room tips."""
