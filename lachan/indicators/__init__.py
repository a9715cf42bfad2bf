"""Figures: what is counted, over which period, as known on which day, and which records stand behind the number."""
