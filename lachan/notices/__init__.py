"""Telling an agency that something waits for it: a verb and a record's id, never a word about a person."""
