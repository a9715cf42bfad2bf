"""Refusals: what an officer is told when something may not or cannot be done."""

from __future__ import annotations


class Refused(Exception):
    """A rule of the procedure forbids the step. The sentence says what, why, and what to do next."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotAllowed(Refused):
    """The actor may see the record but not do this with it."""


class NotFound(Exception):
    """Not there, not yours, or erased: the three answer alike, and carry no words."""


class Misbuilt(Exception):
    """A mistake of the programmer, never of the officer: the work is rolled back."""
