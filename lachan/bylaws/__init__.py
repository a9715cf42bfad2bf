"""Room bylaws."""
