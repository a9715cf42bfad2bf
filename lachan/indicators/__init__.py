"""Room indicators."""
