"""A proposed sentence as pieces: plain words, and numbers that know which figure they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """``code``: the figure behind these words; ``is_before``: of the period the report compares with."""

    text: str
    code: str = ""
    is_before: bool = False


Sentence = tuple[Said, ...]


def words(*pieces: str | Said | Sentence) -> Sentence:
    """One sentence from strings, numbers and parts of sentences."""
    return tuple(_flat(pieces))


def _flat(pieces: Iterable[str | Said | Sentence]) -> Iterator[Said]:
    for piece in pieces:
        if isinstance(piece, str):
            if piece:
                yield Said(piece)
        elif isinstance(piece, Said):
            yield piece
        else:
            yield from piece


def plain(sentences: Iterable[Sentence]) -> str:
    """The text, one sentence a line."""
    return "\n".join("".join(piece.text for piece in sentence) for sentence in sentences)
