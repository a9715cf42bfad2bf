"""The one refusal of the plan reader."""

from __future__ import annotations


class Unreadable(Exception):
    """A file that cannot be read as a plan; `sentence` tells the officer what, why and what to do next."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
