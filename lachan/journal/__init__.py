"""The append-only record of what happened: entries, clocks, the seat belt of actions, permits to open."""
